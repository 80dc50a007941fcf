import { dependencyInstall } from '../dockerfile/dependencies.ts';
import { readNodePackage } from '../project/manifests.ts';
import { joinPath, type Project } from '../project/project.ts';
import { hasFlag, operands, parseShell, type ShellCommand } from '../shell/shell.ts';
import { createSource } from '../source.ts';
import { asMap, asScalar } from '../yaml/nodes.ts';
import { type Job, parseWorkflow, type Step, type WorkflowFile } from './model.ts';

/** Something that a pipeline does for a project. */
export type Activity =
  | 'install'
  | 'lint'
  | 'type-check'
  | 'test'
  | 'coverage'
  | 'end-to-end-test'
  | 'load-test'
  | 'build'
  | 'dependency-audit'
  | 'image-scan'
  | 'secret-scan'
  | 'code-scan'
  | 'image-build'
  | 'image-push'
  | 'signing'
  | 'deploy'
  | 'request'
  | 'rollback'
  | 'migrate'
  | 'backup'
  | 'upload'
  | 'coverage-upload'
  | 'notification'
  | 'release';

/** Actions by `owner/repo` (or `owner/repo/path`), first match wins. */
const ACTIONS: readonly (readonly [RegExp, readonly Activity[]])[] = [
  [/^aquasecurity\/trivy-action$/, ['image-scan']],
  [
    /^anchore\/scan-action$|^docker\/scout-action$|^snyk\/actions\/docker$|^azure\/container-scan$|^crazy-max\/ghaction-container-scan$/,
    ['image-scan'],
  ],
  [
    /^snyk\/actions(?:\/|$)|^actions\/dependency-review-action$|^google\/osv-scanner-action|^pypa\/gh-action-pip-audit$|^pyupio\/safety|^ossf\/scorecard-action$/,
    ['dependency-audit'],
  ],
  [
    /^github\/codeql-action\/(?:init|analyze|autobuild)$|^returntocorp\/semgrep-action$|^semgrep\/|^sonarsource\/|^tj-actions\/bandit$/,
    ['code-scan'],
  ],
  [/^trufflesecurity\/trufflehog$|^gitleaks\/gitleaks-action$|^zricethezav\/gitleaks-action$|^gitguardian\/ggshield/, ['secret-scan']],
  [/^sigstore\/cosign-installer$|^actions\/attest(?:-build-provenance|-sbom)?$/, ['signing']],
  [
    /^codecov\/codecov-action$|^coverallsapp\/github-action$|^codacy\/codacy-coverage-reporter-action$|^paambaati\/codeclimate-action$/,
    ['coverage-upload', 'coverage'],
  ],
  [/^actions\/upload-artifact$/, ['upload']],
  [
    /^dorny\/test-reporter$|^mikepenz\/action-junit-report$|^enricomi\/publish-unit-test-result-action|^davelosert\/vitest-coverage-report-action$|^artiomtr\/jest-coverage-report-action$|^romeovs\/lcov-reporter-action$/,
    ['coverage-upload'],
  ],
  [
    /^slackapi\/|^8398a7\/action-slack$|^rtcamp\/action-slack-notify$|^sarisia\/actions-status-discord$|^ilshidur\/action-discord$/,
    ['notification'],
  ],
  [/^cypress-io\/github-action$/, ['end-to-end-test', 'test']],
  [/^(?:grafana\/k6-action|grafana\/run-k6-action|artilleryio\/action-cli)$/, ['load-test']],
  [
    /^golangci\/golangci-lint-action$|^super-linter\/|^github\/super-linter$|^hadolint\/hadolint-action$|^chartboost\/ruff-action$|^astral-sh\/ruff-action$|^biomejs\/setup-biome$|^pre-commit\/action$|^psf\/black$/,
    ['lint'],
  ],
  [
    /^(?:googleapis|google-github-actions)\/release-please-action$|^changesets\/action$|^softprops\/action-gh-release$|^cycjimmy\/semantic-release-action$|^goreleaser\/goreleaser-action$|^ncipollo\/release-action$|^pypa\/gh-action-pypi-publish$/,
    ['release'],
  ],
  [
    /^amondnet\/vercel-action$|^superfly\/flyctl-actions(?:\/|$)|^akhileshns\/heroku-deploy$|^azure\/(?:webapps-deploy|functions-action|k8s-deploy|aks-set-context|container-apps-deploy-action)$|^aws-actions\/amazon-ecs-deploy-task-definition$|^google-github-actions\/(?:deploy-cloudrun|deploy-appengine|get-gke-credentials)$|^appleboy\/(?:ssh-action|scp-action)$|^burnett01\/rsync-deployments$|^easingthemes\/ssh-deploy$|^railwayapp\/|^bervproject\/railway-deploy$|^digitalocean\/app_action|^netlify\/actions|^nwtgck\/actions-netlify$|^serverless\/github-action$|^johnbeynon\/render-deploy-action$|^garygrossgarten\/github-action-(?:ssh|scp)$|^helmfile\/helmfile-action$|^cloudflare\/(?:wrangler|pages)-action$|^samkirkland\/ftp-deploy-action$|^kodermax\/kubectl-aws-eks$/,
    ['deploy'],
  ],
];

