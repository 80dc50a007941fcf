/** A variable as a word of the file uses it; offsets count from the beginning of the word's raw text. */
export interface VariableUse {
  readonly name: string;
  /** `:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `##`, `%`, `%%`, `/`, `//`; undefined for `$a` and `${a}`. */
  readonly modifier: string | undefined;
  /** The text behind the modifier, as written. */
  readonly operand: string | undefined;
  /** From the dollar sign to the end. */
  readonly start: number;
  readonly end: number;
  readonly nameStart: number;
  /** Behind which the value of an unset variable is not missed: `:-`, `-`, `:+`, `+`. */
  readonly hasDefault: boolean;
}

/** Undefined: unknown. `null`: known not to be set. */
export type Lookup = (name: string) => string | null | undefined;

/** Longer values are treated as unknown: `ENV a=$a$a`, repeated, would grow without bound. */
const MAX_LENGTH = 4096;
const MAX_DEPTH = 8;

/**
 * Variables that the builder expands in a word, those inside operands included. Single quotes and the escape character
 * stop expansion, double quotes do not (BuildKit, frontend/dockerfile/shell/lex.go).
 */
export function variablesIn(raw: string, escapeChar: string): VariableUse[] {
  if (!raw.includes('$')) return [];
  const uses: VariableUse[] = [];
  new Expander(raw, escapeChar, () => undefined, uses).run();
  return uses.sort((a, b) => a.start - b.start);
}

/** The word with quotes taken off and variables replaced; undefined as soon as a value is unknown or the syntax is wrong. */
export function expandWord(raw: string, escapeChar: string, lookup: Lookup): string | undefined {
  return new Expander(raw, escapeChar, lookup, undefined).run();
}

/**
 * Like {@link expandWord}, but an ARG without a value makes the result unknown too, unless a modifier gives one: it has to be
 * given on the command line.
 */
export function expandKnown(raw: string, escapeChar: string, lookup: Lookup): string | undefined {
  const isOpen = variablesIn(raw, escapeChar).some((use) => !use.hasDefault && lookup(use.name) === null);
  return isOpen ? undefined : expandWord(raw, escapeChar, lookup);
}

class Expander {
  readonly #raw: string;
  readonly #escape: string;
  readonly #lookup: Lookup;
  readonly #uses: VariableUse[] | undefined;
  #at = 0;
  #depth = 0;
  #isKnown = true;

  constructor(raw: string, escapeChar: string, lookup: Lookup, uses: VariableUse[] | undefined) {
    this.#raw = raw;
    this.#escape = escapeChar;
    this.#lookup = lookup;
    this.#uses = uses;
  }

  run(): string | undefined {
    const text = this.#until('');
    return this.#isKnown && text.length <= MAX_LENGTH ? text : undefined;
  }

