import { type Activity, COMMAND_ACTIVITIES, NAME_ACTIVITIES } from '../../data/workflow-activities.ts';
import { joinPath, type Project } from '../project/project.ts';
import type { ShellCommand, ShellScript } from '../shell/model.ts';
import { parseShell } from '../shell/parse.ts';
import { parseMakefile } from './makefile.ts';
import { namedPackages, type Package, packageAt, packagesBelow } from './packages.ts';

/** Where commands run, and where what they do is collected. */
export interface CommandScope {
  readonly project: Project;
  /** Root of the repository. */
  readonly root: string;
  /** Folder that the command runs in; undefined where it is computed, or on another machine. */
  readonly folder: string | undefined;
  /** On a server, through SSH: nothing there is a check of what is deployed. */
  readonly remote: boolean;
  readonly depth: number;
  readonly found: Found;
}

/** What steps do, in the order in which they do it. */
export interface Found {
  readonly order: Activity[];
  /** Something that runs could not be looked into. */
  opaque: boolean;
  /** The same for what runs on another machine. */
  opaqueRemote: boolean;
  /** A deployment to machines or a cluster that nobody else looks after. */
  ownServers: boolean;
}

const MAX_DEPTH = 8;

/** Flags that take a value, for programs that the shell's own table does not hold. Others are taken for switches. */
const VALUE_FLAGS: Readonly<Record<string, string>> = {
  kubectl: 'n namespace context kubeconfig f filename l selector s server cluster token',
  oc: 'n namespace context kubeconfig f filename',
  helm: 'n namespace kube-context kubeconfig f values set version',
  aws: 'region profile output endpoint-url',
  gcloud: 'project region zone account configuration',
  az: 'subscription g resource-group n name',
  fly: 'a app c config r region t access-token',
  flyctl: 'a app c config r region t access-token',
  firebase: 'P project token only',
  vercel: 't token S scope cwd',
  wrangler: 'c config e env',
  docker:
    'H context f file p project-name t tag e env v volume w workdir u user name network env-file build-arg platform profile target mount entrypoint',
  'docker-compose': 'f file p project-name e env u user w workdir profile env-file',
  npm: 'prefix C w workspace',
  pnpm: 'C dir filter F',
  yarn: 'cwd',
  bun: 'cwd filter F',
  turbo: 'filter F cwd',
  nx: 'projects p c configuration parallel exclude base head',
  lerna: 'scope ignore concurrency',
  make: 'C f j directory file',
  go: 'C',
  'golangci-lint': 'c config',
  dotnet: 'c configuration p project',
  php: 'd c',
  python: 'W X',
  python3: 'W X',
  dotenv: 'e f',
  uv: 'directory project p python group extra with',
  poetry: 'C directory',
  ansible: 'i u',
  mvn: 'f pl P s',
  gradle: 'p x',
};

/** A command and the folder that it runs in; undefined where that is computed. */
export interface PlacedCommand {
  readonly command: ShellCommand;
  readonly folder: string | undefined;
}

/** The commands of a script. `cd` at its top level moves those behind it, in a subshell those inside. */
export function placeCommands(script: ShellScript, start: string | undefined): PlacedCommand[] {
  const placed: PlacedCommand[] = [];
  const inside = new Map<ShellCommand['context'], string | undefined>();
  let folder = start;
  for (const command of script.commands) {
    const { context } = command;
    const here = inside.has(context) ? inside.get(context) : folder;
    if (command.program !== 'cd' && command.program !== 'pushd') {
      placed.push({ command, folder: here });
      continue;
    }
    const to = command.words[0]?.text;
    const moved = here === undefined || to === undefined ? undefined : joinPath(here, to);
    if (context.kind === 'top-level') folder = moved;
    else if (context.kind === 'subshell' || context.kind === 'command-substitution') inside.set(context, moved);
    // Behind a branch or a loop nobody knows.
    else folder = undefined;
  }
  return placed;
}

/** Adds what a script does. */
export function collectScript(script: ShellScript, scope: CommandScope): void {
  for (const { command, folder } of placeCommands(script, scope.folder)) collectCommand(command, { ...scope, folder });
}

function collectText(text: string, scope: CommandScope): void {
  if (scope.depth >= MAX_DEPTH) return;
  collectScript(parseShell(text), { ...scope, depth: scope.depth + 1 });
}

