import type { Comment, SyntaxProblem } from '../rule.ts';
import type { Source } from '../source.ts';
import { type Instruction, instructionText, type Place } from './instruction.ts';
import { type CopySource, createInstruction, isInstruction, type ShellInstruction } from './instructions.ts';
import { type Directive, type Layout, layOut } from './layout.ts';
import { findProblems } from './problems.ts';
import { type Scope, ScopeTable } from './scope.ts';
import { Stage } from './stage.ts';
import type { Word } from './words.ts';

const SIDE_STAGE =
  /^(?:tests?|testing|unit[-_]?tests?|e2e|ci|lint(?:er|ing)?|dev|devel|development|debug|docs?|builder|build|artifacts?|binary|binaries|validate|vendor|tools?)(?:[-_.]|$)/;
const SHIPPED_STAGE = /^(?:prod|production|release|runtime|run|runner|final|app|server|main)(?:[-_.]|$)/;

/** A Dockerfile: what it says, and what follows from it. Everything is worked out once per version of the text. */
export class DockerfileFile {
  readonly source: Source;
  readonly layout: Layout;
  /** Every instruction of the file in order, `FROM` included; wrapped ones are in `trigger` of their `ONBUILD`. */
  readonly instructions: readonly Instruction[];
  readonly stages: readonly Stage[];
  readonly #scopes = new Map<Stage | undefined, ScopeTable>();
  readonly #byName = new Map<string, Stage[]>();
  #problems: readonly SyntaxProblem[] | undefined;
  #shipped: ReadonlySet<Stage> | undefined;
  #reachable: ReadonlySet<Stage> | undefined;
  #bases: ReadonlySet<Stage> | undefined;

  constructor(source: Source) {
    this.source = source;
    this.layout = layOut(source.text);
    const instructions: Instruction[] = [];
    const stages: Stage[] = [];
    this.instructions = instructions;
    this.stages = stages;
    let shell: ShellInstruction | undefined;
    let stage: Stage | undefined;
    for (const layout of this.layout.instructions) {
      const place: { -readonly [Key in keyof Place]: Place[Key] } = { file: this, stage, index: instructions.length, shell };
      const instruction = createInstruction(place, instructionText(source.text, layout, this.escape), layout.keyword, 0);
      if (isInstruction(instruction, 'FROM')) {
        const base = instruction.expandedImage;
        const parent = base === undefined ? undefined : this.#byName.get(base)?.at(-1);
        stage = new Stage(this, stages.length, instruction, parent);
        place.stage = stage;
        shell = parent?.shell;
        stages.push(stage);
        this.#remember(stage);
      } else {
        stage?.add(instruction);
        if (isInstruction(instruction, 'SHELL')) shell = instruction;
      }
      instructions.push(instruction);
    }
  }

  get escape(): '\\' | '`' {
    return this.layout.escape;
  }

  get directives(): readonly Directive[] {
    return this.layout.directives;
  }

  /** Directives included. */
  get comments(): readonly Comment[] {
    return this.layout.comments;
  }

  /** Offset behind a byte order mark and the leading directives. */
  get headerEnd(): number {
    return this.layout.headerEnd;
  }

  /** The stage that an untargeted build ships. */
  get finalStage(): Stage | undefined {
    return this.stages.at(-1);
  }

  /**
   * The stage that goes to production as far as the file tells: the final stage, unless its name says that it is for building,
   * tests or development; then the last stage that is named as the shipped one, or the last one that starts something.
   * Undefined when a file has nothing but such stages.
   */
  get shippedStage(): Stage | undefined {
    const { finalStage, stages } = this;
    if (!finalStage || stages.length === 1 || !isSideStage(finalStage)) return finalStage;
    const named = stages.findLast((stage) => SHIPPED_STAGE.test(stage.name ?? ''));
    return named ?? stages.findLast((stage) => !isSideStage(stage) && (stage.last('CMD') ?? stage.last('ENTRYPOINT')) !== undefined);
  }

  /** The ARGs before the first `FROM`, as `FROM` lines see them. */
  get globalScope(): Scope {
    return this.#table(undefined).at(Number.POSITIVE_INFINITY);
  }

