import { type Area, type Finding, isAtLeast } from '../finding.ts';
import type { ProjectModel } from '../project/model.ts';
import type { ProjectContext, StrengthRegistry } from '../rule.ts';

export interface Strength {
  readonly id: string;
  readonly equivalents: readonly string[];
  readonly title: string;
  readonly area: Area;
  /** How far it reaches where that is not everywhere: "2 of 6 services". */
  readonly partial?: string;
  readonly evidence: readonly { readonly file: string /** 1-based. */; readonly line: number }[];
}

/** What a project does well and its files prove, in the order of the registry. A strength whose search fails is not claimed. */
export function findStrengths(
  strengths: StrengthRegistry,
  project: ProjectModel,
  context: ProjectContext,
  show: (path: string) => string = (path) => path,
  findings: readonly Finding[] = [],
): Strength[] {
  const contradicting = new Set(findings.filter(({ severity }) => isAtLeast(severity, 'medium')).map(({ category }) => category));
  return [...strengths].flatMap(([id, strength]) => {
    if (strength.contradictedBy?.some((category) => contradicting.has(category))) return [];
    try {
      const proof = strength.find(project, context);
      if (!proof || proof.evidence.length === 0) return [];
      const { title = strength.title, partial } = proof;
      const evidence = proof.evidence.map(({ file, span }) => ({ file: show(file), line: project.lines(file).lineAt(span.start) + 1 }));
      return [
        { id, equivalents: strength.equivalents, title, area: strength.area, ...(partial === undefined ? {} : { partial }), evidence },
      ];
    } catch {
      return [];
    }
  });
}