function collectCommand(command: ShellCommand, scope: CommandScope): void {
  const { program } = command;
  if (program === undefined) {
    // `$RUNNER test`: who knows.
    if (command.nameWord) markOpaque(scope);
    return;
  }
  if (program === 'ssh' || program === 'sshpass') {
    collectSsh(command, scope);
    return;
  }
  const words = [command.name ?? program, ...command.words.map((word) => word.template)];
  collectWords(words, scope);
}

const GOES_LIVE =
  /\bsystemctl\s+(?:--\S+\s+)*(?:restart|reload|start)\b|\bservice\s+\S+\s+(?:restart|reload|start)\b|\bpm2\b|\bdocker(?:\s|-)(?:compose|stack|service|pull|run|restart)\b|\bgit\s+(?:pull|fetch|checkout|reset)\b|\bsupervisorctl\b|\bkubectl\b|\bhelm\b|\bpodman\b|\bdeploy[\w-]*\.(?:sh|py|rb|js)\b|\b(?:npm|yarn|pnpm|make)\s+(?:run\s+)?deploy\b|\bln\s+-\w*s|\brsync\b|\bcap\b|\bdokku\b/;

/** A script for another machine. */
export function collectRemote(text: string, scope: CommandScope): void {
  if (GOES_LIVE.test(text)) add({ ...scope, remote: false }, ['deploy'], true);
  collectText(text, { ...scope, folder: undefined, remote: true });
}

function collectSsh(command: ShellCommand, scope: CommandScope): void {
  const document = command.redirects.find((redirect) => redirect.hereDocument)?.hereDocument;
  if (document) {
    collectRemote(document.text, scope);
    return;
  }
  // Behind options comes the destination, behind that the command.
  const rest = command.words.map((word) => word.template);
  if (command.program === 'sshpass') while (rest.length && rest.shift() !== 'ssh');
  let at = 0;
  while (at < rest.length && rest[at]?.startsWith('-')) at += /^-[bcDEeFIiJLlmOopQRSWwB]$/.test(rest[at] ?? '') ? 2 : 1;
  const remote = rest.slice(at + 1).join(' ');
  if (/^[_$]/.test(remote) && !/\s/.test(remote)) markOpaque({ ...scope, remote: true });
  if (remote !== '') collectRemote(remote, scope);
}

