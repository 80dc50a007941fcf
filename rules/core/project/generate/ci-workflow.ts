import { ACTION_COMMITS } from '../../../data/action-commits.ts';
import { builtFrom, dockerfileOf } from '../../compose/built.ts';
import { developmentServer } from '../../dockerfile/dev-server.ts';
import type { DockerfileFile } from '../../dockerfile/file.ts';
import { parseShell } from '../../shell/shell.ts';
import { NODE_LOCKFILES, type NodePackageManager } from '../lockfiles.ts';
import type { Manifest, NodePackage } from '../manifests.ts';
import type { ProjectModel } from '../model.ts';
import { baseName, folderOf, joinPath } from '../project.ts';
import { isPartOf } from './recipe.ts';
import { nodeTag, pythonTag } from './runtime.ts';

/** One job of the workflow. */
interface Job {
  readonly id: string;
  readonly name: string;
  /** Folder that its commands run in; empty for the repository's root. */
  readonly folder: string;
  readonly minutes: number;
  readonly steps: readonly Step[];
}

/** Lines of a step, without the dash. */
type Step = readonly string[];

/**
 * A workflow that checks every change with what the project has: lint, types, tests and build of its packages by their own scripts, its
 * images, and known vulnerabilities and secrets in the repository. Nothing is deployed.
 *
 * @returns undefined where no package and no image can be built for certain
 */
export function ciWorkflow(project: ProjectModel): string | undefined {
  const jobs = [...nodeJobs(project), ...pythonJobs(project), ...imageJobs(project)];
  if (jobs.length === 0) return undefined;
  const lines = [
    'name: CI',
    '',
    'on:',
    '  push:',
    '    branches: [main, master]',
    '  pull_request:',
    '',
    'permissions:',
    '  contents: read',
    '',
    'concurrency:',
    `  group: ci-${expression('github.ref')}`,
    `  cancel-in-progress: ${expression("github.event_name == 'pull_request'")}`,
    '',
    'jobs:',
  ];
  const ids = new Set<string>();
  for (const job of [...jobs, securityJob()]) {
    let id = job.id;
    for (let number = 2; ids.has(id); number++) id = `${job.id}-${number}`;
    ids.add(id);
    if (ids.size > 1) lines.push('');
    lines.push(...jobLines(job, id));
  }
  return `${lines.join('\n')}\n`;
}

function jobLines({ name, folder, minutes, steps }: Job, id: string): string[] {
  return [
    `  ${id}:`,
    `    name: ${scalar(name)}`,
    '    runs-on: ubuntu-24.04',
    `    timeout-minutes: ${minutes}`,
    ...(folder === '' ? [] : ['    defaults:', '      run:', `        working-directory: ${scalar(folder)}`]),
    '    steps:',
    ...steps.flatMap((step) => step.map((line, index) => `${index === 0 ? '      - ' : '        '}${line}`)),
  ];
}

const expression = (text: string): string => `\${{ ${text} }}`;

function scalar(text: string): string {
  return /^[A-Za-z.][\w./@ -]*$/.test(text) && !text.endsWith(' ') ? text : JSON.stringify(text);
}

/** The newest release of an action that is known, pinned to its commit. */
function uses(action: string): string {
  const [newest] = ACTION_COMMITS[action] ?? [];
  if (!newest) throw new Error(`No release of ${action} is known.`);
  return `uses: ${action}@${newest[1]} # ${newest[0]}`;
}

function checkout(): Step {
  return [uses('actions/checkout'), 'with:', '  persist-credentials: false'];
}

function run(name: string, command: string): Step {
  return [`name: ${name}`, `run: ${/^[A-Za-z][\w./@ =:-]*$/.test(command) && !/: /.test(command) ? command : JSON.stringify(command)}`];
}

// --- Node ---

function nodeJobs(project: ProjectModel): Job[] {
  return project.packages.flatMap((manifest) => {
    const job = project.isAside(manifest.path) ? undefined : nodeJob(project, manifest);
    return job ? [job] : [];
  });
}

/** Scripts that check, by what they are usually called. Of the tests, those that need nothing but the sources. */
const CHECKS: readonly (readonly [step: string, names: readonly string[]])[] = [
  ['Check the format', ['format:check', 'fmt:check', 'prettier:check', 'check:format']],
  ['Lint', ['lint:ci', 'lint', 'eslint']],
  ['Check types', ['type-check', 'typecheck', 'check-types', 'types:check', 'check:types', 'tsc']],
  ['Test', ['test:ci', 'test:coverage', 'coverage', 'test:unit', 'test:run', 'test']],
  ['Build', ['build']],
];

