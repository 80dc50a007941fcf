import type { Instruction } from './instruction.ts';
import { PLATFORM_ARGS, PROXY_ARGS } from './keywords.ts';
import { expandWord } from './variables.ts';
import type { Pair } from './words.ts';

/** Where a name got its value. */
export interface Declaration {
  readonly name: string;
  readonly kind: 'arg' | 'env';
  /** The `ARG` or `ENV`; for an `ARG` without a default that repeats a global one, the one in the stage. */
  readonly instruction: Instruction;
  readonly pair: Pair;
  /** The value, for `ARG` the default; undefined when it is not known; null for an `ARG` without any value. */
  readonly value: string | null | undefined;
}

/** Names and values as they are before one instruction. */
export interface Scope {
  /** The declaration that a name refers to; `ENV` wins over `ARG`. */
  declarationOf(name: string): Declaration | undefined;
  /** Undefined: not known, perhaps set by the base image. Null: not set. */
  valueOf(name: string): string | null | undefined;
  /** Whether a name may be used; undefined when only the base image can tell. */
  isDefined(name: string): boolean | undefined;
  /** What the file itself sets, those of the stages below first. */
  names(): readonly string[];
}

/** All declarations of a stage, by name, in order. Built in one pass; lookups are binary searches. */
export class ScopeTable {
  readonly #byName = new Map<string, { readonly index: number; readonly env?: Declaration; readonly arg?: Declaration }[]>();
  readonly #parent: ScopeTable | undefined;
  readonly #globals: ScopeTable | undefined;
  readonly #isClosed: boolean;

  /**
   * @param parent table of the stage that this one builds on
   * @param globals table of the ARGs before the first FROM, from which a stage's `ARG NAME` takes its default
   * @param isClosed nothing else can be set: the base is `scratch`, or this is the table of global ARGs
   */
  constructor(parent: ScopeTable | undefined, globals: ScopeTable | undefined, isClosed: boolean) {
    this.#parent = parent;
    this.#globals = globals;
    this.#isClosed = isClosed;
  }

  declare(instruction: Instruction, pairs: readonly Pair[], kind: 'arg' | 'env'): void {
    const { index } = instruction.place;
    // All variables of one instruction have the value from before it, except that each ARG of a line is set at once.
    const declarations = pairs.map((pair) => this.#declaration(instruction, pair, kind));
    for (const declaration of declarations) {
      const known = this.#byName.get(declaration.name) ?? [];
      const last = known.at(-1) ?? this.#inherited(declaration.name);
      known.push(kind === 'env' ? { index, env: declaration, arg: last?.arg } : { index, env: last?.env, arg: declaration });
      this.#byName.set(declaration.name, known);
    }
  }

  /** The scope before the instruction at an index. */
  at(index: number): Scope {
    return {
      declarationOf: (name) => this.#find(name, index),
      valueOf: (name) => this.#valueOf(name, index),
      isDefined: (name) => this.#isDefined(name, index),
      names: () => [...new Set(this.#names(index))],
    };
  }

  #names(index: number): string[] {
    const names: string[] = [];
    for (let table: ScopeTable | undefined = this, before = index; table; table = table.#parent, before = Number.POSITIVE_INFINITY) {
      const own = [...table.#byName].filter(([, known]) => (known[0]?.index ?? before) < before).map(([name]) => name);
      names.unshift(...own);
    }
    return names;
  }

  #declaration(instruction: Instruction, pair: Pair, kind: 'arg' | 'env'): Declaration {
    const { index } = instruction.place;
    const name = pair.key;
    const base = { name, kind, instruction, pair };
    if (!pair.value) return { ...base, value: kind === 'arg' ? this.#defaultOf(name) : undefined };
    const { raw, isDynamic, value } = pair.value;
    const lookup = (used: string) => this.#valueOf(used, index);
    return { ...base, value: isDynamic ? expandWord(raw, instruction.file.escape, lookup) : value };
  }

  /** What `ARG NAME` without a default holds. */
  #defaultOf(name: string): string | null | undefined {
    if (PLATFORM_ARGS.has(name) || PROXY_ARGS.has(name)) return undefined;
    const global = this.#globals?.at(Number.POSITIVE_INFINITY).declarationOf(name);
    return global ? global.value : null;
  }

  #entry(name: string, index: number): { env?: Declaration; arg?: Declaration } | undefined {
    const known = this.#byName.get(name);
    if (known && (known[0]?.index ?? index) < index) {
      let low = 0;
      let high = known.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((known[middle]?.index ?? 0) < index) low = middle;
        else high = middle - 1;
      }
      return known[low];
    }
    return this.#inherited(name);
  }

  #inherited(name: string): { env?: Declaration; arg?: Declaration } | undefined {
    let table = this.#parent;
    while (table) {
      const last = table.#byName.get(name)?.at(-1);
      if (last) return last;
      table = table.#parent;
    }
    return undefined;
  }

  #find(name: string, index: number): Declaration | undefined {
    const entry = this.#entry(name, index);
    return entry?.env ?? entry?.arg;
  }

  #valueOf(name: string, index: number): string | null | undefined {
    const declaration = this.#find(name, index);
    if (declaration) return declaration.value;
    if (PROXY_ARGS.has(name)) return undefined;
    if (!this.#globals && PLATFORM_ARGS.has(name)) return undefined;
    return this.#isClosed ? null : undefined;
  }

  #isDefined(name: string, index: number): boolean | undefined {
    if (this.#find(name, index) || PROXY_ARGS.has(name)) return true;
    if (!this.#globals && PLATFORM_ARGS.has(name)) return true;
    return this.#isClosed ? false : undefined;
  }
}
