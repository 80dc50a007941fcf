import { type ImageReference, parseImage } from '../image/image.ts';
import { lookOutside } from '../silence.ts';
import type { Span } from '../text/span.ts';
import type { Heredoc } from './heredoc.ts';
import { Instruction, type InstructionText, type Place } from './instruction.ts';
import { jsonArray } from './json.ts';
import type { Keyword } from './keywords.ts';
import { skipBlanks } from './scan.ts';
import { commandText, type Dialect, dialectOf, type RunText } from './script.ts';
import type { Stage } from './stage.ts';
import { expandKnown, type VariableUse } from './variables.ts';
import { type Flag, type Pair, pairAt, pairsOf, type Word, wordAt } from './words.ts';

export class FromInstruction extends Instruction {
  #reference: ImageReference | null | undefined;

  /** The image or stage, as written. */
  get image(): Word | undefined {
    return this.words[0];
  }

  /** The image with global ARG defaults put in; undefined when a variable stays unknown or empty. */
  get expandedImage(): string | undefined {
    const { image } = this;
    return image?.isDynamic ? this.#expand(image.raw) : image?.value;
  }

  /** The parts of the image; spans are offsets into `image.raw`. Undefined for what cannot be an image. */
  get reference(): ImageReference | undefined {
    // What is kept of the first look depends on the arguments of the file.
    if (this.image?.isDynamic) lookOutside();
    if (this.#reference === undefined) this.#reference = this.#readReference() ?? null;
    return this.#reference ?? undefined;
  }

  #readReference(): ImageReference | undefined {
    const { image } = this;
    if (!image) return undefined;
    if (!image.isDynamic) return parseImage(image.value);
    const uses = outermost(this.variables(image));
    return parseImage(
      image.raw,
      uses.map((use) => ({ start: use.start, end: use.end, default: this.#expand(image.raw.slice(use.start, use.end)) })),
    );
  }

  #expand(raw: string): string | undefined {
    const { escape: escapeChar, globalScope } = this.file;
    return expandKnown(raw, escapeChar, (name) => globalScope.valueOf(name));
  }

  get platform(): Word | undefined {
    return this.flag('platform')?.value;
  }

  /** The word that has to be `AS`. */
  get asWord(): Word | undefined {
    return this.words[1];
  }

  /** The stage's name as written. */
  get alias(): Word | undefined {
    return this.words.length >= 3 && this.asWord?.value.toLowerCase() === 'as' ? this.words[2] : undefined;
  }
}

/** `ARG`: global when it stands before the first `FROM`. */
export class ArgInstruction extends Instruction {
  #pairs: readonly Pair[] | undefined;

  get pairs(): readonly Pair[] {
    this.#pairs ??= this.quotedSpans.map((span) => pairAt(this.head, span, this.source.escape));
    return this.#pairs;
  }
}

export class EnvInstruction extends Instruction {
  #pairs: readonly Pair[] | undefined;

  get pairs(): readonly Pair[] {
    this.#pairs ??= pairsOf(this.head, this.quotedSpans, this.source.escape);
    return this.#pairs;
  }
}

export class LabelInstruction extends EnvInstruction {}

/** `COPY` and `ADD`. */
export class CopyInstruction extends Instruction {
  /** Sources as written; those that are here-documents included. */
  get sources(): readonly Word[] {
    return this.words.slice(0, -1);
  }

  /** Sources that are paths or URLs. */
  get paths(): readonly Word[] {
    const heredocs = this.heredocs;
    return heredocs.length === 0
      ? this.sources
      : this.sources.filter((source) => !heredocs.some((doc) => doc.operator.start === source.start));
  }

  get destination(): Word | undefined {
    return this.words.length >= 2 ? this.words.at(-1) : undefined;
  }

  get from(): Flag | undefined {
    return this.flag('from');
  }

  /** What `--from` names; undefined without the flag. */
  get fromTarget(): CopySource | undefined {
    const value = this.from?.value;
    return value && this.file.copySource(value, this.stage);
  }
}

/** What `--from=` or a mount's `from=` means, decided in the order of the builder. */
export type CopySource =
  | { readonly kind: 'stage'; readonly stage: Stage; readonly byIndex: boolean }
  /** An image, or a build context given on the command line. */
  | { readonly kind: 'image'; readonly word: Word }
  /** The stage that it stands in, a later stage, or an index without a stage. */
  | { readonly kind: 'unusable'; readonly stage: Stage | undefined }
  /** Holds a variable, which the builder refuses in `COPY --from`. */
  | { readonly kind: 'variable' };

/** `--mount` of a `RUN`. */
export interface Mount {
  readonly flag: Flag;
  /** `bind` where none is written. */
  readonly type: string;
  readonly target: string | undefined;
  readonly from: Word | undefined;
  /** All options, names in lower case; an option without `=` has the value ''. */
  readonly options: ReadonlyMap<string, string>;
}

/** An instruction whose text a shell or the kernel runs: `RUN`, `CMD`, `ENTRYPOINT`, `HEALTHCHECK CMD`. */
export class CommandInstruction extends Instruction {
  #text: RunText | undefined;

  get isExecForm(): boolean {
    return this.json !== undefined;
  }

  /** Which shell reads the text in shell form. */
  get dialect(): Dialect {
    return dialectOf(this);
  }

  /** Commands with their places in the file; empty where no POSIX shell reads the text, which `dialect` tells. */
  get text(): RunText {
    this.#text ??= commandText(this);
    return this.#text;
  }
}

export class RunInstruction extends CommandInstruction {
  #mounts: readonly Mount[] | undefined;

  get mounts(): readonly Mount[] {
    this.#mounts ??= this.flags.filter((flag) => flag.name === 'mount').map((flag) => readMount(this, flag));
    return this.#mounts;
  }

  /**
   * Whether a cache or tmpfs mount lies at or above a folder, so that what is written there does not enter the image.
   * @param path absolute, or relative to a home folder: `.cache/pip`
   */
  hasCacheAt(path: string): boolean {
    return this.mounts.some((mount) => (mount.type === 'cache' || mount.type === 'tmpfs') && isWithin(path, mount.target));
  }
}

/** `CMD` and `ENTRYPOINT`. */
export class StartInstruction extends CommandInstruction {}

export class HealthcheckInstruction extends CommandInstruction {
  #split: { type: Word | undefined; start: number } | undefined;

  /** `CMD` or `NONE` as written. */
  get type(): Word | undefined {
    return this.#parts().type;
  }

  get isNone(): boolean {
    return this.type?.value.toUpperCase() === 'NONE';
  }

  override get operandsStart(): number {
    return this.#parts().start;
  }

  #parts(): { type: Word | undefined; start: number } {
    if (!this.#split) {
      const start = super.operandsStart;
      const type = this.plainWords[0];
      this.#split = { type, start: type ? skipBlanks(this.head.text, type.offset + type.raw.length) : start };
    }
    return this.#split;
  }
}

export class ShellInstruction extends Instruction {
  /** Program name without folder and `.exe`, lower case. */
  get program(): string {
    const first = this.json?.[0]?.value ?? '';
    return first
      .replace(/^.*[/\\]/, '')
      .replace(/\.exe$/i, '')
      .toLowerCase();
  }