function nodeJob(project: ProjectModel, manifest: NodePackage): Job | undefined {
  const { folder } = manifest;
  const at = (name: string) => joinPath(folder, name) ?? name;
  const managers = (Object.keys(NODE_LOCKFILES) as NodePackageManager[]).filter((one) =>
    NODE_LOCKFILES[one].some((name) => project.has(at(name))),
  );
  const [manager] = managers;
  // Without a lockfile of its own it is a part of a workspace, or nobody can say what is installed.
  if (!manager || managers.length > 1) return undefined;
  const setup = nodeSetup(project, manifest, manager);
  const members = manifest.workspaces.length > 0 || /^packages:/m.test(project.read(at('pnpm-workspace.yaml')) ?? '');
  const below = members ? project.packages.filter(({ path }) => path !== manifest.path && isBelow(path, folder)) : [];
  const checks = CHECKS.flatMap(([step, names]): Step[] => {
    const name = names.find((one) => isCheck(manifest.scripts.get(one)));
    if (name !== undefined) return [run(step, `${manager} run ${name}`)];
    const inside = names.find(
      (one) =>
        below.some(({ scripts }) => scripts.has(one)) && below.every(({ scripts }) => !scripts.has(one) || isCheck(scripts.get(one))),
    );
    const everywhere = inside === undefined ? undefined : EVERYWHERE[manager]?.(inside);
    if (everywhere !== undefined) return [run(step, everywhere)];
    return step === 'Check types' && canCheckTypes(project, manifest) ? [run(step, `${EXECUTE[manager]} tsc --noEmit`)] : [];
  });
  if (!setup || checks.length === 0) return undefined;
  const prisma =
    manifest.dependencies.some(({ name }) => name === 'prisma') && project.has(at('prisma/schema.prisma'))
      ? [run('Generate the database client', `${EXECUTE[manager]} prisma generate`)]
      : [];
  return {
    ...named(project, folder, manifest.name ?? 'node'),
    folder: project.relative(folder),
    minutes: 15,
    steps: [checkout(), ...setup, ...prisma, ...checks],
  };
}

const EXECUTE: Readonly<Record<NodePackageManager, string>> = { npm: 'npx --no', pnpm: 'pnpm exec', yarn: 'yarn run', bun: 'bun x' };

/** Runs a script in every package of a workspace that has it. */
const EVERYWHERE: Readonly<Partial<Record<NodePackageManager, (script: string) => string>>> = {
  npm: (script) => `npm run ${script} --workspaces --if-present`,
  pnpm: (script) => `pnpm --recursive --if-present run ${script}`,
};

/** A script that comes to an end, and does something. */
function isCheck(script: string | undefined): boolean {
  if (script === undefined || /no test specified|--watch(?!All=false|=false)\b|\s-w\b/.test(script)) return false;
  const shell = parseShell(script);
  return !shell.hasErrors && shell.commands.length > 0 && !shell.commands.some((command) => developmentServer(command) !== undefined);
}

function canCheckTypes(project: ProjectModel, { folder, dependencies }: NodePackage): boolean {
  const config = project.read(joinPath(folder, 'tsconfig.json') ?? '');
  return config !== undefined && !/"references"/.test(config) && dependencies.some(({ name }) => name === 'typescript');
}

/** Steps that bring Node, the package manager and the packages; undefined where the version of one is open. */
function nodeSetup(project: ProjectModel, manifest: NodePackage, manager: NodePackageManager): readonly Step[] | undefined {
  const { folder } = manifest;
  const at = (name: string) => joinPath(folder, name) ?? name;
  const lockfile = NODE_LOCKFILES[manager].map(at).find((path) => project.has(path)) ?? '';
  const pinned = manifest.json.string('packageManager')?.startsWith(`${manager}@`) ?? false;
  if (manager === 'bun') {
    const version = pinned ? [`  bun-version-file: ${scalar(project.relative(at('package.json')))}`] : ['  bun-version: latest'];
    return [[uses('oven-sh/setup-bun'), 'with:', ...version], run('Install packages', 'bun install --frozen-lockfile')];
  }
  const file = ['.nvmrc', '.node-version'].map(at).find((path) => project.has(path));
  const tag = nodeTag(project, manifest);
  if (file === undefined && tag === undefined) return undefined;
  const node: Step = [
    uses('actions/setup-node'),
    'with:',
    file === undefined ? `  node-version: ${tag?.release}` : `  node-version-file: ${scalar(project.relative(file))}`,
    `  cache: ${manager}`,
    ...(folder === '' ? [] : [`  cache-dependency-path: ${scalar(project.relative(lockfile))}`]),
  ];
  if (manager === 'npm') return [node, run('Install packages', 'npm ci')];
  if (manager === 'yarn') {
    const isFirst = /^# yarn lockfile v1/m.test(project.read(lockfile) ?? '');
    if (isFirst) return [node, run('Install packages', 'yarn install --frozen-lockfile')];
    // The cache needs the program before it is set up.
    return pinned ? [run('Install Yarn', 'corepack enable'), node, run('Install packages', 'yarn install --immutable')] : undefined;
  }
  const version = /^lockfileVersion: '?([\d.]+)/m.exec(project.read(lockfile) ?? '')?.[1];
  const major = { '9.0': 10, '6.0': 8 }[version ?? ''];
  if (!pinned && major === undefined) return undefined;
  const settings = pinned
    ? folder === ''
      ? []
      : ['with:', `  package_json_file: ${scalar(project.relative(at('package.json')))}`]
    : ['with:', `  version: ${major}`];
  return [[uses('pnpm/action-setup'), ...settings], node, run('Install packages', 'pnpm install --frozen-lockfile')];
}

