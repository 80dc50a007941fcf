import { ACTION_ACTIVITIES, type Activity, MANAGED_DEPLOYS } from '../../data/workflow-activities.ts';
import { joinPath, type Kept, type Project } from '../project/project.ts';
import { parseShell } from '../shell/parse.ts';
import { createSource } from '../source.ts';
import { asMap, asScalar } from '../yaml/nodes.ts';
import { codeInputs } from './code-inputs.ts';
import {
  addByName,
  type CommandScope,
  collectRemote,
  collectScript,
  type Found,
  type PlacedCommand,
  placeCommands,
} from './command-activities.ts';
import { type Job, maskExpressions, parseWorkflow, type Step, type WorkflowFile } from './model.ts';

/**
 * What pipelines do: which activities a step, a job or a workflow performs, looked up through the scripts of packages, Makefiles, shell
 * scripts, local actions and called workflows of the repository.
 *
 * An activity that is listed is done, as far as names tell. One that is not listed is certainly not done only where `isOpaque` is false.
 * A deployment or the push of an image is listed only when its command or action was seen.
 */
export interface Activities {
  /** In the order in which they are done; the same one may come again. */
  readonly order: readonly Activity[];
  readonly all: ReadonlySet<Activity>;
  /** Something that runs could not be looked into. */
  readonly isOpaque: boolean;
  /** The same for what runs on another machine, through SSH. */
  readonly isOpaqueRemote: boolean;
  /** A deployment goes to machines or a cluster that no platform looks after. */
  readonly toOwnServers: boolean;
}

const NOTHING: Activities = { order: [], all: new Set(), isOpaque: false, isOpaqueRemote: false, toOwnServers: false };
const MAX_DEPTH = 5;

/** By step, job or workflow. */
const kept = new WeakMap<object, Kept<Activities>>();

/** Activities of one step of a workflow or of a composite action. */
export function activitiesOf(step: Step, project: Project): Activities {
  return project.keep(kept, step, () => readStep(step, project, repositoryRoot(step.file.path), 0));
}

/** Activities of a job; of the workflow that it calls, where it calls one of this repository. */
export function activitiesOfJob(job: Job, project: Project): Activities {
  return project.keep(kept, job, () => readJob(job, project, repositoryRoot(job.file.path), 0));
}

/** Activities of all jobs of a workflow. */
export function activitiesOfWorkflow(file: WorkflowFile, project: Project): Activities {
  return project.keep(kept, file, () => union(file.jobs.map((job) => activitiesOfJob(job, project))));
}

/** One list behind the other. */
export function union(parts: readonly Activities[]): Activities {
  if (parts.length === 0) return NOTHING;
  const order = parts.flatMap((part) => part.order);
  return {
    order,
    all: new Set(order),
    isOpaque: parts.some((part) => part.isOpaque),
    isOpaqueRemote: parts.some((part) => part.isOpaqueRemote),
    toOwnServers: parts.some((part) => part.toOwnServers),
  };
}

