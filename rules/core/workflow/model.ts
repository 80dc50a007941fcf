import { findExpressions } from '../expression/find.ts';
import type { ShellScript } from '../shell/model.ts';
import { parseShell } from '../shell/parse.ts';
import type { Source } from '../source.ts';
import type { Span } from '../text/span.ts';
import {
  asMap,
  asScalar,
  asSeq,
  type YamlFile,
  type YamlItem,
  type YamlMap,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
} from '../yaml/nodes.ts';
import { parseYaml } from '../yaml/parse.ts';
import { type ExpressionNode, expressionsOf } from './expressions.ts';
import { type EnvEntry, type Permissions, readEnv, readPermissions, readTriggers, type Trigger } from './parts.ts';
import { type SchemaProblem, type SchemaWalk, walkSchema } from './schema.ts';
import { type StepShell, shellOf } from './shell.ts';
import { parseUses, type UsesReference } from './uses.ts';

/** One name in `needs`. */
export interface Need {
  readonly name: string;
  readonly node: YamlScalar;
}

export class WorkflowFile {
  readonly source: Source;
  readonly kind: 'workflow' | 'action';
  readonly yaml: YamlFile;
  readonly root: YamlMap | undefined;
  #walk: SchemaWalk | undefined;
  #triggers: readonly Trigger[] | undefined;
  #jobs: readonly Job[] | undefined;
  #jobsById: ReadonlyMap<string, Job> | undefined;
  #compositeSteps: readonly Step[] | undefined;
  #expressions: readonly ExpressionNode[] | undefined;

  constructor(source: Source) {
    this.source = source;
    this.kind = source.kind === 'action' ? 'action' : 'workflow';
    this.yaml = parseYaml(source);
    this.root = asMap(this.yaml.documents[0]?.root);
  }

  /** The YAML itself is broken: what is absent from the tree may still be in the text. */
  get isBroken(): boolean {
    return this.yaml.problems.some((problem) => problem.level === 'error');
  }

  get path(): string {
    return this.source.path;
  }

  get #schema(): SchemaWalk {
    this.#walk ??= walkSchema(this.root, this.kind);
    return this.#walk;
  }

  /** Behind the first mistake of the YAML itself nothing stands where it was meant to. */
  get schemaProblems(): readonly SchemaProblem[] {
    const { problems } = this.#schema;
    const broken = this.yaml.problems.find((problem) => problem.level === 'error')?.span.start;
    if (broken === undefined) return problems;
    const line = this.source.lines.lineAt(broken);
    return problems.filter((problem) => problem.code !== 'missing-key' && this.source.lines.lineAt(problem.span.start) < line - 1);
  }

  get triggers(): readonly Trigger[] {
    this.#triggers ??= readTriggers(this);
    return this.#triggers;
  }

  hasTrigger(...names: readonly string[]): boolean {
    return this.triggers.some((trigger) => names.includes(trigger.name));
  }

  /** Every event that starts it by itself is a release or the push of a tag. */
  get isForReleases(): boolean {
    const starting = this.triggers.filter(({ name }) => name !== 'workflow_dispatch' && name !== 'workflow_call');
    return (
      starting.length > 0 &&
      starting.every(({ name, map }) => name === 'release' || (name === 'push' && map?.has('tags') && !map.has('branches')))
    );
  }

  get permissions(): Permissions | undefined {
    return readPermissions(this, this.root?.pair('permissions'), undefined);
  }

  get env(): readonly EnvEntry[] {
    return readEnv(this, this.root?.get('env'), 'workflow', undefined, undefined);
  }

  /** Jobs of both sorts, in the order of the text. */
  get jobs(): readonly Job[] {
    this.#jobs ??= (asMap(this.root?.get('jobs'))?.pairs ?? []).filter((pair) => pair.name !== '<<').map((pair) => new Job(this, pair));
    return this.#jobs;
  }

  /** Ids are compared without case. */
  job(id: string): Job | undefined {
    // The first of two jobs with one name.
    this.#jobsById ??= new Map([...this.jobs].reverse().map((job) => [job.id.toLowerCase(), job]));
    return this.#jobsById.get(id.toLowerCase());
  }

  /** Steps of a composite action; none in a workflow. */
  get compositeSteps(): readonly Step[] {
    this.#compositeSteps ??= this.kind === 'action' ? readSteps(this, undefined, this.root?.at('runs', 'steps')) : [];
    return this.#compositeSteps;
  }

  /** Steps of all jobs, or of the composite action, in the order of the text. */
  get steps(): readonly Step[] {
    return this.kind === 'action' ? this.compositeSteps : this.jobs.flatMap((job) => job.steps);
  }

  get expressions(): readonly ExpressionNode[] {
    this.#expressions ??= this.#schema.slots.flatMap((slot) => {
      const job = slot.path[0] === 'jobs' && slot.path[1] !== undefined ? this.job(slot.path[1]) : undefined;
      const steps = this.kind === 'action' ? this.compositeSteps : (job?.steps ?? []);
      return expressionsOf(this, slot, job, stepAt(steps, slot.scalar));
    });
    return this.#expressions;
  }
}