function collectWords(words: readonly string[], scope: CommandScope): void {
  if (scope.depth >= MAX_DEPTH || words.length === 0) return;
  const name = words[0] ?? '';
  const program = name.replace(/^.*\//, '').replace(/\.(?:exe|cmd|ps1)$/i, '');
  const args = words.slice(1);
  const isPrinting = program === 'echo' || program === 'printf';
  if (!isPrinting && words.join(' ').includes('rollback')) add(scope, ['rollback']);
  const inner = { ...scope, depth: scope.depth + 1 };
  if (Object.hasOwn(PROGRAMS, program) && PROGRAMS[program]?.(args, inner, program)) return;
  if (/^\.{1,2}\/|\.(?:sh|bash)$/.test(name) && program !== 'mvnw' && program !== 'gradlew') collectScriptFile(name, scope);
  else collectKnown(program, args, scope);
}

/** @returns whether nothing is left to say about the command */
type Program = (args: readonly string[], scope: CommandScope, program: string) => boolean;

function handing(over: (args: readonly string[], program: string) => readonly string[] | undefined): Program {
  return (args, scope, program) => {
    const words = over(args, program);
    if (words) collectWords(words, scope);
    return words !== undefined;
  };
}

function doing(collect: (args: readonly string[], scope: CommandScope, program: string) => void): Program {
  return (args, scope, program) => {
    collect(args, scope, program);
    return true;
  };
}

const packageManager = doing((args, scope, program) => collectPackageManager(program, args, scope));
const executor = handing((args) => behindFlags(args, /^(?:-p|--package|-w|--workspace|--from|--with|--prefix)$/));
const assigning = handing((args) =>
  args.slice(
    Math.max(
      0,
      args.findIndex((word) => !/^\w+=/.test(word)),
    ),
  ),
);
const behindDashes = handing((args) => (args.includes('--') ? args.slice(args.indexOf('--') + 1) : undefined));
const environmentRunner = handing((args) =>
  args.includes('run') ? behindFlags(args.slice(args.indexOf('run') + 1), /^(?:--\w+|-p|-e)$/) : undefined,
);
const measuring: Program = (args, scope) => {
  add(scope, ['coverage']);
  collectWords(behindFlags(args, /^(?:-r|--reporter)$/), scope);
  return true;
};
const interpreter: Program = (args, scope) => {
  if (args[0] === '-m') {
    collectWords(args.slice(1), scope);
    return false;
  }
  const file = args[0] ?? '';
  if (/(?:^|\/)(?:artisan|console|manage\.py|rails|rake)$/.test(file)) collectWords([file.replace(/^.*\//, ''), ...args.slice(1)], scope);
  else collectForeign(args, scope);
  return true;
};
const javascript: Program = (args, scope, program) => {
  if (args.some((word) => word === '--test' || word.startsWith('--test='))) add(scope, ['test']);
  else if (program !== 'deno' || args[0] === 'run') collectForeign(args, scope);
  else return false;
  return true;
};
const shell = doing((args, scope) =>
  collectScriptFile(
    args.find((word) => !word.startsWith('-')),
    scope,
  ),
);
const make = doing((args, scope) => collectMake(args, scope));
const taskRunner = doing((args, scope, program) => collectTaskRunner(program, args, scope));
const runScripts = doing((args, scope) => {
  for (const script of args.filter((word) => !word.startsWith('-'))) collectNamedScripts(script, scope);
});
const runTogether = doing((args, scope) => {
  for (const one of args.filter((word) => !word.startsWith('-'))) {
    const task = /^(?:npm|pnpm|yarn|bun):(.+)$/.exec(one)?.[1];
    if (task) collectNamedScripts(task, scope);
    else if (/\s/.test(one)) collectText(one, scope);
  }
});
/** Runners whose files nobody here reads: the names of their tasks tell something. */
const foreignRunner: Program = (args, scope) => {
  for (const word of args) if (!word.startsWith('-')) addByName(word, scope);
  markOpaque(scope);
  return false;
};
const request = doing((args, scope, program) => collectRequest(program, args, scope));
const copying = doing((args, scope, program) => {
  if (isRemotePath(operandsOf(program, args).at(-1))) add(scope, ['deploy'], true);
});
const container: Program = (args, scope, program) => {
  collectContainer(program, args, scope);
  return false;
};

const PROGRAMS: Readonly<Record<string, Program>> = {
  npm: packageManager,
  pnpm: packageManager,
  yarn: packageManager,
  bun: packageManager,
  corepack: handing((args) => args),
  npx: executor,
  bunx: executor,
  pnpx: executor,
  uvx: executor,
  'cross-env': assigning,
  'cross-env-shell': assigning,
  dotenv: behindDashes,
  dotenvx: behindDashes,
  doppler: behindDashes,
  op: behindDashes,
  infisical: behindDashes,
  'aws-vault': behindDashes,
  'xvfb-run': handing((args) => behindFlags(args, /^(?:-s|-n|--server-args|--server-num)$/)),
  c8: measuring,
  nyc: measuring,
  coverage: doing((args, scope) => add(scope, args[0] === 'run' ? ['coverage', 'test'] : ['coverage'])),
  poetry: environmentRunner,
  pipenv: environmentRunner,
  pdm: environmentRunner,
  uv: environmentRunner,
  rye: environmentRunner,
  hatch: environmentRunner,
  pixi: environmentRunner,
  bundle: handing((args) => (args[0] === 'exec' ? args.slice(1) : undefined)),
  php: interpreter,
  ruby: interpreter,
  python: interpreter,
  python3: interpreter,
  py: interpreter,
  node: javascript,
  tsx: javascript,
  'ts-node': javascript,
  deno: javascript,
  bash: shell,
  sh: shell,
  zsh: shell,
  source: shell,
  '.': shell,
  make,
  gmake: make,
  turbo: taskRunner,
  nx: taskRunner,
  lerna: taskRunner,
  'npm-run-all': runScripts,
  'npm-run-all2': runScripts,
  'run-s': runScripts,
  'run-p': runScripts,
  concurrently: runTogether,
  task: foreignRunner,
  just: foreignRunner,
  invoke: foreignRunner,
  mage: foreignRunner,
  earthly: foreignRunner,
  dagger: foreignRunner,
  mise: foreignRunner,
  moon: foreignRunner,
  rake: foreignRunner,
  curl: request,
  wget: request,
  http: request,
  https: request,
  xh: request,
  rsync: copying,
  scp: copying,
  sftp: doing((_, scope) => add(scope, ['deploy'], true)),
  docker: container,
  podman: container,
  'docker-compose': container,
  eval: doing((_, scope) => {
    markOpaque(scope);
  }),
};

function collectKnown(program: string, args: readonly string[], scope: CommandScope): void {
  const words = [program, ...operandsOf(program, args)].join(' ');
  const line = [program, ...args].join(' ');
  if (
    /\s--?(?:coverage|cov|coverprofile|collect-coverage|collect:)|--experimental-test-coverage/.test(line) ||
    /\b(?:tarpaulin|llvm-cov)\b/.test(words)
  ) {
    add(scope, ['coverage']);
  }
  for (const pattern of COMMAND_ACTIVITIES) {
    if (!pattern.words.test(words) || (pattern.line && !pattern.line.test(line))) continue;
    const isLocal = /\s--(?:dry-run|local|help|version)\b/.test(line);
    add(
      scope,
      isLocal ? pattern.activities.filter((one) => one !== 'deploy' && one !== 'image-push') : pattern.activities,
      !pattern.managed,
    );
    if (program === 'next' && pattern.activities.includes('build')) add(scope, ['typecheck']);
    if (program === 'helm' && /\s--(?:atomic|wait|rollback-on-failure)\b/.test(line))
      add(scope, ['health-check', ...(line.includes('--wait') ? [] : (['rollback'] as const))]);
    return;
  }
}

function markOpaque({ found, remote }: CommandScope): void {
  if (remote) found.opaqueRemote = true;
  else found.opaque = true;
}

function add(scope: CommandScope, activities: readonly Activity[], ownServers = false): void {
  for (const activity of activities) {
    // What is installed or built over there was not checked here.
    if (scope.remote && (activity === 'install' || activity === 'build')) continue;
    scope.found.order.push(activity);
    if (activity === 'deploy' && ownServers) scope.found.ownServers = true;
  }
}

/** What a name promises. Never a deployment: that has to be seen. */
export function addByName(name: string, scope: CommandScope): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .toLowerCase();
  let found = false;
  for (const entry of NAME_ACTIVITIES) {
    if (!entry.name.test(words)) continue;
    add(scope, entry.activities);
    found = true;
  }
  return found;
}

/** The words from the first that is no flag, value or assignment. */
function behindFlags(args: readonly string[], withValue: RegExp): readonly string[] {
  let at = 0;
  while (at < args.length && args[at]?.startsWith('-')) {
    const word = args[at] ?? '';
    if (word === '--') return args.slice(at + 1);
    at +=
      withValue.test(word) && !word.includes('=') && !/^--(?:yes|no-install|frozen|locked|no-sync|isolated|all-extras|dev)$/.test(word)
        ? 2
        : 1;
  }
  return args.slice(at);
}

function operandsOf(program: string, args: readonly string[]): string[] {
  const valued = new Set(VALUE_FLAGS[program]?.split(' '));
  const found: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '--') continue;
    if (!word.startsWith('-')) found.push(word);
    else if (!word.includes('=') && valued.has(word.replace(/^--?/, ''))) at++;
  }
  return found;
}

/** `host:/path`, `user@host:path`; not `C:\`, not a URL. */
function isRemotePath(word: string | undefined): boolean {
  return word !== undefined && /^(?:[^\s/]+@)?[^\s/:]{2,}:(?!\/\/)/.test(word);
}

const NOT_A_CHECK =
  /(?:raw\.githubusercontent|github\.com|gitlab\.com|githubusercontent|registry\.|pypi\.org|npmjs|rustup|install\.|\bget\.|dl\.|download|packages?\.|api\.telegram|\.sh\b|\.tar|\.tgz|\.zip|\.deb|\.gpg|\.asc)/i;

function collectRequest(program: string, args: readonly string[], scope: CommandScope): void {
  const line = args.join(' ');
  if (/hooks\.slack|discord(?:app)?\.com\/api\/webhooks|webhook\.office|api\.telegram|_WEBHOOK|SLACK/i.test(line)) {
    add(scope, ['notify']);
    return;
  }
  if (
    /\b(?:deploy[-_]?hook|api\.render\.com\/deploy|vercel\.com\/v1\/integrations\/deploy|api\.netlify\.com\/build_hooks|railway\.app\/api)/i.test(
      line,
    )
  ) {
    add(scope, ['deploy']);
    return;
  }
  if (/codecov\.io/.test(line)) {
    add(scope, ['coverage-upload']);
    return;
  }
  const saves =
    /(?:^|\s)(?:-\w*O\b|--remote-name|-\w*T\b|--upload-file)/.test(line) ||
    /(?:^|\s)-\w*o\s+(?!\/dev\/null)\S/.test(line) ||
    /--output[= ](?!\/dev\/null)/.test(line);
  const sends = /(?:^|\s)(?:-X\s*(?:POST|PUT|DELETE|PATCH)|--request[= ](?:POST|PUT|DELETE|PATCH)|-d\b|--data|--form|-F\b)/.test(line);
  const downloads = program === 'wget' && !/--spider|-\w*O\s*(?:-|\/dev\/null)|--output-document/.test(line);
  if (NOT_A_CHECK.test(line) || (saves && program !== 'wget') || sends || downloads) return;
  add(scope, ['smoke-test']);
  if (/health|ready|live|status|\bping\b|actuator/i.test(line)) add(scope, ['health-check']);
}

function collectContainer(program: string, args: readonly string[], scope: CommandScope): void {
  const words = operandsOf(program, args);
  const compose = program === 'docker-compose' || words[0] === 'compose';
  const rest = program !== 'docker-compose' && compose ? words.slice(1) : words;
  if (rest[0] !== 'run' && rest[0] !== 'exec') return;
  const image = rest[1] ?? '';
  const tool = image.replace(/[@:].*$/, '').replace(/^.*\//, '');
  // The service's name may say what its own command does; its files are those of the image.
  const inside = { ...scope, folder: undefined };
  if (compose && rest.length === 2) {
    if (!addByName(image, inside)) markOpaque(scope);
    return;
  }
  const inner = rest.slice(2);
  if (inner.length) collectWords(inner, inside);
  // `docker run aquasec/trivy image app`: the image's entry point is the program.
  if (!compose) collectKnown(tool, inner, inside);
}

/** A program of the repository in another language: only its name tells. */
function collectForeign(args: readonly string[], scope: CommandScope): void {
  const file = args.find((word) => !word.startsWith('-'));
  if (file === undefined || !/[./]/.test(file)) return;
  if (addByName(file, scope) || /\b(?:ci|check|checks|verify|validate|all|pipeline|deploy|main|run)\b/.test(file.replaceAll(/[_-]/g, ' ')))
    markOpaque(scope);
}

function collectScriptFile(file: string | undefined, scope: CommandScope): void {
  if (file === undefined) return;
  const path = scope.folder === undefined || scope.remote ? undefined : joinPath(scope.folder, file);
  const text = path === undefined ? undefined : scope.project.read(path);
  if (typeof text === 'string' && !/^#!.*\b(?:python|node|ruby|perl|php|deno|bun)/.test(text)) {
    collectText(text, scope);
    return;
  }
  addByName(file, scope);
  markOpaque(scope);
}

function collectMake(args: readonly string[], scope: CommandScope): void {
  const at = args.findIndex((word) => word === '-C' || word === '--directory');
  const folder = at < 0 ? scope.folder : scope.folder === undefined ? undefined : joinPath(scope.folder, args[at + 1] ?? '');
  const targets = operandsOf('make', args).filter((word) => !word.includes('='));
  const known =
    folder === undefined
      ? undefined
      : ['Makefile', 'makefile', 'GNUmakefile']
          .map((name) => scope.project.derive('makefile', joinPath(folder, name) ?? name, parseMakefile))
          .find(Boolean);
  if (!known) {
    for (const target of targets) addByName(target, scope);
    if (!targets.length) add(scope, ['build']);
    markOpaque(scope);
    return;
  }
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name) || seen.size > 100) return;
    seen.add(name);
    const target = known.get(name);
    if (!target) {
      if (!/[./]/.test(name)) markOpaque(scope);
      return;
    }
    for (const need of target.needs) visit(need);
    if (target.recipe) collectText(target.recipe, { ...scope, folder });
    addByName(name, scope);
  };
  for (const target of targets.length ? targets : [[...known.keys()].find((name) => !name.startsWith('.')) ?? '']) visit(target);
}