/** Actions that run what a script does, by the input that holds the script. */
const REMOTE_SCRIPTS: Readonly<Record<string, string>> = {
  'appleboy/ssh-action': 'script',
  'garygrossgarten/github-action-ssh': 'command',
};

/** Scripts lead to scripts: no person nests them deeper. */
const MAX_DEPTH = 6;

/** What the commands of a step, the scripts that they call and its action do. Nothing is claimed for shells that are not read. */
export function activitiesOf(step: Step, project: Project): ReadonlySet<Activity> {
  const found = new Set<Activity>();
  for (const command of step.script?.commands ?? []) classify(command, { folder: workingFolder(step), project, depth: 0, found });
  addAction(step, project, found);
  return found;
}

/** What all steps of a workflow do, those of the workflows and actions that it calls in the repository included. */
export function activitiesOfWorkflow(file: WorkflowFile, project: Project): ReadonlySet<Activity> {
  const found = new Set<Activity>();
  for (const job of file.jobs) for (const activity of activitiesOfJob(job, project)) found.add(activity);
  return found;
}

/** What the steps of a job do, or those of the workflow that it calls. */
export function activitiesOfJob(job: Job, project: Project): ReadonlySet<Activity> {
  const { reference } = job;
  if (job.isReusable && reference?.kind === 'local') {
    const called = readWorkflow(project, reference.path.replace(/^\.\//, ''));
    // A workflow that calls itself would be refused; one level further down it stays unknown.
    if (called) return new Set(called.jobs.flatMap((inner) => (inner.isReusable ? [] : [...activitiesOfJob(inner, project)])));
  }
  return new Set(job.steps.flatMap((step) => [...activitiesOf(step, project)]));
}

function readWorkflow(project: Project, path: string): WorkflowFile | undefined {
  return project.derive('workflow', path, (text) => parseWorkflow(createSource(path, text, 'workflow'))) ?? undefined;
}

/** The folder that a step's commands run in, relative to the repository; the root where it cannot be told. */
export function workingFolder(step: Step): string {
  const own = step.map.text('working-directory');
  const ofJob = asScalar(step.job?.map?.at('defaults', 'run', 'working-directory'))?.text;
  const ofFile = asScalar(step.file.root?.at('defaults', 'run', 'working-directory'))?.text;
  const folder = own ?? ofJob ?? ofFile;
  return folder === undefined || folder.includes('${{') ? '' : (joinPath('', folder.replace(/^\.\//, '')) ?? '');
}

function addAction(step: Step, project: Project, found: Set<Activity>): void {
  const name = step.actionName;
  if (name !== undefined) {
    for (const activity of ACTIONS.find(([pattern]) => pattern.test(name))?.[1] ?? []) found.add(activity);
    if (name === 'docker/build-push-action' || name === 'docker/bake-action') {
      found.add('image-build');
      if (/true|\$\{\{/.test(step.inputText('push') ?? '')) found.add('image-push');
    }
    // A file system scan looks at the lockfiles.
    if (name === 'aquasecurity/trivy-action' && /^(?:fs|repo|config)$/.test(step.inputText('scan-type') ?? ''))
      found.add('dependency-audit');
    const input = REMOTE_SCRIPTS[name];
    const script = input === undefined ? undefined : step.inputText(input);
    if (script !== undefined)
      for (const command of parseShell(script).commands) classify(command, { folder: '', project, depth: 0, found });
  }
  const { reference } = step;
  if (reference?.kind !== 'local') return;
  const folder = joinPath('', reference.path.replace(/^\.\//, ''));
  for (const file of ['action.yml', 'action.yaml']) {
    const path = folder === undefined ? undefined : joinPath(folder, file);
    const action =
      path === undefined ? undefined : project.derive('action', path, (text) => parseWorkflow(createSource(path, text, 'action')));
    for (const inner of action?.compositeSteps ?? []) {
      for (const command of inner.script?.commands ?? []) classify(command, { folder: '', project, depth: 1, found });
      const known = ACTIONS.find(([pattern]) => pattern.test(inner.actionName ?? ''));
      for (const activity of known?.[1] ?? []) found.add(activity);
    }
  }
}

interface Place {
  readonly folder: string;
  readonly project: Project;
  readonly depth: number;
  readonly found: Set<Activity>;
}

const TEST_RUNNERS = /^(?:jest|vitest|mocha|ava|tap|karma|pytest|tox|nox|unittest|phpunit|rspec|jasmine|uvu)$/;
const LINTERS =
  /^(?:eslint|biome|oxlint|standard|xo|tslint|stylelint|prettier|ruff|flake8|pylint|black|golangci-lint|hadolint|actionlint|shellcheck|rubocop|markdownlint|markdownlint-cli2|yamllint|isort)$/;
const TYPE_CHECKERS = /^(?:tsc|vue-tsc|svelte-check|mypy|pyright|basedpyright|flow|ty)$/;
const BUILDERS = /^(?:webpack|rollup|esbuild|tsup|parcel|nest|ng|turbo|nx|vite|next|nuxt|astro|gatsby|react-scripts)$/;
const AUDITS = /^(?:snyk|pip-audit|safety|osv-scanner|audit-ci|better-npm-audit|retire|cargo-audit|bundle-audit)$/;
const IMAGE_SCANS = /^(?:trivy|grype|dockle|clair|docker-scout)$/;
const SECRET_SCANS = /^(?:gitleaks|trufflehog|detect-secrets|detect-secrets-hook|secretlint|ggshield|git-secrets)$/;
const CODE_SCANS = /^(?:semgrep|bandit|codeql|sonar-scanner|brakeman|gosec|njsscan)$/;
const DEPLOYERS =
  /^(?:rsync|scp|sftp|lftp|kubectl|helm|helmfile|kustomize|ansible-playbook|terraform|tofu|pulumi|cdk|serverless|sls|sst|fly|flyctl|vercel|netlify|railway|wrangler|heroku|eb|cf|dokku|kamal|cap|copilot|nomad|argocd|skaffold)$/;
const BACKUPS = /^(?:pg_dump|pg_dumpall|mysqldump|mariadb-dump|mongodump|restic|borg|borgmatic|wal-g|pgbackrest|barman)$/;
const REQUESTS = /^(?:curl|wget|http|https|xh|httpie)$/;
const RUNNERS = /^(?:npx|bunx|pnpx|pipx|uvx)$/;
const PYTHON = /^python[\d.]*$/;

function classify(command: ShellCommand, place: Place): void {
  const { found } = place;
  const install = dependencyInstall(command);
  if (install) found.add('install');
  let program = command.program ?? '';
  let words = operands(command).map((word) => word.template);
  if (
    RUNNERS.test(program) ||
    (/^(?:poetry|uv|pipenv|pdm|hatch|rye|pnpm|yarn|bun)$/.test(program) && /^(?:run|exec|dlx|x)$/.test(words[0] ?? ''))
  ) {
    const rest = RUNNERS.test(program) ? words : words.slice(1);
    if (isPackageManager(program) && rest[0] !== undefined && callScript(rest[0], command, place)) return;
    program = (rest[0] ?? '').replace(/@[\d.^~]+$|@latest$/, '').replace(/^.*\//, '');
    words = rest.slice(1);
  } else if (PYTHON.test(program)) {
    const all = command.words.map((word) => word.template);
    const at = all.indexOf('-m');
    if (at >= 0) {
      program = all[at + 1] ?? '';
      words = all.slice(at + 2);
    } else if (/(?:^|\/)manage\.py$/.test(words[0] ?? '')) {
      if (words[1] === 'test') found.add('test');
      if (words[1] === 'migrate') found.add('migrate');
      return;
    }
  } else if (isPackageManager(program)) {
    packageManager(program, words, command, place);
    return;
  } else if (program === 'make' || program === 'just' || program === 'task') {
    for (const target of words.length > 0 ? words : ['all']) makeTarget(target, place);
    return;
  }
  byProgram(program, words, command, place);
}

function isPackageManager(program: string): boolean {
  return /^(?:npm|pnpm|yarn|bun)$/.test(program);
}

/** Names of scripts that say what they do where their text is not at hand. */
const SCRIPT_NAMES: readonly (readonly [RegExp, Activity])[] = [
  [/^(?:lint|eslint|format:check|prettier:check|style)(?::|$)/, 'lint'],
  [/^(?:type-?check|types|tsc|check:types|check-types)(?::|$)/, 'type-check'],
  [/^(?:test:(?:e2e|playwright|cypress)|e2e|playwright|cypress)/, 'end-to-end-test'],
  [/^(?:test|t|tst|test:.*|ci:test)$/, 'test'],
  [/^(?:test:)?(?:cov|coverage)/, 'coverage'],
  [/^build(?::|$)/, 'build'],
  [/^deploy/, 'deploy'],
  [/migrat/, 'migrate'],
  [/^(?:release|semantic-release)/, 'release'],
];

function packageManager(program: string, words: readonly string[], command: ShellCommand, place: Place): void {
  const { found } = place;
  // `yarn workspace api test` names the package first.
  const [first = '', ...rest] = program === 'yarn' && words[0] === 'workspace' ? words.slice(2) : words;
  if (first === 'audit') found.add('dependency-audit');
  if (first === 'publish') found.add('release');
  if (first === 'ci' || first === 'install' || first === 'i') found.add('install');
  const isRun = /^(?:run|run-script|rum|urn)$/.test(first);
  const name = isRun ? rest[0] : /^(?:t|tst)$/.test(first) ? 'test' : first;
  if (name === undefined || name === '') return;
  if (isRun || /^(?:test|start|stop)$/.test(name) || program !== 'npm') callScript(name, command, place);
}

/** Follows a script of package.json. @returns whether there is one, or its name tells enough */
function callScript(name: string, command: ShellCommand, place: Place): boolean {
  const { found, depth, project } = place;
  const texts = depth < MAX_DEPTH ? scriptTexts(name, command, place) : [];
  for (const { text, folder } of texts) {
    for (const inner of parseShell(text).commands) classify(inner, { ...place, folder, depth: depth + 1 });
  }
  // A test script that only says that there are none tests nothing.
  if (texts.length > 0 && texts.every(({ text }) => /no test specified|^\s*(?:true|exit 0|echo\b[^&|;]*)\s*$/.test(text))) return true;
  const known = SCRIPT_NAMES.find(([pattern]) => pattern.test(name))?.[1];
  if (known && (texts.length > 0 || project.read(joinPath(place.folder, 'package.json') ?? 'package.json') === undefined)) found.add(known);
  if (hasFlag(command, 'coverage')) found.add('coverage');
  return texts.length > 0;
}

function scriptTexts(name: string, command: ShellCommand, { folder, project }: Place): { text: string; folder: string }[] {
  const named = [
    ...command.words
      .map((word) => word.template)
      .join(' ')
      .matchAll(/(?:--workspace[= ]|-w[= ]|--prefix[= ]|--filter[= ]|--dir[= ]|-C |--cwd[= ]|workspace )['"]?([@\w./-]+)/g),
  ].flatMap(([, value]) => value ?? []);
  const folders = named.flatMap((value) => joinPath(folder, value.replace(/^\.\//, '')) ?? []);
  const candidates = [...folders, folder];
  for (const at of candidates) {
    const path = joinPath(at, 'package.json') ?? 'package.json';
    const manifest = project.derive('manifest', path, (text) => readNodePackage(path, text));
    const text = manifest?.scripts.get(name);
    if (text !== undefined) return [{ text, folder: at }];
  }
  // A package that is named by its name, or all packages of a workspace.
  const root = project.derive('manifest', joinPath(folder, 'package.json') ?? 'package.json', (text) =>
    readNodePackage(joinPath(folder, 'package.json') ?? 'package.json', text),
  );
  return (root?.workspaces ?? []).flatMap((glob) =>
    workspaceFolders(folder, glob, project).flatMap((at) => {
      const path = joinPath(at, 'package.json') ?? 'package.json';
      const text = project.derive('manifest', path, (json) => readNodePackage(path, json))?.scripts.get(name);
      return text === undefined ? [] : [{ text, folder: at }];
    }),
  );
}

/** Folders of a workspace pattern: `apps/*` or one folder. */
function workspaceFolders(folder: string, glob: string, project: Project): string[] {
  const base = joinPath(folder, glob.replace(/\/?\*+$/, ''));
  if (base === undefined || base.includes('*')) return [];
  if (!glob.endsWith('*')) return [base];
  return (project.list(base) ?? []).flatMap((name) => (name.endsWith('/') ? (joinPath(base, name.slice(0, -1)) ?? []) : []));
}

/** Commands of a Makefile target and of those that it needs. */
function makeTarget(target: string, place: Place): void {
  if (place.depth >= MAX_DEPTH) return;
  const text = ['Makefile', 'makefile', 'GNUmakefile']
    .map((name) => place.project.read(joinPath(place.folder, name) ?? name))
    .find((one) => typeof one === 'string');
  const known = SCRIPT_NAMES.find(([pattern]) => pattern.test(target))?.[1];
  if (known) place.found.add(known);
  if (typeof text !== 'string') return;
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex((line) => line.startsWith(`${target}:`) || line.startsWith(`${target} :`));
  if (at < 0) return;
  const needed = (lines[at] ?? '').slice((lines[at] ?? '').indexOf(':') + 1).replace(/#.*$/, '');
  for (const other of needed.split(/\s+/)) if (/^[\w-]+$/.test(other)) makeTarget(other, { ...place, depth: place.depth + 1 });
  const recipe: string[] = [];
  for (let line = at + 1; line < lines.length && /^\t|^\s*$/.test(lines[line] ?? ''); line++)
    recipe.push((lines[line] ?? '').replace(/^\t[@-]*/, ''));
  for (const command of parseShell(recipe.join('\n')).commands) classify(command, { ...place, depth: place.depth + 1 });
}

function byProgram(program: string, words: readonly string[], command: ShellCommand, place: Place): void {
  const { found } = place;
  const [first = '', second = ''] = words;
  const all = command.words.map((word) => word.template).join(' ');
  if (TEST_RUNNERS.test(program)) found.add('test');
  if (TEST_RUNNERS.test(program) || program === 'nyc' || program === 'c8' || program === 'coverage') {
    if (/--cov\b|--coverage\b/.test(all) || program === 'nyc' || program === 'c8' || program === 'coverage') found.add('coverage');
    if (/pytest|jest|vitest|mocha/.test(all) && !TEST_RUNNERS.test(program)) found.add('test');
  }
  if (LINTERS.test(program) && !(program === 'prettier' && /--write\b/.test(all))) found.add('lint');
  if (TYPE_CHECKERS.test(program)) found.add('type-check');
  if (program === 'tsc' && !hasFlag(command, 'noEmit')) found.add('build');
  if (BUILDERS.test(program) && (first === 'build' || /^(?:webpack|rollup|esbuild|tsup|parcel)$/.test(program))) found.add('build');
  if (/^(?:next|ng)$/.test(program) && first === 'lint') found.add('lint');
  if (/^(?:turbo|nx)$/.test(program)) {
    for (const word of words) {
      if (/^(?:run|run-many|affected)$/.test(word)) continue;
      callScript(word.split(':')[0] ?? word, command, place);
      const known = SCRIPT_NAMES.find(([pattern]) => pattern.test(word))?.[1];
      if (known) found.add(known);
    }
  }
  if (program === 'go') {
    if (first === 'test') found.add('test');
    if (first === 'build') found.add('build');
    if (first === 'vet') found.add('lint');
    if (first === 'mod') found.add('install');
  }
  if (program === 'cargo') {
    if (first === 'test' || first === 'nextest') found.add('test');
    if (first === 'build') found.add('build');
    if (first === 'clippy' || first === 'fmt') found.add('lint');
    if (first === 'audit' || first === 'deny') found.add('dependency-audit');
  }
  if (/^(?:mvn|mvnw|gradle|gradlew)$/.test(program)) {
    if (/\b(?:test|verify|check|build|package|install)\b/.test(all)) found.add('test').add('build').add('install');
  }
  if (/^(?:pip|pip3|uv|poetry|pipenv)$/.test(program) && /^(?:install|sync)$/.test(first === 'pip' ? second : first)) found.add('install');
  if (program === 'playwright' || program === 'cypress') {
    if (first === 'test' || first === 'run') found.add('end-to-end-test');
  }
  if (/^(?:k6|artillery|locust|jmeter|autocannon)$/.test(program)) found.add('load-test');
  if (AUDITS.test(program) || (program === 'snyk' && first === 'test')) found.add('dependency-audit');
  if (IMAGE_SCANS.test(program))
    found.add(program === 'trivy' && /^(?:fs|filesystem|repo|config)$/.test(first) ? 'dependency-audit' : 'image-scan');
  if (program === 'snyk' && first === 'container') found.add('image-scan');
  if (SECRET_SCANS.test(program)) found.add('secret-scan');
  if (CODE_SCANS.test(program)) found.add('code-scan');
  if (program === 'pre-commit') found.add('lint');
  if (program === 'cosign') found.add('signing');
  if (program === 'semantic-release' || program === 'changeset' || program === 'standard-version' || program === 'release-it')
    found.add('release');
  docker(program, words, all, found);
  deployment(program, words, all, command, place);
  if (BACKUPS.test(program) || /\b(?:pg_dump|mysqldump|mongodump)\b/.test(all)) found.add('backup');
  if (REQUESTS.test(program) && /https?:\/\/|_{3,}|\$\{?\w*(?:URL|HOST)/i.test(all)) found.add('request');
  if (REQUESTS.test(program) && /hooks\.slack\.com|discord(?:app)?\.com\/api\/webhooks|SLACK|DISCORD|TEAMS/i.test(all))
    found.add('notification');
  if (isMigration(program, words, all)) found.add('migrate');
  if (/\brollback\b|rollout undo/.test(all)) found.add('rollback');
}

function docker(program: string, words: readonly string[], all: string, found: Set<Activity>): void {
  const [first = '', second = ''] = words;
  if (program === 'docker' || program === 'podman' || program === 'buildah') {
    if (first === 'build' || (first === 'buildx' && second === 'build') || (first === 'image' && second === 'build'))
      found.add('image-build');
    if (first === 'push' || (first === 'image' && second === 'push') || /\bbuildx build\b.*--push\b/.test(all)) found.add('image-push');
    if (first === 'scout' || first === 'scan') found.add('image-scan');
    if (/\b(?:trivy|grype)\b/.test(all)) found.add('image-scan');
    if (first === 'stack' && second === 'deploy') found.add('deploy');
  }
}

function deployment(program: string, words: readonly string[], all: string, command: ShellCommand, place: Place): void {
  const { found } = place;
  const [first = '', second = ''] = words;
  if (DEPLOYERS.test(program)) {
    const acts: Readonly<Record<string, RegExp>> = {
      kubectl: /^(?:apply|set|rollout|create|replace|patch)$/,
      helm: /^(?:upgrade|install)$/,
      terraform: /^apply$/,
      tofu: /^apply$/,
      pulumi: /^up(?:date)?$/,
      kustomize: /^$/,
    };
    const known = acts[program];
    if (!known || known.test(first)) found.add('deploy');
    if (program === 'kubectl' && first === 'rollout' && second === 'undo') found.add('rollback');
    if (program === 'helm' && first === 'rollback') found.add('rollback');
  }
  if (program === 'ssh' && words.length > 1) {
    found.add('deploy');
    // What runs at the other end counts as what it does.
    if (place.depth < MAX_DEPTH) {
      const remote = command.words
        .slice(1)
        .map((word) => word.template)
        .filter((word) => /\s/.test(word));
      for (const script of remote) for (const inner of parseShell(script).commands) classify(inner, { ...place, depth: place.depth + 1 });
    }
  }
  if (
    program === 'aws' &&
    /^(?:ecs (?:update-service|deploy)|lambda update-function-code|s3 sync|deploy |elasticbeanstalk |apprunner |cloudformation deploy)/.test(
      words.join(' '),
    )
  )
    found.add('deploy');
  if (program === 'gcloud' && /\b(?:run deploy|app deploy|functions deploy)\b/.test(words.join(' '))) found.add('deploy');
  if (program === 'az' && /\b(?:webapp deploy|containerapp update|functionapp deploy|webapp up)\b/.test(words.join(' ')))
    found.add('deploy');
  if (REQUESTS.test(program) && /deploy[-_]?hook|api\.render\.com\/deploy|api\.vercel\.com\/v1\/integrations\/deploy/i.test(all))
    found.add('deploy');
  if (program === 'gh' && first === 'release') found.add('release');
}

function isMigration(program: string, words: readonly string[], all: string): boolean {
  const [first = '', second = ''] = words;
  if (program === 'alembic') return first === 'upgrade';
  if (program === 'prisma') return first === 'migrate' && second === 'deploy';
  if (/^(?:knex|sequelize|typeorm|drizzle-kit|flyway|liquibase|dbmate|goose|migrate|atlas)$/.test(program))
    return /migrat|\bup\b|update|apply/.test(`${program} ${words.join(' ')}`);
  return /\b(?:alembic upgrade|prisma migrate deploy|manage\.py migrate|db:migrate)\b/.test(all);
}

/** The environment that a job deploys to: its name, a text with an expression as it stands, undefined without one. */
export function environmentOf(job: Job): string | undefined {
  const node = job.map?.get('environment');
  return asScalar(node)?.text ?? asScalar(asMap(node)?.get('name'))?.text;
}

/** The jobs of its file that have to end before a job begins, over all levels. */
export function jobsBefore(job: Job): readonly Job[] {
  const found = new Set<Job>();
  const queue = [...job.needs];
  for (let need = queue.pop(); need; need = queue.pop()) {
    const other = job.file.job(need.name);
    if (!other || found.has(other)) continue;
    found.add(other);
    queue.push(...other.needs);
  }
  return [...found];
}
