/** A half-open stretch of one file's text: offsets in UTF-16 code units, 0-based. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** 0-based line, 0-based character in UTF-16 code units, as in the Language Server Protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Half-open, end exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export function span(start: number, end: number): Span {
  return { start, end };
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Two empty spans at one place overlap: their order would be a guess. */
export function overlaps(a: Span, b: Span): boolean {
  if (a.start === a.end && b.start === b.end) return a.start === b.start;
  return a.start < b.end && b.start < a.end;
}
