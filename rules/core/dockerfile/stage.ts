import type { Span } from '../text/span.ts';
import type { DockerfileFile } from './file.ts';
import type { Instruction } from './instruction.ts';
import {
  type ExposeInstruction,
  type FromInstruction,
  type HealthcheckInstruction,
  type InstructionTypes,
  isInstruction,
  type ShellInstruction,
  type StartInstruction,
  type TextInstruction,
  type UserInstruction,
} from './instructions.ts';
import type { Keyword } from './keywords.ts';

/** A `FROM` and what follows it up to the next one. */
export class Stage {
  readonly file: DockerfileFile;
  /** 0-based. */
  readonly index: number;
  readonly from: FromInstruction;
  /** The earlier stage that this one builds on; undefined when it builds on an image. */
  readonly parent: Stage | undefined;
  /** Instructions behind `FROM`, wrapped ones not included. */
  readonly instructions: Instruction[] = [];
  readonly #byKeyword = new Map<Keyword, Instruction[]>();
  #needs: readonly Stage[] | undefined;

  constructor(file: DockerfileFile, index: number, from: FromInstruction, parent: Stage | undefined) {
    this.file = file;
    this.index = index;
    this.from = from;
    this.parent = parent;
  }

  /** Lower case, as the builder stores it. */
  get name(): string | undefined {
    return this.from.alias?.value.toLowerCase();
  }

  /** How a message names the stage: its name, or its number. */
  get title(): string {
    return this.from.alias?.value ?? String(this.index);
  }

  /** The stage whose `FROM` names an image. */
  get root(): Stage {
    let stage: Stage = this;
    while (stage.parent) stage = stage.parent;
    return stage;
  }

  /** The image at the bottom, with ARG defaults put in; undefined when a variable is unknown. */
  get baseImage(): string | undefined {
    return this.root.from.expandedImage;
  }

  /** This stage, the one it builds on, and so on down. */
  get chain(): readonly Stage[] {
    const chain: Stage[] = [];
    for (let stage: Stage | undefined = this; stage; stage = stage.parent) chain.push(stage);
    return chain;
  }

  /** Called while the file is read. */
  add(instruction: Instruction): void {
    this.instructions.push(instruction);
    if (!instruction.keyword) return;
    const known = this.#byKeyword.get(instruction.keyword);
    if (known) known.push(instruction);
    else this.#byKeyword.set(instruction.keyword, [instruction]);
  }

  /** The stage's own instructions of one kind, in order. */
  all<Key extends Keyword>(keyword: Key): readonly InstructionTypes[Key][] {
    return (this.#byKeyword.get(keyword) ?? []) as unknown as readonly InstructionTypes[Key][];
  }

  /** The last one of this stage only. */
  last<Key extends Keyword>(keyword: Key): InstructionTypes[Key] | undefined {
    return this.all(keyword).at(-1);
  }

  /** The last one of this stage or of those it builds on. */
  inherited<Key extends Keyword>(keyword: Key): InstructionTypes[Key] | undefined {
    for (let stage: Stage | undefined = this; stage; stage = stage.parent) {
      const last = stage.last(keyword);
      if (last) return last;
    }
    return undefined;
  }

  /** All of this stage and those it builds on, from the bottom up. */
  allInherited<Key extends Keyword>(keyword: Key): readonly InstructionTypes[Key][] {
    return [...this.chain].reverse().flatMap((stage) => stage.all(keyword));
  }

  /** The `USER` a container starts with; undefined when only the base image decides. */
  get user(): UserInstruction | undefined {
    return this.inherited('USER');
  }

  /** The `USER` in force before an instruction of this stage. */
  userBefore(instruction: Instruction): UserInstruction | undefined {
    return this.all('USER').findLast((user) => user.place.index < instruction.place.index) ?? this.parent?.user;
  }

  get workdir(): TextInstruction | undefined {
    return this.inherited('WORKDIR');
  }

  get healthcheck(): HealthcheckInstruction | undefined {
    return this.inherited('HEALTHCHECK');
  }

  get entrypoint(): StartInstruction | undefined {
    return this.inherited('ENTRYPOINT');
  }

  /** An `ENTRYPOINT` throws away the `CMD` of the stages below. */
  get cmd(): StartInstruction | undefined {
    for (let stage: Stage | undefined = this; stage; stage = stage.parent) {
      const cmd = stage.last('CMD');
      if (cmd) return cmd;
      if (stage.last('ENTRYPOINT')) return undefined;
    }
    return undefined;
  }

  get exposes(): readonly ExposeInstruction[] {
    return this.allInherited('EXPOSE');
  }

  /** The `SHELL` in force at the end of the stage. */
  get shell(): ShellInstruction | undefined {
    return this.inherited('SHELL');
  }

  /** Whether the base is the empty image. */
  get isScratch(): boolean {
    return this.baseImage === 'scratch';
  }

  /** Stages that the stage needs, directly: the one it builds on, and those it copies or mounts from. */
  get needs(): readonly Stage[] {
    this.#needs ??= this.#findNeeds();
    return this.#needs;
  }

  #findNeeds(): readonly Stage[] {
    const stages = new Set<Stage>(this.parent ? [this.parent] : []);
    for (const instruction of this.instructions) {
      if (isInstruction(instruction, 'COPY') && instruction.fromTarget?.kind === 'stage') stages.add(instruction.fromTarget.stage);
      if (!isInstruction(instruction, 'RUN')) continue;
      for (const mount of instruction.mounts) {
        const source = mount.from && this.file.copySource(mount.from, this);
        if (source?.kind === 'stage') stages.add(source.stage);
      }
    }
    return [...stages];
  }

  /** From `FROM` to the end of the last instruction. */
  get span(): Span {
    return { start: this.from.span.start, end: (this.instructions.at(-1) ?? this.from).span.end };
  }
}