export class Job {
  readonly file: WorkflowFile;
  readonly pair: YamlPair;
  /** Undefined while nothing but its key is typed. */
  readonly map: YamlMap | undefined;
  #steps: readonly Step[] | undefined;

  constructor(file: WorkflowFile, pair: YamlPair) {
    this.file = file;
    this.pair = pair;
    this.map = asMap(pair.value);
  }

  get id(): string {
    return this.pair.name;
  }

  get key(): YamlScalar {
    return this.pair.key;
  }

  has(...path: readonly string[]): boolean {
    return this.map?.has(...path) ?? false;
  }

  /** Set for a job that calls a workflow. */
  get uses(): YamlScalar | undefined {
    return asScalar(this.map?.get('uses'));
  }

  get reference(): UsesReference | undefined {
    return this.uses && parseUses(this.uses.text);
  }

  get isReusable(): boolean {
    return this.map?.has('uses') === true && !this.map.has('steps');
  }

  get needs(): readonly Need[] {
    const node = this.map?.get('needs');
    const scalars = node?.kind === 'seq' ? node.items.map((item) => asScalar(item.value)) : [asScalar(node)];
    return scalars.flatMap((scalar) =>
      scalar && scalar.text !== '' && !scalar.text.includes('${{') ? [{ name: scalar.text, node: scalar }] : [],
    );
  }

  get permissions(): Permissions | undefined {
    return readPermissions(this.file, this.map?.pair('permissions'), this);
  }

  get env(): readonly EnvEntry[] {
    return readEnv(this.file, this.map?.get('env'), 'job', this, undefined);
  }

  /** Environment of the job's container and of its services. */
  get containerEnv(): readonly EnvEntry[] {
    const services = asMap(this.map?.get('services'))?.pairs ?? [];
    return [
      ...readEnv(this.file, asMap(this.map?.get('container'))?.get('env'), 'container', this, undefined),
      ...services.flatMap((service) => readEnv(this.file, asMap(service.value)?.get('env'), 'service', this, undefined)),
    ];
  }

  get steps(): readonly Step[] {
    this.#steps ??= readSteps(this.file, this, this.map?.get('steps'));
    return this.#steps;
  }

  get matrix(): YamlNode | undefined {
    return this.map?.at('strategy', 'matrix');
  }

  /** All values written for a key of the matrix, rows and `include`; undefined where some are computed. */
  matrixValues(name: string): YamlNode[] | undefined {
    const matrix = asMap(this.matrix);
    if (!matrix) return undefined;
    const named = (map: YamlMap): YamlPair | undefined => map.pairs.find((pair) => pair.name.toLowerCase() === name.toLowerCase());
    const values: YamlNode[] = [];
    const row = named(matrix)?.value;
    if (row && row.kind !== 'seq') return undefined;
    for (const item of row?.items ?? []) if (item.value) values.push(item.value);
    const include = matrix.get('include');
    if (include && include.kind !== 'seq') return undefined;
    for (const item of include?.items ?? []) {
      const map = asMap(item.value);
      if (!map) return undefined;
      const value = named(map)?.value;
      if (value) values.push(value);
    }
    return values;
  }
}

export class Step {
  readonly file: WorkflowFile;
  /** Undefined in a composite action. */
  readonly job: Job | undefined;
  /** 0-based place in its list. */
  readonly index: number;
  readonly item: YamlItem;
  readonly map: YamlMap;
  #uses: UsesReference | null | undefined;
  #shell: StepShell | undefined;
  #script: ShellScript | null | undefined;

