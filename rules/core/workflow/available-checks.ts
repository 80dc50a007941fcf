import type { Activity } from '../../data/workflow-activities.ts';
import { joinPath, type Project } from '../project/project.ts';
import { isRealScript } from './command-activities.ts';
import { type Package, packageAt, packagesBelow } from './packages.ts';

const OTHER_FOLDERS = /^(?:node_modules|docs?|examples?|samples?|tests?|e2e|fixtures|scripts|tools|website|\..*)$/;

const SCRIPTS: readonly (readonly [Activity, RegExp])[] = [
  ['lint', /^(?:lint|eslint|biome)(?::|$)|(?:^|:)lint$/],
  ['typecheck', /^(?:type-?check|types|check-types|tsc)$/],
  ['test', /^tests?(?::(?:ci|unit|all|run|integration))?$|^unit$|^vitest$|^jest$/],
  ['coverage', /^(?:test:)?cov(?:erage)?$/],
  ['build', /^build$/],
];
const TEST_CONFIGURATIONS = ['jest', 'vitest'].flatMap((name) => ['js', 'ts', 'cjs', 'mjs', 'mts'].map((end) => `${name}.config.${end}`));

/**
 * The checks that the packages of a repository could run before they are deployed. What cannot be read is not listed.
 * @param root folder of the repository
 */
export function availableChecks(project: Project, root: string): ReadonlySet<Activity> {
  return new Set([...packagesOf(project, root).flatMap((one) => nodeChecks(project, one)), ...pythonChecks(project, root)]);
}

function packagesOf(project: Project, root: string): Package[] {
  const found = packagesBelow(project, root);
  if (found.length > 1) return found;
  const folders = (project.list(root) ?? []).filter((name) => name.endsWith('/') && !OTHER_FOLDERS.test(name.slice(0, -1)));
  return [...found, ...folders.slice(0, 50).flatMap((name) => packageAt(project, joinPath(root, name) ?? '') ?? [])];
}

function nodeChecks(project: Project, one: Package): Activity[] {
  const read = (name: string): string => project.read(joinPath(one.folder, name) ?? name) ?? '';
  const names = [...one.scripts].filter(([, text]) => isRealScript(text)).map(([name]) => name);
  const found: Activity[] = SCRIPTS.filter(([, pattern]) => names.some((name) => pattern.test(name))).map(([activity]) => activity);
  if (one.dependencies.size) found.push('install', 'dependency-audit');
  if (read('tsconfig.json') !== '') found.push('typecheck');
  if (
    one.text.includes('"coverageThreshold"') ||
    TEST_CONFIGURATIONS.some((name) => /\bcoverageThreshold\b|\bthresholds?\b/.test(read(name)))
  ) {
    found.push('coverage');
  }
  return found;
}

function pythonChecks(project: Project, root: string): Activity[] {
  const read = (name: string): string => project.read(joinPath(root, name) ?? name) ?? '';
  const pyproject = read('pyproject.toml');
  const found: Activity[] = [];
  if (/^\s*[\w.-]+\s*(?:[=<>~!]=|\[)/m.test(read('requirements.txt'))) found.push('install', 'dependency-audit');
  if (/^\[tool\.pytest/m.test(pyproject) || read('pytest.ini') !== '') found.push('test');
  if (/^\[tool\.(?:ruff|flake8|pylint)/m.test(pyproject) || read('ruff.toml') !== '' || read('.flake8') !== '') found.push('lint');
  if (/^\[tool\.mypy/m.test(pyproject) || read('mypy.ini') !== '') found.push('typecheck');
  if (/^\s*fail_under\b/m.test(`${pyproject}\n${read('.coveragerc')}`)) found.push('coverage');
  return found;
}