  get usesPipefail(): boolean {
    const words = this.json?.map((word) => word.value) ?? [];
    return words.some((word, index) => word === 'pipefail' && /^-[a-zA-Z]*o$/.test(words[index - 1] ?? ''));
  }
}

/** One port or range of an `EXPOSE`; numbers are undefined where they hold a variable that is not known. */
export interface Port {
  readonly word: Word;
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** Lower case; `tcp` where none is written. */
  readonly protocol: string;
}

export class ExposeInstruction extends Instruction {
  /** Ports that can be read; words that are none are left out. */
  get ports(): readonly Port[] {
    return this.words.flatMap((word) => readPort(this, word) ?? []);
  }
}

export class UserInstruction extends Instruction {
  get user(): Word | undefined {
    const { head, operandsStart } = this;
    const length = this.operandText.length;
    return length === 0 ? undefined : wordAt(head, operandsStart, operandsStart + length, this.source.escape);
  }

  /** The user part with variables put in, without the group; undefined when it is not known. */
  get name(): string | undefined {
    const { user } = this;
    return user && this.expand(user)?.split(':')[0]?.trim();
  }

  /** Undefined when it is not known. */
  get isRoot(): boolean | undefined {
    const { name } = this;
    return name === undefined ? undefined : isRootName(name);
  }
}

/** `WORKDIR` and `STOPSIGNAL`: the whole text is one value. */
export class TextInstruction extends Instruction {
  get value(): Word | undefined {
    const length = this.operandText.length;
    return length === 0 ? undefined : wordAt(this.head, this.operandsStart, this.operandsStart + length, this.source.escape);
  }
}

export class OnbuildInstruction extends Instruction {
  /** The instruction that images built from this one will run. */
  readonly trigger: Instruction | undefined;