// --- Python ---

function pythonJobs(project: ProjectModel): Job[] {
  const folders = new Set(project.manifests.filter(({ ecosystem }) => ecosystem === 'python').map(({ folder }) => folder));
  return [...folders].flatMap((folder) => {
    const manifests = project.manifests.filter((one) => one.ecosystem === 'python' && one.folder === folder);
    const job = manifests.every(({ path }) => project.isAside(path)) ? undefined : pythonJob(project, folder, manifests);
    return job ? [job] : [];
  });
}

const REPORT = 'test-report.xml';

/** Keeps a file of the job, also that of tests that failed. */
function keep(name: string, path: string): Step {
  return [
    'name: Keep the test report',
    'if: always()',
    uses('actions/upload-artifact'),
    'with:',
    `  name: ${name}`,
    `  path: ${path}`,
    '  retention-days: 7',
  ];
}

interface PythonInstall {
  readonly steps: readonly Step[];
  /** Before every program that was installed: `poetry run `. */
  readonly prefix: string;
}

function pythonJob(project: ProjectModel, folder: string, manifests: readonly Manifest[]): Job | undefined {
  const packages = new Set(manifests.flatMap(({ dependencies }) => dependencies.map(({ name }) => name)));
  const install = pythonSetup(project, folder);
  if (!install) return undefined;
  const { prefix } = install;
  const isTested =
    packages.has('pytest') && project.sources.some(({ path, isTest }) => isTest && path.endsWith('.py') && isPartOf(project, folder, path));
  const checks: readonly (readonly [string, boolean, string])[] = [
    // Every module is at least read by the interpreter.
    ['Compile', true, 'python -m compileall -q .'],
    ['Check the format', packages.has('black'), 'black --check .'],
    ['Lint', packages.has('ruff'), 'ruff check .'],
    ['Lint', packages.has('flake8') && !packages.has('ruff'), 'flake8 .'],
    ['Check types', packages.has('mypy'), 'mypy .'],
    ['Check types', packages.has('pyright') && !packages.has('mypy'), 'pyright'],
    ['Test', isTested, `pytest ${packages.has('pytest-cov') ? '--cov ' : ''}--junitxml=${REPORT}`],
  ];
  const { id, name } = named(project, folder, manifests.find((one) => one.name !== undefined)?.name ?? 'python');
  const report: readonly Step[] = isTested ? [keep(`test-report-${id}`, joinPath(project.relative(folder), REPORT) ?? REPORT)] : [];
  return {
    id,
    name,
    folder: project.relative(folder),
    minutes: 15,
    steps: [
      checkout(),
      ...install.steps,
      ...checks.flatMap(([step, isThere, command]) => (isThere ? [run(step, prefix + command)] : [])),
      ...report,
    ],
  };
}

