import type { WriteStream } from 'node:tty';

/** Writes a whole text and resolves when it left the process, however slowly a pipe is read. A reader that went away is no error. */
export function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  if (text === '') return Promise.resolve();
  return new Promise((resolve) => stream.write(text, () => resolve()));
}

/** One line for a person, on stderr: results go to stdout alone. */
export function note(text: string): void {
  process.stderr.write(`${printable(text)}\n`);
}

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'cyan' | 'green' | 'magenta';
export type Paint = (style: Style, text: string) => string;

const CODES: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
  green: [32, 39],
  magenta: [35, 39],
};

/** Colours for a stream: only a terminal gets them, unless FORCE_COLOR or NO_COLOR says something else. */
export function paintFor(stream: NodeJS.WriteStream): Paint {
  if (!wantsColor(stream, process.env)) return (_style, text) => text;
  return (style, text) => `\u001b[${CODES[style][0]}m${text}\u001b[${CODES[style][1]}m`;
}

function wantsColor(stream: Pick<WriteStream, 'isTTY'>, env: NodeJS.ProcessEnv): boolean {
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR) return false;
  return stream.isTTY === true && env.TERM !== 'dumb';
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to be kept away from terminals
const UNPRINTABLE = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * A text of one line without what steers a terminal or turns the direction of writing: linted files may be anybody's.
 * Keeps the length; tabs stay.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd');
}

/** Shows on a terminal's stderr how far a long run is. */
export class Progress {
  readonly #started = Date.now();
  #last = 0;
  #shown = false;

  update(what: string): void {
    if (!process.stderr.isTTY) return;
    const now = Date.now();
    if (now - this.#started < 1000 || now - this.#last < 100) return;
    this.#last = now;
    this.#shown = true;
    process.stderr.write(`\r\u001b[K${printable(what)}`);
  }

  done(): void {
    if (this.#shown) process.stderr.write('\r\u001b[K');
  }
}
