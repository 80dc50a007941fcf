import type { Source } from '../source.ts';
import type { Span } from '../text/span.ts';
import type { YamlProblem, YamlProblemCode } from './nodes.ts';

/** Problems that leave the shape of the file in doubt: what follows in the same block may be their echo. */
const STRUCTURAL: ReadonlySet<YamlProblemCode> = new Set(['tab', 'indent', 'syntax', 'unclosed', 'too-deep', 'complex-key']);

/** Collects problems and keeps quiet about the echoes of a first one. */
export class Problems {
  readonly #source: Source;
  readonly #all: YamlProblem[] = [];
  readonly #regions: number[] = [];

  constructor(source: Source) {
    this.#source = source;
  }

  /** The offsets at which a top-level key begins: an error in one block says nothing about the next one that begins a line. */
  addRegions(starts: readonly number[]): void {
    for (const start of starts) if (start === 0 || '\n\uFEFF'.includes(this.#source.text[start - 1] ?? '')) this.#regions.push(start);
  }

  add(code: YamlProblemCode, at: Span, message: string, level: YamlProblem['level'] = 'error'): void {
    this.#all.push({ code, span: this.#visible(at), message, level });
  }

  /** Cut to one line and made at least one character wide where the text allows it. */
  #visible(at: Span): Span {
    const { text, lines } = this.#source;
    const start = Math.max(0, Math.min(at.start, text.length));
    const lineEnd = lines.endOf(lines.lineAt(start));
    const end = Math.min(Math.max(at.end, start + 1), lineEnd);
    if (end > start) return { start, end };
    const lineStart = lines.startOf(lines.lineAt(start));
    return start > lineStart ? { start: start - 1, end: start } : { start, end: start };
  }

  sorted(): YamlProblem[] {
    const sorted = [...this.#all].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    const starts = [...this.#regions].sort((a, b) => a - b);
    let region = 0;
    let broken = false;
    return sorted.filter((problem) => {
      while (region < starts.length && (starts[region] ?? 0) <= problem.span.start) {
        region++;
        broken = false;
      }
      if (!STRUCTURAL.has(problem.code)) return !broken || problem.code === 'unknown-tag' || problem.code === 'escape';
      const first = !broken;
      broken = true;
      return first;
    });
  }
}
