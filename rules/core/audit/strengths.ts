import type { Area } from '../finding.ts';
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
): Strength[] {
  return [...strengths].flatMap(([id, strength]) => {
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
