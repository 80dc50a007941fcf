import { printable } from '../output.ts';

export interface Excerpt {
  readonly text: string;
  /** Columns of the marked part in `text`, as a terminal counts them, half-open. */
  readonly from: number;
  readonly to: number;
}

const TAB = 4;
const DOTS = '…';

/**
 * A line as a terminal can show it: tabs as blanks, no control characters, cut around the marked part when it is wider than `width`.
 * @param start of the marked part, in UTF-16 code units
 */
export function excerpt(line: string, start: number, end: number, width: number): Excerpt {
  const cells = cellsOf(line);
  const first = cells.findIndex((cell) => cell.end > start);
  const from = first < 0 ? cells.length : first;
  const behind = cells.findIndex((cell) => cell.start >= end);
  const to = Math.max(behind < 0 ? cells.length : behind, Math.min(from + 1, cells.length));
  const room = Math.max(width, 20);
  const window = widthOf(cells) <= room ? { first: 0, last: cells.length } : cut(cells, from, to, room);
  const head = window.first > 0 ? DOTS : '';
  const tail = window.last < cells.length ? DOTS : '';
  const shown = cells.slice(window.first, window.last);
  const offset = head.length + widthOf(cells.slice(window.first, from));
  return {
    text: (head + shown.map((cell) => cell.text).join('') + tail).trimEnd(),
    from: offset,
    to: offset + widthOf(cells.slice(from, Math.min(to, window.last))),
  };
}

interface Cell {
  readonly text: string;
  readonly width: number;
  /** In the line, UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  let start = 0;
  let column = 0;
  for (const character of line) {
    const width = character === '\t' ? TAB - (column % TAB) : widthOfCharacter(character);
    const text = character === '\t' ? ' '.repeat(width) : printable(character);
    cells.push({ text, width, start, end: start + character.length });
    start += character.length;
    column += width;
  }
  return cells;
}

/** The part of a wide line that shows the marked cells with what stands around them, their beginning if they are wider. */
function cut(cells: readonly Cell[], from: number, to: number, room: number): { first: number; last: number } {
  let first = from;
  let last = from;
  // Two columns are for the dots.
  let left = room - 2;
  const takes = (cell: Cell | undefined) => cell !== undefined && cell.width <= left;
  while (last < to && takes(cells[last])) left -= cells[last++]?.width ?? 0;
  const before = Math.floor(left / 2);
  while (first > 0 && takes(cells[first - 1]) && left > before) left -= cells[--first]?.width ?? 0;
  while (last < cells.length && takes(cells[last])) left -= cells[last++]?.width ?? 0;
  while (first > 0 && takes(cells[first - 1])) left -= cells[--first]?.width ?? 0;
  return { first, last };
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}

/** Marks that combine with the character before them take no column. */
const NO_WIDTH = /^(?:\p{Mn}|\p{Me}|[\u200b\u200c]|\u200d)$/u;

/** Columns of a character in a terminal: East Asian wide ones and emoji take two (Unicode Standard Annex 11). */
function widthOfCharacter(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x300) return 1;
  if (NO_WIDTH.test(character)) return 0;
  return isWide(code) ? 2 : 1;
}

const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

function isWide(code: number): boolean {
  return WIDE.some(([first, last]) => code >= first && code <= last);
}