  /** The stage of a name, in any case; with duplicates the last. */
  stageNamed(name: string): Stage | undefined {
    return this.#byName.get(name.toLowerCase())?.at(-1);
  }

  /** Whether the layers of a stage are part of the shipped image: the shipped (else the final) stage and those it builds on. */
  isShipped(stage: Stage): boolean {
    this.#shipped ??= new Set((this.shippedStage ?? this.finalStage)?.chain ?? []);
    return this.#shipped.has(stage);
  }

  /** Whether some stage, shipped or not, builds on this one. */
  isBase(stage: Stage): boolean {
    this.#bases ??= new Set(this.stages.flatMap((other) => other.parent ?? []));
    return this.#bases.has(stage);
  }

  /** Whether an untargeted build runs the stage at all. */
  isReachable(stage: Stage): boolean {
    this.#reachable ??= reachableFrom(this.finalStage);
    return this.#reachable.has(stage);
  }

  /** ARG and ENV as they are before an instruction. */
  scopeAt(instruction: Instruction): Scope {
    return this.#table(instruction.stage).at(instruction.place.index);
  }

  /** What `--from=` or a mount's `from=` means inside a stage. */
  copySource(word: Word, stage: Stage | undefined): CopySource {
    if (word.isDynamic) return { kind: 'variable' };
    const own = stage?.index ?? 0;
    const name = word.value.toLowerCase();
    const named = this.#byName.get(name) ?? [];
    const earlier = named.findLast((candidate) => candidate.index < own);
    if (earlier) return { kind: 'stage', stage: earlier, byIndex: false };
    if (/^\d+$/.test(name)) {
      const target = this.stages[Number(name)];
      return target && target.index < own ? { kind: 'stage', stage: target, byIndex: true } : { kind: 'unusable', stage: target };
    }
    const unusable = named[0];
    return unusable ? { kind: 'unusable', stage: unusable } : { kind: 'image', word };
  }

  get problems(): readonly SyntaxProblem[] {
    this.#problems ??= findProblems(this);
    return this.#problems;
  }

  #remember(stage: Stage): void {
    const { name } = stage;
    if (name === undefined) return;
    const known = this.#byName.get(name);
    if (known) known.push(stage);
    else this.#byName.set(name, [stage]);
  }

  #table(stage: Stage | undefined): ScopeTable {
    const known = this.#scopes.get(stage);
    if (known) return known;
    // From the bottom of the chain up, so that long chains do not recurse.
    let table: ScopeTable | undefined;
    const globals = stage ? this.#table(undefined) : undefined;
    for (const link of stage ? [...stage.chain].reverse() : [undefined]) {
      const built = this.#scopes.get(link) ?? this.#buildTable(link, table, globals);
      this.#scopes.set(link, built);
      table = built;
    }
    return table ?? new ScopeTable(undefined, undefined, true);
  }

  #buildTable(stage: Stage | undefined, parent: ScopeTable | undefined, globals: ScopeTable | undefined): ScopeTable {
    const isClosed = stage === undefined || stage.isScratch;
    const table = new ScopeTable(parent, globals, isClosed);
    const firstFrom = this.stages[0]?.from.place.index ?? Number.POSITIVE_INFINITY;
    const instructions = stage ? stage.instructions : this.instructions.filter((one) => one.place.index < firstFrom);
    for (const instruction of instructions) {
      if (isInstruction(instruction, 'ARG')) table.declare(instruction, instruction.pairs, 'arg');
      else if (stage && isInstruction(instruction, 'ENV')) table.declare(instruction, instruction.pairs, 'env');
    }
    return table;
  }
}

/** Whether a stage says by its name that it is for building, tests or development. */
export function isSideStage(stage: Stage): boolean {
  return SIDE_STAGE.test(stage.name ?? '');
}

/** Total: gives a model for any text. */
export function parseDockerfile(source: Source): DockerfileFile {
  return new DockerfileFile(source);
}

function reachableFrom(final: Stage | undefined): ReadonlySet<Stage> {
  const seen = new Set<Stage>();
  const queue = final ? [final] : [];
  for (let stage = queue.pop(); stage; stage = queue.pop()) {
    if (seen.has(stage)) continue;
    seen.add(stage);
    queue.push(...stage.needs);
  }
  return seen;
}
