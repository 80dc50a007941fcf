import type { FilePlace, ProjectModel } from './model.ts';

const CONFIG =
  /(?:^|\/)(?:(?:jest|vitest|vite)\.config\.[cm]?[jt]s|jest\.config\.json|\.nycrc(?:\.json)?|\.c8rc\.json|\.coveragerc|pyproject\.toml|setup\.cfg|pytest\.ini|tox\.ini)$/;
const THRESHOLD = /\b(?:coverageThreshold|thresholds|check-coverage|fail_under|--cov-fail-under)\b[^\n]*/;

/** A setting below which coverage must not fall. */
export interface CoverageThreshold {
  readonly place: FilePlace;
  /** The lowest number that it names, in percent; undefined where it names none nearby. */
  readonly lowest: number | undefined;
}

/** The thresholds in the configuration of test runners, those of package.json included. */
export function coverageThresholds(project: ProjectModel): readonly CoverageThreshold[] {
  return project.remember('coverage thresholds', () => [...inFiles(project), ...inManifests(project)]);
}

function inFiles(project: ProjectModel): CoverageThreshold[] {
  return project.matching(CONFIG).flatMap((path) => {
    const text = project.isAside(path) ? '' : (project.read(path) ?? '');
    const match = THRESHOLD.exec(text);
    if (!match) return [];
    const end = match.index + match[0].replace(/[,{\s]+$/, '').length;
    // An object goes on to its closing brace.
    const close = text.indexOf('}', match.index);
    const body = text.slice(match.index, match[0].includes('{') && close > 0 ? close : end);
    return [{ place: { file: path, span: { start: match.index, end } }, lowest: lowestIn(body) }];
  });
}

function inManifests(project: ProjectModel): CoverageThreshold[] {
  return project.packages.flatMap(({ path, json }) => {
    const at = (['coverageThreshold', 'check-coverage'] as const)
      .flatMap((key) => ['jest', 'c8', 'nyc', 'vitest'].map((tool) => [tool, key]))
      .find((keys) => json.keySpan(...keys));
    const span = at && json.keySpan(...at);
    return at && span ? [{ place: project.at(path, span), lowest: lowestIn(JSON.stringify(json.value(...at))) }] : [];
  });
}

function lowestIn(text: string): number | undefined {
  const numbers = [...text.matchAll(/(?:[:=]\s*|--cov-fail-under[= ])(\d{1,3})\b/g)]
    .map((match) => Number(match[1]))
    .filter((value) => value > 0 && value <= 100);
  return numbers.length > 0 ? Math.min(...numbers) : undefined;
}