  constructor(place: Place, source: InstructionText, keywordText: string, keywordStart: number) {
    super(place, source, keywordText, keywordStart);
    const start = this.operandsStart;
    const word = /^\S+/.exec(this.head.text.slice(start))?.[0];
    const isNested = word?.toUpperCase() === 'ONBUILD';
    this.trigger = word && !isNested ? createInstruction({ ...place, onbuild: this }, source, word, start) : undefined;
  }
}

/** The class that reads each instruction. */
export interface InstructionTypes {
  ADD: CopyInstruction;
  ARG: ArgInstruction;
  CMD: StartInstruction;
  COPY: CopyInstruction;
  ENTRYPOINT: StartInstruction;
  ENV: EnvInstruction;
  EXPOSE: ExposeInstruction;
  FROM: FromInstruction;
  HEALTHCHECK: HealthcheckInstruction;
  LABEL: LabelInstruction;
  MAINTAINER: TextInstruction;
  ONBUILD: OnbuildInstruction;
  RUN: RunInstruction;
  SHELL: ShellInstruction;
  STOPSIGNAL: TextInstruction;
  USER: UserInstruction;
  VOLUME: Instruction;
  WORKDIR: TextInstruction;
}

type InstructionClass<Type> = new (place: Place, source: InstructionText, keywordText: string, keywordStart: number) => Type;

const CLASSES: { readonly [Key in Keyword]: InstructionClass<InstructionTypes[Key]> } = {
  ADD: CopyInstruction,
  ARG: ArgInstruction,
  CMD: StartInstruction,
  COPY: CopyInstruction,
  ENTRYPOINT: StartInstruction,
  ENV: EnvInstruction,
  EXPOSE: ExposeInstruction,
  FROM: FromInstruction,
  HEALTHCHECK: HealthcheckInstruction,
  LABEL: LabelInstruction,
  MAINTAINER: TextInstruction,
  ONBUILD: OnbuildInstruction,
  RUN: RunInstruction,
  SHELL: ShellInstruction,
  STOPSIGNAL: TextInstruction,
  USER: UserInstruction,
  VOLUME: Instruction,
  WORKDIR: TextInstruction,
};

export function createInstruction(place: Place, source: InstructionText, keywordText: string, keywordStart: number): Instruction {
  const key = keywordText.toUpperCase();
  const Type = Object.hasOwn(CLASSES, key) ? CLASSES[key as Keyword] : Instruction;
  return new Type(place, source, keywordText, keywordStart);
}

/** Narrows an instruction by its keyword. */
export function isInstruction<Key extends Keyword>(
  instruction: Instruction | undefined,
  keyword: Key,
): instruction is InstructionTypes[Key] {
  return instruction?.keyword === keyword;
}

export function isRootName(name: string): boolean {
  return name === 'root' || /^0+$/.test(name);
}

/** The here-document that a source of a `COPY` or `ADD` stands for. */
export function heredocOf(copy: CopyInstruction, source: Word): Heredoc | undefined {
  return copy.heredocs.find((doc) => doc.operator.start === source.start);
}

function readMount(run: RunInstruction, flag: Flag): Mount {
  const options = new Map<string, string>();
  let from: Word | undefined;
  const { value } = flag;
  if (value) {
    let at = value.offset;
    for (const part of value.raw.split(',')) {
      const equals = part.indexOf('=');
      const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
      const word = wordAt(run.head, at + equals + 1, at + part.length, run.source.escape);
      if (!options.has(name)) options.set(name, equals < 0 ? '' : word.value);
      if (name === 'from' && equals >= 0) from = word;
      at += part.length + 1;
    }
  }
  const target = options.get('target') ?? options.get('dst') ?? options.get('destination');
  return { flag, type: options.get('type') ?? 'bind', target, from, options };
}

/** Whether `path` is `folder` or below it; a relative `path` such as `.cache/pip` lies in whatever home folder there is. */
function isWithin(path: string, folder: string | undefined): boolean {
  if (folder === undefined) return false;
  const clean = folder.replace(/\/+$/, '');
  if (path.startsWith('/')) return clean === path || path.startsWith(`${clean}/`);
  const parts = path.split('/');
  return /^\/(?:root|home\/[^/]+)$/.test(clean) || parts.some((_, index) => clean.endsWith(`/${parts.slice(0, index + 1).join('/')}`));
}

function readPort(expose: ExposeInstruction, word: Word): Port | undefined {
  const text = expose.expand(word);
  if (text === undefined) {
    const protocol = /\/([A-Za-z]+)$/.exec(word.value)?.[1]?.toLowerCase() ?? 'tcp';
    return { word, first: undefined, last: undefined, protocol };
  }
  const match = /^(\d+)(?:-(\d+))?(?:\/([A-Za-z]+))?$/.exec(text);
  if (!match) return undefined;
  const first = Number(match[1]);
  return { word, first, last: match[2] === undefined ? first : Number(match[2]), protocol: match[3]?.toLowerCase() ?? 'tcp' };
}

/** Span of the JSON array of an exec form, brackets included. */
export function jsonSpan(instruction: Instruction): Span | undefined {
  const { text, map } = instruction.head;
  const array = jsonArray(text, instruction.operandsStart);
  return array && { start: map.toSource(array.start), end: map.toSourceEnd(array.end) };
}

/** Uses that are not inside the operand of another. */
function outermost(uses: readonly VariableUse[]): VariableUse[] {
  const found: VariableUse[] = [];
  for (const use of uses) if (use.start >= (found.at(-1)?.end ?? 0)) found.push(use);
  return found;
}
