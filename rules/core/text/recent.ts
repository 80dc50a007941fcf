/**
 * What was made lately, by a key: while somebody types, nearly everything is asked for again. Two generations, so that nothing has
 * to be counted at every use: when the newer one is full, the older one is dropped.
 */
export class Recent<Value> {
  #recent = new Map<string, Value>();
  #older = new Map<string, Value>();
  readonly #size: number;

  /** @param size how many are kept at least; at most twice as many */
  constructor(size: number) {
    this.#size = size;
  }

  get(key: string, make: (key: string) => Value): Value {
    const recent = this.#recent.get(key);
    if (recent !== undefined) return recent;
    // A slice of a file's text would keep the whole text of that version alive.
    const own = ` ${key}`.slice(1);
    const value = this.#older.get(key) ?? make(own);
    if (this.#recent.size >= this.#size) {
      this.#older = this.#recent;
      this.#recent = new Map();
    }
    this.#recent.set(own, value);
    return value;
  }
}