const TURBO_COMMANDS = new Set(['run', 'run-many', 'affected', 'exec', 'watch', 'prune', 'login', 'link', 'generate', 'format:check']);

function collectTaskRunner(program: string, args: readonly string[], scope: CommandScope): void {
  const words = operandsOf(program, args);
  const listed = args.flatMap((word, index) => {
    const inline = /^--targets?=(.+)$/.exec(word)?.[1];
    if (inline) return inline.split(',');
    if (word !== '-t' && word !== '--target' && word !== '--targets') return [];
    const behind = args.slice(index + 1);
    const end = behind.findIndex((one) => one.startsWith('-'));
    return (end < 0 ? behind : behind.slice(0, end)).flatMap((one) => one.split(','));
  });
  const tasks = listed.length
    ? listed
    : words
        .filter((word) => !TURBO_COMMANDS.has(word))
        .flatMap((word) => word.split(','))
        .map((word) => (program === 'nx' ? word.replace(/^.*:/, '') : word));
  for (const task of tasks) {
    const name = task.replace(/^.*#/, '');
    addByName(name, scope);
    for (const one of packagesBelow(scope.project, scope.root)) if (one.scripts.has(name)) runScript(one, name, scope);
  }
}

const INSTALLS = new Set(['ci', 'install', 'i', 'clean-install', 'install-clean', 'install-ci-test', 'cit', 'it', 'add']);
/** Sub-commands of package managers that run none of the project's own scripts. */
const OWN_COMMANDS =
  /^(?:audit|publish|pack|version|config|cache|link|login|whoami|set|get|view|info|ls|list|outdated|update|up|upgrade|dedupe|prune|remove|rm|uninstall|store|init|create|why|help|bin|root|prefix|dist-tag|access|token|owner|team|pm|x|dlx|exec|rebuild|fund|sbom|plugin|plugins|patch|fetch|approve-builds|self-update|licenses|deploy|tag|policies|autoclean|import|check|explain|doctor|search|ping|pkg)$/;

function collectPackageManager(program: string, args: readonly string[], scope: CommandScope): void {
  const words = operandsOf(program, args);
  const flags = args.join(' ');
  const target = targetOf(program, args, words, scope);
  const inner: CommandScope = { ...scope, folder: target.folder };
  const rest = target.words;
  const command = rest[0];
  if (command === undefined) {
    if (program === 'yarn') add(scope, ['install']);
    return;
  }
  if (program === 'yarn' && words[0] === 'npm') {
    collectKnown(program, args, scope);
    return;
  }
  if (INSTALLS.has(command)) add(scope, ['install']);
  if (command === 'audit' && !/\baudit (?:fix|signatures)\b/.test(flags)) {
    add(scope, ['dependency-audit']);
    return;
  }
  if (command === 'publish') {
    add(scope, ['release']);
    return;
  }
  if (['exec', 'dlx', 'x'].includes(command)) {
    const at = args.indexOf(command);
    collectWords(behindFlags(args.slice(at + 1), /^(?:--package|-p)$/), inner);
    return;
  }
  if (['install-ci-test', 'cit', 'it'].includes(command)) {
    collectNamed('test', target.packages, inner);
    return;
  }
  if (command === 'run' || command === 'run-script') {
    const script = rest[1];
    if (script) collectNamed(script, target.packages, inner, program === 'bun' ? rest.slice(1) : undefined, args);
    return;
  }
  if (program === 'bun' && command === 'test') {
    collectKnown('bun', args, scope);
    return;
  }
  if (program === 'npm') {
    if (['test', 't', 'tst', 'start', 'stop', 'restart'].includes(command))
      collectNamed(command.startsWith('t') ? 'test' : command, target.packages, inner, undefined, args);
    return;
  }
  if (command === 't') {
    collectNamed('test', target.packages, inner, undefined, args);
    return;
  }
  if (INSTALLS.has(command) || (OWN_COMMANDS.test(command) && !target.packages?.some((one) => one.scripts.has(command)))) return;
  collectNamed(command, target.packages, inner, rest, args);
}

interface Target {
  readonly folder: string | undefined;
  /** Undefined where they are not known. */
  readonly packages: readonly Package[] | undefined;
  /** Operands from the sub-command on. */
  readonly words: readonly string[];
}

/** Which packages a package manager's command is about. */
function targetOf(program: string, args: readonly string[], words: readonly string[], scope: CommandScope): Target {
  let { folder } = scope;
  const flagOf = (pattern: RegExp): string | undefined => {
    for (const [index, word] of args.entries()) {
      const match = pattern.exec(word);
      if (match) return match[1] ?? args[index + 1];
    }
    return undefined;
  };
  const move = flagOf(/^(?:--prefix|--cwd|--dir|-C)(?:=(.*))?$/);
  if (move !== undefined) folder = folder === undefined ? undefined : joinPath(folder, move);
  if (folder === undefined) return { folder, packages: undefined, words };
  const all = (): Package[] => packagesBelow(scope.project, folder ?? '');
  if (program === 'yarn' && words[0] === 'workspace') {
    return { folder, packages: known(namedPackages(all(), folder, words[1] ?? '')), words: words.slice(2) };
  }
  if (program === 'yarn' && words[0] === 'workspaces') {
    const at = words.findIndex((word) => word === 'run' || word === 'foreach');
    const rest = words.slice(at + 1);
    return { folder, packages: known(all()), words: words[at] === 'foreach' && rest[0] === 'run' ? rest : ['run', ...rest] };
  }
  const wanted = flagOf(/^(?:--workspace|--filter|-w|-F)(?:=(.*))?$/);
  if (wanted !== undefined && !(program === 'pnpm' && args.includes('-w')))
    return { folder, packages: known(namedPackages(all(), folder, wanted)), words };
  if (args.some((word) => /^(?:--workspaces|-ws|-r|--recursive)$/.test(word))) return { folder, packages: known(all()), words };
  const here = packageAt(scope.project, folder);
  return { folder, packages: here ? [here] : undefined, words };
}

function known(packages: readonly Package[]): readonly Package[] | undefined {
  return packages.length ? packages : undefined;
}

/** A script by its name or, where there is none and the manager looks further, a program. */
function collectNamed(
  name: string,
  packages: readonly Package[] | undefined,
  scope: CommandScope,
  program?: readonly string[],
  args: readonly string[] = [],
): void {
  const having = packages?.filter((one) => one.scripts.has(name)) ?? [];
  const before = scope.found.order.length;
  for (const one of having) runScript(one, name, scope);
  // `npm test -- --coverage`
  if (having.length && /\s--coverage|\s--cov\b/.test(` ${args.join(' ')}`) && scope.found.order.includes('test', before))
    add(scope, ['coverage']);
  if (having.length) return;
  if (program) collectWords(program, scope);
  if (packages) return;
  const byName = addByName(name, scope);
  if (!byName || /\b(?:ci|check|verify|validate|all)\b/.test(name)) markOpaque(scope);
  if (/\s--coverage/.test(` ${args.join(' ')}`)) add(scope, ['coverage']);
}

function collectNamedScripts(pattern: string, scope: CommandScope): void {
  const here = scope.folder === undefined ? undefined : packageAt(scope.project, scope.folder);
  if (!here) {
    if (!addByName(pattern, scope)) markOpaque(scope);
    return;
  }
  const [wanted = ''] = pattern.split(/\s/);
  const test = new RegExp(
    `^${wanted
      .replace(/[.+?^$()|[\]\\{}]/g, '\\$&')
      .replaceAll('**', '.*')
      .replaceAll('*', '[^:]*')}$`,
  );
  for (const name of here.scripts.keys()) if (test.test(name)) runScript(here, name, scope);
}

/** Whether a script does something; the text that `npm init` writes only fails. */
export function isRealScript(text: string | undefined): boolean {
  return (
    text !== undefined && text.trim() !== '' && !/no test specified/i.test(text) && !/^\s*(?:echo\b[^&|;]*|exit 0|true|:)\s*$/.test(text)
  );
}

function runScript(one: Package, name: string, scope: CommandScope): void {
  const inner = { ...scope, folder: one.folder };
  for (const script of [`pre${name}`, name, `post${name}`]) {
    const text = one.scripts.get(script);
    if (text === undefined || !isRealScript(text)) continue;
    collectText(text, inner);
    if (script === name) addByName(name, inner);
  }
}