function pythonSetup(project: ProjectModel, folder: string): PythonInstall | undefined {
  const at = (name: string) => joinPath(folder, name) ?? name;
  const has = (name: string) => project.has(at(name));
  const locks = ['uv.lock', 'poetry.lock', 'Pipfile.lock', 'pdm.lock'].filter(has);
  const tag = pythonTag(project, folder);
  const file = has('.python-version') ? at('.python-version') : undefined;
  if (locks.length > 1 || (!tag && file === undefined)) return undefined;
  const version = file === undefined ? `python-version: "${tag?.release}"` : `python-version-file: ${scalar(project.relative(file))}`;
  const python = (cache: string, ...paths: readonly string[]): Step => [
    uses('actions/setup-python'),
    'with:',
    `  ${version}`,
    `  cache: ${cache}`,
    ...(paths.length === 0
      ? []
      : paths.length === 1
        ? [`  cache-dependency-path: ${scalar(project.relative(paths[0] ?? ''))}`]
        : ['  cache-dependency-path: |', ...paths.map((path) => `    ${project.relative(path)}`)]),
  ];
  if (has('uv.lock')) {
    const uv: Step = [uses('astral-sh/setup-uv'), 'with:', '  enable-cache: true'];
    return { steps: [uv, run('Install packages', 'uv sync --locked')], prefix: 'uv run ' };
  }
  if (has('poetry.lock')) {
    const made = /generated by Poetry (\d+\.\d+\.\d+)/.exec(project.read(at('poetry.lock')) ?? '')?.[1];
    if (made === undefined) return undefined;
    const poetry = run('Install Poetry', `pipx install poetry==${made}`);
    return {
      steps: [poetry, python('poetry', at('poetry.lock')), run('Install packages', 'poetry install --no-interaction')],
      prefix: 'poetry run ',
    };
  }
  if (locks.length > 0) return undefined;
  const lists = project
    .matching(/(?:^|\/)requirements(?:[-_.]?(?:dev|test|tests))?\.txt$/)
    .filter((path) => folderOf(path) === folder)
    .sort((a, b) => a.length - b.length);
  if (lists.length === 0) return undefined;
  const command = `pip install ${lists.map((path) => `-r ${baseName(path)}`).join(' ')}`;
  return { steps: [python('pip', ...lists), run('Install packages', command)], prefix: '' };
}

// --- images ---

function imageJobs(project: ProjectModel): Job[] {
  const jobs = new Map<string, Job>();
  const add = (file: DockerfileFile, context: string, name: string, target: string | undefined) => {
    const { path, role } = file.source;
    if (role === 'development' || project.isAside(path) || file.stages.length === 0 || jobs.has(path)) return;
    const tag = `${identifier(name)}:ci`;
    const options = [
      ...(joinPath(context, 'Dockerfile') === path ? [] : [`--file ${project.relative(path)}`]),
      ...(target === undefined ? [] : [`--target ${target}`]),
    ];
    if (!/^[\w./-]*$/.test(context) || options.some((option) => !/^--\w+ [\w./-]+$/.test(option))) return;
    const where = project.relative(context) || '.';
    jobs.set(path, {
      id: identifier(`image-${name}`),
      name: `Image of ${name}`,
      folder: '',
      minutes: 30,
      steps: [
        checkout(),
        run('Build', ['docker build', ...options, `--tag ${tag}`, where].join(' ')),
        [
          'name: Look for known vulnerabilities',
          uses('aquasecurity/trivy-action'),
          'with:',
          `  image-ref: ${tag}`,
          '  severity: CRITICAL,HIGH',
          '  ignore-unfixed: true',
          '  exit-code: "1"',
        ],
      ],
    });
  };
  for (const compose of project.composeFiles) {
    if (compose.source.role === 'test' || compose.source.role === 'development') continue;
    for (const service of compose.services) {
      const file = dockerfileOf(service);
      const context = service.build?.context === undefined ? undefined : joinPath(folderOf(compose.path), service.build.context);
      if (file && context !== undefined) add(file, context, service.name, builtFrom(service) && service.build?.target);
    }
  }
  for (const file of project.dockerfiles)
    add(file, folderOf(file.source.path), folderOf(project.relative(file.source.path)).split('/').at(-1) || 'app', undefined);
  return [...jobs.values()];
}

function securityJob(): Job {
  return {
    id: 'security',
    name: 'Vulnerable packages and secrets',
    folder: '',
    minutes: 15,
    steps: [
      checkout(),
      [
        'name: Look through the repository',
        uses('aquasecurity/trivy-action'),
        'with:',
        '  scan-type: fs',
        '  scanners: vuln,secret',
        '  severity: CRITICAL,HIGH',
        '  ignore-unfixed: true',
        '  exit-code: "1"',
      ],
    ],
  };
}

// --- names ---

function named(project: ProjectModel, folder: string, fallback: string): Pick<Job, 'id' | 'name'> {
  const name = project.relative(folder).split('/').at(-1) || fallback;
  return { id: identifier(name), name: `Check ${name}` };
}

function identifier(name: string): string {
  const id = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return /^[a-z]/.test(id) ? id : `job-${id || 'checks'}`;
}

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}