  constructor(file: WorkflowFile, job: Job | undefined, index: number, item: YamlItem, map: YamlMap) {
    this.file = file;
    this.job = job;
    this.index = index;
    this.item = item;
    this.map = map;
  }

  get id(): YamlScalar | undefined {
    return asScalar(this.map.get('id'));
  }

  get name(): string | undefined {
    return this.map.text('name');
  }

  get condition(): YamlScalar | undefined {
    return asScalar(this.map.get('if'));
  }

  get uses(): YamlScalar | undefined {
    return asScalar(this.map.get('uses'));
  }

  get run(): YamlScalar | undefined {
    return asScalar(this.map.get('run'));
  }

  get reference(): UsesReference | undefined {
    if (this.#uses === undefined) this.#uses = (this.uses && parseUses(this.uses.text)) ?? null;
    return this.#uses ?? undefined;
  }

  /** Whether it uses an action, by `owner/repo` (a path below may be added), without case. */
  usesAction(...names: readonly string[]): boolean {
    const name = this.actionName;
    return name !== undefined && names.some((wanted) => wanted.toLowerCase() === name);
  }

  /** `owner/repo` or `owner/repo/path` in lower case, for an action of another repository. */
  get actionName(): string | undefined {
    const reference = this.reference;
    if (reference?.kind !== 'repository') return undefined;
    return `${reference.owner}/${reference.repo}${reference.path ? `/${reference.path}` : ''}`.toLowerCase();
  }

  get with(): YamlMap | undefined {
    return asMap(this.map.get('with'));
  }

  /** An input; names are compared without case. */
  input(name: string): YamlPair | undefined {
    return this.with?.pairs.find((pair) => pair.name.toLowerCase() === name.toLowerCase());
  }

  inputText(name: string): string | undefined {
    return asScalar(this.input(name)?.value)?.text;
  }

  get env(): readonly EnvEntry[] {
    return readEnv(this.file, this.map.get('env'), 'step', this.job, this);
  }

  get shell(): StepShell {
    this.#shell ??= shellOf(this);
    return this.#shell;
  }

  /** The script of `run`, for shells of the Bourne family; expressions are replaced by underscores of the same length. */
  get script(): ShellScript | undefined {
    if (this.#script === undefined) this.#script = this.#parseScript() ?? null;
    return this.#script ?? undefined;
  }

  #parseScript(): ShellScript | undefined {
    const { run } = this;
    if (!run || (this.shell.family !== 'bash' && this.shell.family !== 'sh')) return undefined;
    return parseShell(maskExpressions(run.text), run.map);
  }

  /** The key that makes it a step: where to report what it lacks. */
  get keySpan(): Span {
    const pair = this.map.pair('uses') ?? this.map.pair('run') ?? this.map.own[0];
    return pair?.key.span ?? this.item.span;
  }
}

export function parseWorkflow(source: Source): WorkflowFile {
  return new WorkflowFile(source);
}

/** The text with every `${{ … }}` replaced by as many underscores. */
export function maskExpressions(text: string): string {
  let masked = '';
  let at = 0;
  for (const fence of findExpressions(text)) {
    masked += text.slice(at, fence.start) + '_'.repeat(fence.end - fence.start);
    at = fence.end;
  }
  return masked + text.slice(at);
}

function readSteps(file: WorkflowFile, job: Job | undefined, node: YamlNode | undefined): Step[] {
  const steps: Step[] = [];
  const read = (list: YamlNode | undefined): void => {
    for (const item of asSeq(list)?.items ?? []) {
      const map = asMap(item.value);
      if (!map) continue;
      const parallel = map.get('parallel');
      if (parallel && job) read(parallel);
      else steps.push(new Step(file, job, steps.length, item, map));
    }
  };
  read(node);
  return steps;
}

/** The step in which a scalar is written. */
function stepAt(steps: readonly Step[], scalar: YamlScalar): Step | undefined {
  const { start } = scalar.span;
  let low = 0;
  let high = steps.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const step = steps[middle];
    if (!step) return undefined;
    if (start < step.map.span.start) high = middle - 1;
    else if (start >= step.map.span.end) low = middle + 1;
    else return step;
  }
  return undefined;
}
