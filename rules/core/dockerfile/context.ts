import { folderOf, joinPath, type Project } from '../project/project.ts';
import type { DockerfileFile } from './file.ts';
import { servicesBuiltFrom } from './services.ts';

/**
 * The folders that a Dockerfile is built with, relative to the workspace: as Compose services say, else the nearest folder that has what it
 * copies. Empty where a variable or an address decides.
 */
export function buildContexts(file: DockerfileFile, project: Project): readonly string[] {
  return project.remember(`build contexts of ${file.source.path}`, () => findContexts(file, project));
}

function findContexts(file: DockerfileFile, project: Project): string[] {
  const services = servicesBuiltFrom(file, project);
  if (services.length === 0) return [likelyContext(file, project)];
  const contexts = services.flatMap((service) => {
    const context = service.build?.context;
    const folder = context === undefined ? undefined : joinPath(folderOf(service.file.path), context);
    return folder === undefined ? [] : [folder];
  });
  return [...new Set(contexts)];
}

/** Its own folder, unless only one above it has all that is copied: in monorepos images are built from the root. */
function likelyContext(file: DockerfileFile, project: Project): string {
  const own = folderOf(file.source.path);
  const copied = file.stages
    .flatMap((stage) => [...stage.all('COPY'), ...stage.all('ADD')])
    .filter((copy) => !copy.from)
    .flatMap((copy) => copy.paths.map(({ value }) => value))
    .filter((path) => /^[\w@./-]+$/.test(path) && /\w/.test(path));
  const has = (folder: string) => copied.every((path) => project.exists(joinPath(folder, path.replace(/^\/+/, '')) ?? path) === true);
  if (own === '' || copied.length === 0 || has(own)) return own;
  for (let folder = folderOf(own); ; folder = folderOf(folder)) {
    if (has(folder)) return folder;
    if (folder === '') return own;
  }
}

/** Patterns that no image of a kind of project needs. The first ones are for every project. */
const COMMON = [
  '.git',
  '.gitignore',
  '.gitattributes',
  '.github',
  '.dockerignore',
  '**/.env',
  '**/.env.*',
  '!**/.env.example',
  '.vscode',
  '.idea',
  '**/.DS_Store',
  '*.md',
  'docs',
  '**/*.log',
  'Dockerfile*',
  'compose*.y*ml',
  'docker-compose*.y*ml',
];
const NODE = ['**/node_modules', '**/dist', '**/build', '**/.next', '**/coverage', '**/.turbo', '**/playwright-report'];
const PYTHON = [
  '**/__pycache__',
  '**/*.py[cod]',
  '**/.venv',
  '**/venv',
  '**/.pytest_cache',
  '**/.mypy_cache',
  '**/.ruff_cache',
  '**/.coverage',
  '**/htmlcov',
  '**/*.egg-info',
  '**/*.sqlite3',
  '**/*.db',
];

/**
 * A `.dockerignore` for a build context, by the manifests in it.
 * @param names files and folders of the context, folders with a slash at the end
 * @param kept texts of the instructions that copy: what they name is not left out
 */
export function dockerignoreText(names: readonly string[], kept: readonly string[]): string {
  const isNode = names.includes('package.json');
  const isPython = names.some((name) => /^(?:requirements.*\.txt|pyproject\.toml|Pipfile|setup\.py)$/.test(name));
  const isKept = (pattern: string): boolean => {
    const plain = pattern.replace(/^!?(?:\*\*\/)?/, '').replace(/\*.*$/, '');
    return (
      plain !== '' &&
      kept.some((text) =>
        text.split(/[\s"',[\]]+/).some((word) => word.replace(/^\.\//, '').replace(/\/.*$/, '') === plain || word === pattern),
      )
    );
  };
  const sections = [
    ['# What the image does not need, and what must not get into it.', ...COMMON],
    ...(isNode ? [['# Installed and built inside the image.', ...NODE]] : []),
    ...(isPython ? [['# Made by Python.', ...PYTHON]] : []),
  ];
  return `${sections.map((lines) => lines.filter((line) => line.startsWith('#') || !isKept(line)).join('\n')).join('\n\n')}\n`;
}