/** The folder in front of `.github/`: paths in a workflow count from there. */
export function repositoryRoot(path: string): string {
  const at = path.search(/(?:^|\/)\.(?:github|gitea|forgejo)\//);
  return at <= 0 ? '' : path.slice(0, at);
}

/** All workflows of the repository of a file; undefined where they cannot be listed or read. */
export function workflowsOf(project: Project, root: string): readonly WorkflowFile[] | undefined {
  const folder = joinPath(root, '.github/workflows');
  const names = folder === undefined ? undefined : project.list(folder);
  if (!names) return undefined;
  const files: WorkflowFile[] = [];
  for (const name of names) {
    if (!/\.ya?ml$/.test(name)) continue;
    const file = readWorkflow(project, `${folder}/${name}`, 'workflow');
    if (!file) return undefined;
    files.push(file);
  }
  return files;
}

/** Reads and parses a workflow or an action. Null: there is none. Undefined: not known. */
export function readWorkflow(project: Project, path: string, kind: 'workflow' | 'action'): WorkflowFile | null | undefined {
  return project.derive(`pipeline-${kind}`, path, (text) => parseWorkflow(createSource(path, text, kind)));
}

function readJob(job: Job, project: Project, root: string, depth: number): Activities {
  if (!job.isReusable)
    return union(job.steps.map((step) => (depth === 0 ? activitiesOf(step, project) : readStep(step, project, root, depth))));
  const { reference } = job;
  const path = reference?.kind === 'local' || reference?.kind === 'self' ? joinPath(root, reference.path) : undefined;
  const called = path === undefined || depth >= MAX_DEPTH ? undefined : readWorkflow(project, path, 'workflow');
  if (!called) return { ...NOTHING, isOpaque: true };
  return union(called.jobs.map((inner) => readJob(inner, project, root, depth + 1)));
}

function readStep(step: Step, project: Project, root: string, depth: number): Activities {
  if (step.condition?.text.trim() === 'false') return NOTHING;
  const found: Found = { order: [], opaque: false, opaqueRemote: false, ownServers: false };
  const folder = folderOfStep(step, root);
  const scope: CommandScope = { project, root, folder, remote: false, depth: 0, found };
  if (step.run) {
    const { family } = step.shell;
    if (family === 'python' || family === 'node') found.opaque = true;
    // The command lines of other shells look alike as far as it matters here.
    else collectScript(step.script ?? parseShell(maskExpressions(step.run.text)), scope);
  } else if (step.uses) {
    const inner = readUses(step, scope, root, depth);
    if (inner) return inner;
  }
  if (/\broll(?:ing)?[ _-]?back\b|\brevert(?:ing)?\b/i.test(`${step.name ?? ''} ${step.id?.text ?? ''}`)) found.order.push('rollback');
  return {
    order: found.order,
    all: new Set(found.order),
    isOpaque: found.opaque,
    isOpaqueRemote: found.opaqueRemote,
    toOwnServers: found.ownServers,
  };
}

/** Folder in which `run` is executed, from the root of the project; undefined where it is computed. */
export function folderOfStep(step: Step, root = repositoryRoot(step.file.path)): string | undefined {
  const written =
    asScalar(step.map.get('working-directory'))?.text ??
    asScalar(step.job?.map?.at('defaults', 'run', 'working-directory'))?.text ??
    (step.job ? asScalar(step.file.root?.at('defaults', 'run', 'working-directory'))?.text : undefined) ??
    '.';
  const inWorkspace = written.replace(/^\$\{\{\s*github\.workspace\s*\}\}\/?/, './');
  if (inWorkspace.includes('${{')) return undefined;
  // A checkout into a folder moves the repository there.
  const path = step.job && checkoutFolder(step.job);
  if (path === undefined || path === '' || path === '.') return joinPath(root, inWorkspace);
  const relative = `${inWorkspace.replace(/^\.\/?/, '')}/`;
  return relative.startsWith(`${path}/`) ? joinPath(root, relative.slice(path.length + 1) || '.') : undefined;
}

const checkoutFolders = new WeakMap<Job, string>();

/** The folder that the job's own repository is checked out into; '' for the workspace. */
function checkoutFolder(job: Job): string {
  let folder = checkoutFolders.get(job);
  if (folder === undefined) {
    const checkout = job.steps.find((step) => step.usesAction('actions/checkout') && step.input('path') && !step.input('repository'));
    folder = checkout?.inputText('path')?.replace(/^\.\//, '').replace(/\/$/, '') ?? '';
    checkoutFolders.set(job, folder);
  }
  return folder;
}

/** The commands of a step's script, each with the folder it runs in from the root of the project. */
export function runCommands(step: Step): readonly PlacedCommand[] {
  return step.script ? placeCommands(step.script, folderOfStep(step)) : [];
}

function readUses(step: Step, scope: CommandScope, root: string, depth: number): Activities | undefined {
  const { found } = scope;
  const { reference } = step;
  if (reference?.kind === 'local' || reference?.kind === 'self') {
    const folder = joinPath(root, reference.path);
    const action =
      folder === undefined || depth >= MAX_DEPTH
        ? undefined
        : (readWorkflow(scope.project, joinPath(folder, 'action.yml') ?? '', 'action') ??
          readWorkflow(scope.project, joinPath(folder, 'action.yaml') ?? '', 'action'));
    if (!action || action.compositeSteps.length === 0) {
      addByName(reference.path, scope);
      found.opaque = true;
      return undefined;
    }
    return union(action.compositeSteps.map((inner) => readStep(inner, scope.project, root, depth + 1)));
  }
  if (reference?.kind !== 'repository') {
    found.opaque = true;
    return undefined;
  }
  const action = step.actionName ?? '';
  readAction(step, action, scope);
  return undefined;
}

function readAction(step: Step, action: string, scope: CommandScope): void {
  const { found } = scope;
  const input = (name: string): string => step.inputText(name) ?? '';
  const push = (...activities: Activity[]): void => void found.order.push(...activities);
  const isOn = (name: string): boolean => step.input(name) !== undefined && !/^(?:false|no|)$/i.test(input(name));
  for (const code of codeInputs(step)) {
    if (code.language !== 'shell') continue;
    const text = maskExpressions(code.scalar.text);
    if (action === 'appleboy/ssh-action') collectRemote(text, scope);
    else collectScript(parseShell(text), { ...scope, folder: action.startsWith('nick-') ? scope.folder : undefined });
  }
  const known = ACTION_ACTIVITIES[action] ?? [];
  push(...known);
  if (known.includes('deploy') && !MANAGED_DEPLOYS.has(action)) found.ownServers = true;
  switch (action) {
    case 'docker/build-push-action':
    case 'docker/bake-action':
      push('image-build');
      if (isOn('push') || /type=registry|push=true/.test(input('outputs'))) push('image-push');
      if (isOn('provenance') || isOn('attests') || isOn('sbom')) push('image-signing');
      return;
    case 'aquasecurity/trivy-action':
    case 'aquasecurity/trivy':
      push(step.input('image-ref') || input('scan-type') === 'image' ? 'image-scan' : 'dependency-audit');
      if (/secret/.test(input('scanners')) || /secret/.test(input('security-checks'))) push('secret-scan');
      return;
    case 'superfly/flyctl-actions':
    case 'cloudflare/wrangler-action':
      if (/deploy|publish/.test(input('args') || input('command')) || (action.startsWith('cloudflare') && !step.input('command')))
        push('deploy');
      return;
    case 'aws-actions/amazon-ecs-deploy-task-definition':
      if (isOn('wait-for-service-stability')) push('health-check');
      return;
    case 'actions/upload-artifact':
      if (/coverage|lcov|cobertura/i.test(`${input('name')} ${input('path')}`)) push('coverage-upload');
      if (/test|junit|report/i.test(`${input('name')} ${input('path')}`)) push('test-report');
      return;
    case 'cypress-io/github-action':
      push('test');
      return;
    case 'pnpm/action-setup':
      if (isOn('run_install')) push('install');
      return;
    case 'ruby/setup-ruby':
      if (isOn('bundler-cache')) push('install');
      return;
    case 'astral-sh/setup-uv':
    case 'docker/setup-buildx-action':
    case 'docker/login-action':
    case 'docker/metadata-action':
      return;
  }
  if (action.startsWith('snyk/actions/') && action !== 'snyk/actions/docker' && action !== 'snyk/actions/setup') push('dependency-audit');
  if (known.length === 0 && !/^actions\/|\/setup-/.test(action)) addByName(action.replace(/^[^/]*\//, '').replace(/-action$/, ''), scope);
}

/** The jobs that a job waits for, directly or not, in the order of the text. */
export function jobsBefore(job: Job): readonly Job[] {
  const found = new Set<Job>();
  const visit = (one: Job): void => {
    for (const need of one.needs) {
      const other = one.file.job(need.name);
      if (!other || other === job || found.has(other)) continue;
      found.add(other);
      visit(other);
    }
  };
  visit(job);
  return job.file.jobs.filter((one) => found.has(one));
}

/** The jobs that wait for a job, directly or not. */
export function jobsAfter(job: Job): readonly Job[] {
  return job.file.jobs.filter((other) => other !== job && jobsBefore(other).includes(job));
}

/** What a job says of where it deploys to. */
export interface JobEnvironment {
  /** Undefined where it is computed. */
  readonly name: string | undefined;
}

export function environmentOf(job: Job): JobEnvironment | undefined {
  const node = job.map?.get('environment');
  if (!node) return undefined;
  const text = (asScalar(node) ?? asScalar(asMap(node)?.get('name')))?.text;
  return { name: text?.includes('${{') ? undefined : text };
}

/** A job that brings something to where people use it. */
export interface Deployment {
  readonly job: Job;
  /** The first and the last step that deploy; undefined for a job that calls a workflow. */
  readonly first: Step | undefined;
  readonly last: Step | undefined;
  readonly environment: JobEnvironment | undefined;
  readonly stage: 'production' | 'staging' | 'preview' | 'unknown';
  /** A platform checks the health of what it is given and can go back to what it had. */
  readonly isManaged: boolean;
  /** What has to succeed first: earlier steps, jobs that it needs, workflows that it waits for. The deploying steps count as well. */
  readonly before: Activities;
  /** Later steps, and jobs that wait for this one. The deploying steps count as well. */
  readonly after: Activities;
}

const STAGING =
  /(?:^|[^a-z])(?:stag(?:e|ing)|pre-?prod(?:uction)?|uat|qa|test|testing|dev|develop|development|integration|sandbox|canary|beta)(?:$|[^a-z])/i;
const PREVIEW = /(?:^|[^a-z])(?:previews?|review|pr)(?:$|[^a-z])/i;
const PRODUCTION = /(?:^|[^a-z])(?:prod|production|live)(?:$|[^a-z])/i;
/** Machines that exist only for the run. */
const THROWAWAY =
  /^(?:helm\/kind-action|engineerd\/setup-kind|medyagh\/setup-minikube|manusa\/actions-setup-minikube|absaoss\/k3d-action|nolar\/setup-k3d-k3s|jupyterhub\/action-k3s-helm|localstack\/setup-localstack)$/;
const DOCUMENTATION = /\b(?:docs?|documentation|website|storybook|playground|gh-pages|pages|demo|examples?)\b/i;

/** The deployments of a workflow. Documentation sites and clusters that live as long as the run are none. */
export function deploymentsOf(file: WorkflowFile, project: Project): readonly Deployment[] {
  if (file.kind !== 'workflow') return [];
  const earlier = beforeWorkflow(file, project);
  return file.jobs.flatMap((job) => {
    const activities = activitiesOfJob(job, project);
    if (!activities.all.has('deploy') || isThrowaway(job, project) || isDocumentation(job)) return [];
    const deploying = job.steps.filter((step) => activitiesOf(step, project).all.has('deploy') && !isAfterFailure(step));
    const first = deploying[0];
    const last = deploying.at(-1);
    if (!first && !job.isReusable) return [];
    const needed = jobsBefore(job).map((other) => activitiesOfJob(other, project));
    const waiting = jobsAfter(job).map((other) => activitiesOfJob(other, project));
    const own = (steps: readonly Step[]): Activities[] => steps.map((step) => activitiesOf(step, project));
    const environment = environmentOf(job);
    return [
      {
        job,
        first,
        last,
        environment,
        stage: stageOf(job, environment),
        isManaged: !activities.toOwnServers,
        before: union([...earlier, ...needed, ...(last ? own(job.steps.slice(0, last.index + 1)) : [activities])]),
        after: union([...(first ? own(job.steps.slice(first.index)) : [activities]), ...waiting]),
      },
    ];
  });
}

/** The deployment to speak of where a workflow has several: production, and staging only where there is nothing else; never a preview. */
export function mainDeployment(file: WorkflowFile, project: Project): Deployment | undefined {
  const order = ['production', 'unknown', 'staging'];
  const all = deploymentsOf(file, project).filter((one) => one.stage !== 'preview');
  return all.sort((a, b) => order.indexOf(a.stage) - order.indexOf(b.stage))[0];
}

/** Runs only where something went wrong. */
export function isAfterFailure(step: Step): boolean {
  const condition = step.condition?.text ?? '';
  return /\bfailure\(\)/.test(condition) || /\.(?:outcome|conclusion|result)\s*==\s*'failure'/.test(condition);
}

function stageOf(job: Job, environment: JobEnvironment | undefined): Deployment['stage'] {
  const triggers = job.file.triggers.map(({ name }) => name);
  const text = `${environment ? (environment.name ?? '') : ''} ${job.id.replaceAll('_', '-')} ${job.map?.text('name') ?? ''}`;
  if (PRODUCTION.test(text) && !STAGING.test(text)) return 'production';
  if (PREVIEW.test(text) || triggers.every((name) => name.startsWith('pull_request'))) return 'preview';
  if (STAGING.test(text)) return 'staging';
  const file = `${job.file.path.replace(/^.*\//, '')} ${job.file.root?.text('name') ?? ''}`;
  if (PREVIEW.test(file)) return 'preview';
  return STAGING.test(file) && !PRODUCTION.test(file) ? 'staging' : 'unknown';
}

function isThrowaway(job: Job, project: Project): boolean {
  return (
    job.steps.some(
      (step) =>
        (step.actionName !== undefined && THROWAWAY.test(step.actionName)) ||
        /\b(?:kind create cluster|minikube start|k3d cluster create|k3s|localstack|chart-testing|\bct install)\b/.test(
          step.run?.text ?? '',
        ),
    ) || [...activitiesOfJob(job, project).all].every((one) => one !== 'deploy')
  );
}

function isDocumentation(job: Job): boolean {
  const file = job.file.path.replace(/^.*\//, '').replaceAll(/[_-]/g, ' ');
  return DOCUMENTATION.test(
    `${file} ${job.id.replaceAll(/[_-]/g, ' ')} ${job.file.root?.text('name') ?? ''} ${job.map?.text('name') ?? ''}`,
  );
}

/** What ran before the workflow starts: the workflow whose end starts it, and what its callers' jobs wait for. */
function beforeWorkflow(file: WorkflowFile, project: Project): Activities[] {
  const others = file.hasTrigger('workflow_run', 'workflow_call') ? workflowsOf(project, repositoryRoot(file.path)) : [];
  if (!others) return [{ ...NOTHING, isOpaque: true }];
  const found: Activities[] = [];
  const run = file.triggers.find((trigger) => trigger.name === 'workflow_run');
  if (run) {
    const node = run.map?.get('workflows');
    const names = node?.kind === 'seq' ? node.items.map((item) => asScalar(item.value)?.text) : [asScalar(node)?.text];
    const started = others.filter((other) => names.includes(other.root?.text('name') ?? other.path));
    found.push(...(started.length ? started.map((other) => activitiesOfWorkflow(other, project)) : [{ ...NOTHING, isOpaque: true }]));
  }
  if (file.hasTrigger('workflow_call')) {
    const calls = others.flatMap((other) =>
      other.jobs.filter((job) => job.reference?.kind === 'local' && joinPath(repositoryRoot(file.path), job.reference.path) === file.path),
    );
    for (const call of calls) found.push(...jobsBefore(call).map((job) => activitiesOfJob(job, project)));
    // Somebody outside may call it, too.
    if (calls.length === 0) found.push({ ...NOTHING, isOpaque: true });
  }
  return found;
}
