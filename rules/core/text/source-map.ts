/**
 * Where the characters of a derived text (a script freed of continuations, the value of a YAML scalar)
 * come from. All offsets are 0-based UTF-16 code units.
 */
export interface OffsetMap {
  /** File offset of the character at `offset` of the derived text. */
  toSource(offset: number): number;
  /** File offset behind the character that ends at `offset`, so that a stretch never takes in text that was dropped after it. */
  toSourceEnd(offset: number): number;
}

/**
 * From `text` (offset in the derived text) up to the next segment, characters were copied one for one
 * from `source` on. `sourceEnd` is needed only where the stretch of the file has another length than the
 * derived text, as an escape sequence has.
 */
export interface MapSegment {
  readonly text: number;
  readonly source: number;
  readonly sourceEnd?: number;
}

/** Segments in ascending order of both offsets; the first should start at text offset 0. */
export class SourceMap implements OffsetMap {
  readonly #segments: readonly MapSegment[];

  constructor(segments: readonly MapSegment[]) {
    this.#segments = segments.length > 0 ? segments : [{ text: 0, source: 0 }];
  }

  toSource(offset: number): number {
    const segment = this.#segments[this.#indexAt(offset)];
    return segment ? sourceWithin(segment, offset) : offset;
  }

  toSourceEnd(offset: number): number {
    const index = this.#indexAt(offset - 1);
    const segment = this.#segments[index];
    if (!segment || offset <= segment.text) return this.toSource(offset);
    const next = this.#segments[index + 1];
    if (segment.sourceEnd !== undefined && next?.text === offset) return segment.sourceEnd;
    return sourceWithin(segment, offset);
  }

  /** Index of the segment that holds `offset`; offsets before the first belong to the first. */
  #indexAt(offset: number): number {
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#segments[middle]?.text ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function sourceWithin(segment: MapSegment, offset: number): number {
  const source = segment.source + (offset - segment.text);
  return segment.sourceEnd === undefined ? source : Math.min(source, segment.sourceEnd);
}

/** For a text that stands in the file as it is, from file offset `base` on. */
export function identityMap(base = 0): OffsetMap {
  return { toSource: (offset) => base + offset, toSourceEnd: (offset) => base + offset };
}

/** A map from a plain function; such a function must be monotonic and says nothing about escapes. */
export function mapFrom(toSource: (offset: number) => number): OffsetMap {
  return { toSource, toSourceEnd: (offset) => (offset > 0 ? toSource(offset - 1) + 1 : toSource(offset)) };
}

/** The map of a text that was derived from a text that was itself derived. */
export function composeMaps(outer: OffsetMap, inner: OffsetMap): OffsetMap {
  return {
    toSource: (offset) => outer.toSource(inner.toSource(offset)),
    toSourceEnd: (offset) => outer.toSourceEnd(inner.toSourceEnd(offset)),
  };
}

export interface MappedText {
  readonly text: string;
  readonly map: SourceMap;
}

/** Builds a derived text and its map together, from left to right. */
export class MappedTextBuilder {
  readonly #source: string;
  readonly #pieces: string[] = [];
  readonly #segments: MapSegment[] = [];
  #length = 0;
  #sourceEnd = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Length of the derived text so far. */
  get length(): number {
    return this.#length;
  }

  /** Takes over `source.slice(start, end)`. Whatever lies between two calls is dropped text. */
  copy(start: number, end: number): this {
    if (end <= start) return this;
    if (this.#segments.length === 0 || start !== this.#sourceEnd || this.#lastWasReplaced()) {
      this.#segments.push({ text: this.#length, source: start });
    }
    this.#append(this.#source.slice(start, end), end);
    return this;
  }

  /** Puts `text` where the file has `source.slice(start, end)`, for instance a line break for `\n`. */
  replace(text: string, start: number, end: number): this {
    if (text.length === 0) return this;
    this.#segments.push({ text: this.#length, source: start, sourceEnd: end });
    this.#append(text, end);
    return this;
  }

  build(): MappedText {
    const segments = [...this.#segments];
    // A closing segment makes the length of the last replacement known.
    if (this.#lastWasReplaced()) segments.push({ text: this.#length, source: this.#sourceEnd });
    return { text: this.#pieces.join(''), map: new SourceMap(segments) };
  }

  #lastWasReplaced(): boolean {
    return this.#segments.at(-1)?.sourceEnd !== undefined;
  }

  #append(text: string, sourceEnd: number): void {
    this.#pieces.push(text);
    this.#length += text.length;
    this.#sourceEnd = sourceEnd;
  }
}
