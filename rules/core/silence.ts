/**
 * While somebody types, nearly every text of a file is the one that it was, and nearly every rule has nothing to say about it. A handler
 * that was silent about a text, and looked at nothing besides it, will be silent about it again: it need not be asked.
 *
 * What a handler looks at is watched: whatever leads out of a text calls {@link lookOutside}.
 */
let outside = false;

/** To be called by everything that tells of what stands around a text: its place, its file, the settings, other files, the day. */
export function lookOutside(): void {
  outside = true;
}

/** From here on it is watched whether something looks outside. */
export function watchOutside(): void {
  outside = false;
}

export function hasLookedOutside(): boolean {
  return outside;
}

/** The handlers that have, or may have, something to say about a text, by level. Kept with the text, wherever it stands. */
export class Silence {
  readonly #loud = new Map<string, { readonly all: readonly object[]; readonly loud: readonly object[] }>();

  /** @param all the handlers of the level, the same array as long as the settings are the same */
  loudOf<Handler extends object>(level: string, all: readonly Handler[]): readonly Handler[] {
    const known = this.#loud.get(level);
    return known?.all === all ? (known.loud as readonly Handler[]) : all;
  }

  keep<Handler extends object>(level: string, all: readonly Handler[], loud: readonly Handler[]): void {
    this.#loud.set(level, { all, loud });
  }
}
