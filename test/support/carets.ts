/** A place that an example marks: 0-based line and UTF-16 columns of the text without the caret lines. */
export interface Mark {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly message?: string;
}

const CARETS = /^ *\^[ ^]*?(?: (?=[^ ^])(.*))?$/;

/** Cuts the caret lines out of an example and tells what they mark. */
export function readCarets(marked: string): { text: string; marks: Mark[] } {
  const kept: string[] = [];
  const marks: Mark[] = [];
  for (const line of marked.split('\n')) {
    const match = CARETS.exec(line);
    if (!match) {
      kept.push(line);
      continue;
    }
    const message = match[1];
    const drawn = message === undefined ? line : line.slice(0, line.length - message.length);
    const groups = [...drawn.matchAll(/\^+/g)];
    for (const [index, group] of groups.entries()) {
      const isLast = index === groups.length - 1;
      marks.push({
        line: kept.length - 1,
        start: group.index,
        end: group.index + group[0].length,
        ...(isLast && message ? { message } : {}),
      });
    }
  }
  return { text: kept.join('\n'), marks };
}

/** The text with caret lines, to paste into a rule. Lines above the first one cannot be marked. */
export function drawCarets(text: string, marks: readonly Mark[]): string {
  const lines = text.split('\n');
  const result: string[] = [];
  for (const [number, line] of lines.entries()) {
    result.push(line);
    for (const mark of marks.filter((one) => one.line === number)) {
      result.push(`${' '.repeat(mark.start)}${'^'.repeat(mark.end - mark.start)}${mark.message ? ` ${mark.message}` : ''}`);
    }
  }
  return result.join('\n');
}
