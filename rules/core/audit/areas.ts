import type { Area, Category } from '../finding.ts';
import type { ProjectModel } from '../project/model.ts';
import type { RegisteredRule, RuleLanguage } from '../rule.ts';
import type { FileKind } from '../source.ts';

export interface AreaInfo {
  readonly title: string;
  /** Share of the overall score, in percent of all areas together. */
  readonly weight: number;
}

/** Explained in docs/scoring.md; the weights add up to 100. */
export const AREA_INFO: Readonly<Record<Area, AreaInfo>> = {
  containers: { title: 'Containers', weight: 15 },
  orchestration: { title: 'Orchestration', weight: 30 },
  'ci-cd': { title: 'CI/CD', weight: 15 },
  secrets: { title: 'Secrets and environment', weight: 8 },
  dependencies: { title: 'Dependencies', weight: 4 },
  testing: { title: 'Testing', weight: 5 },
  observability: { title: 'Observability', weight: 6 },
  health: { title: 'Health', weight: 6 },
  security: { title: 'Security', weight: 5 },
  data: { title: 'Data and backups', weight: 3 },
  documentation: { title: 'Documentation', weight: 3 },
};

/** Categories that are an area of their own, whatever kind of file shows the problem. */
const AREA_OF_CATEGORY: Readonly<Partial<Record<Category, Area>>> = {
  secrets: 'secrets',
  testing: 'testing',
  observability: 'observability',
  health: 'health',
  data: 'data',
  documentation: 'documentation',
};

const AREA_OF_KIND: Readonly<Record<FileKind, Area>> = {
  dockerfile: 'containers',
  compose: 'orchestration',
  workflow: 'ci-cd',
  action: 'ci-cd',
  dependabot: 'dependencies',
  config: 'documentation',
  other: 'documentation',
};

/** The area that a rule's findings in a kind of file count for. @param kind undefined for rules over the project, which name their area */
export function areaOf(rule: Pick<RegisteredRule, 'area' | 'category' | 'language'>, kind: FileKind | undefined): Area {
  return rule.area ?? AREA_OF_CATEGORY[rule.category] ?? (kind ? AREA_OF_KIND[kind] : 'documentation');
}

/** The areas that a project has something of, so that it can be praised for what is in order. */
export function areasOfProject(project: ProjectModel): readonly Area[] {
  const { servers, datastores, isDeployed } = project.app;
  const isSomething = project.manifests.length + project.dockerfiles.length + project.composeFiles.length + project.workflows.length > 0;
  const has: readonly (readonly [Area, boolean])[] = [
    ['ci-cd', project.manifests.length > 0 || project.workflows.length > 0],
    ['secrets', isDeployed],
    ['dependencies', project.manifests.length > 0],
    ['testing', project.manifests.length > 0],
    ['observability', servers.length > 0],
    ['health', servers.length > 0],
    ['security', isDeployed],
    ['data', datastores.length > 0],
    ['documentation', isSomething],
  ];
  return has.flatMap(([area, isThere]) => (isThere ? [area] : []));
}

const KINDS_OF_LANGUAGE: Readonly<Record<RuleLanguage, readonly FileKind[]>> = {
  dockerfile: ['dockerfile'],
  compose: ['compose'],
  workflow: ['workflow', 'action'],
  file: ['dockerfile', 'compose', 'workflow', 'action', 'dependabot'],
  project: [],
};

/** Whether a rule looks at files of a kind. */
export function looksAt(rule: Pick<RegisteredRule, 'language'>, kind: FileKind): boolean {
  return KINDS_OF_LANGUAGE[rule.language].includes(kind);
}