  /** Reads up to a character outside quotes, or to the end; leaves the cursor behind that character. */
  #until(stop: string): string {
    let text = '';
    while (this.#at < this.#raw.length) {
      const char = this.#raw[this.#at] ?? '';
      if (stop !== '' && char === stop) {
        this.#at++;
        return text;
      }
      if (text.length > MAX_LENGTH) this.#isKnown = false;
      if (char === "'") text += this.#singleQuoted();
      else if (char === '"') text += this.#doubleQuoted();
      else if (char === '$') text += this.#variable();
      else if (char === this.#escape) {
        text += this.#raw[this.#at + 1] ?? '';
        this.#at += 2;
      } else {
        text += char;
        this.#at++;
      }
    }
    if (stop !== '') this.#isKnown = false;
    return text;
  }

  #singleQuoted(): string {
    const close = this.#raw.indexOf("'", this.#at + 1);
    const end = close < 0 ? this.#raw.length : close;
    const text = this.#raw.slice(this.#at + 1, end);
    this.#at = end + 1;
    return text;
  }

  #doubleQuoted(): string {
    let text = '';
    this.#at++;
    while (this.#at < this.#raw.length) {
      const char = this.#raw[this.#at] ?? '';
      const next = this.#raw[this.#at + 1] ?? '';
      if (char === '"') {
        this.#at++;
        return text;
      }
      if (char === '$') text += this.#variable();
      else if (char === this.#escape && (next === '"' || next === '$' || next === this.#escape)) {
        text += next;
        this.#at += 2;
      } else {
        text += char;
        this.#at++;
      }
    }
    return text;
  }

  #variable(): string {
    const start = this.#at;
    const braced = this.#raw[start + 1] === '{';
    const nameStart = start + (braced ? 2 : 1);
    const name = /^(?:\d+|[A-Za-z_][A-Za-z0-9_]*|[@*#?\-$!])/.exec(this.#raw.slice(nameStart, nameStart + 256))?.[0] ?? '';
    this.#at = nameStart + name.length;
    if (name === '') {
      if (braced) this.#isKnown = false;
      return braced ? '${' : '$';
    }
    if (!braced) {
      this.#use({ name, modifier: undefined, operand: undefined, start, end: this.#at, nameStart, hasDefault: false });
      return this.#valueOf(name);
    }
    if (this.#raw[this.#at] === '}') {
      this.#at++;
      this.#use({ name, modifier: undefined, operand: undefined, start, end: this.#at, nameStart, hasDefault: false });
      return this.#valueOf(name);
    }
    return this.#modified(name, start, nameStart);
  }

  #modified(name: string, start: number, nameStart: number): string {
    const modifier = /^(?::[-+?]|[-+?]|##|#|%%|%|\/\/|\/)/.exec(this.#raw.slice(this.#at, this.#at + 2))?.[0];
    if (this.#depth >= MAX_DEPTH) {
      this.#at = this.#raw.length;
      return this.#unknown();
    }
    this.#depth++;
    if (modifier === undefined) this.#isKnown = false;
    this.#at += modifier?.length ?? 0;
    const operandStart = this.#at;
    const word = this.#until('}');
    this.#depth--;
    const operand = this.#raw.slice(operandStart, Math.max(operandStart, this.#at - 1));
    const hasDefault = modifier !== undefined && /^:?[-+]$/.test(modifier);
    this.#use({ name, modifier, operand, start, end: this.#at, nameStart, hasDefault });
    if (modifier === undefined) return '';
    const value = this.#lookup(name);
    if (value === undefined) return this.#unknown();
    const isSet = value !== null && !(modifier.startsWith(':') && value === '');
    switch (modifier.replace(':', '')) {
      case '-':
        return isSet ? (value ?? '') : word;
      case '+':
        return isSet ? word : '';
      case '?':
        return isSet ? (value ?? '') : this.#unknown();
      default:
        return this.#pattern(modifier, value ?? '', operand);
    }
  }

  /** Patterns without wildcards are worked out; everything else is left unknown. */
  #pattern(modifier: string, value: string, operand: string): string {
    if (/[*?[\\$"']/.test(operand)) return this.#unknown();
    if (modifier.startsWith('#')) return value.startsWith(operand) ? value.slice(operand.length) : value;
    if (modifier.startsWith('%')) return operand !== '' && value.endsWith(operand) ? value.slice(0, -operand.length) : value;
    const slash = operand.indexOf('/');
    if (slash <= 0) return this.#unknown();
    const [from, to] = [operand.slice(0, slash), operand.slice(slash + 1)];
    return modifier === '//' ? value.replaceAll(from, () => to) : value.replace(from, () => to);
  }

  #valueOf(name: string): string {
    const value = this.#lookup(name);
    return value === undefined ? this.#unknown() : (value ?? '');
  }

  #unknown(): string {
    this.#isKnown = false;
    return '';
  }

  #use(use: VariableUse): void {
    this.#uses?.push(use);
  }
}
