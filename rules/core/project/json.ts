import { findNodeAtLocation, getNodeValue, type Node, parseTree } from 'jsonc-parser';
import type { Span } from '../text/span.ts';

/** A JSON file, comments and trailing commas allowed, with the places of its keys and values. Total: a broken text gives what could be read. */
export class JsonFile {
  readonly path: string;
  readonly text: string;
  readonly #root: Node | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
    this.#root = parseTree(text, [], { allowTrailingComma: true });
  }

  /** The value as plain data; undefined where nothing could be read. */
  value(...at: readonly (string | number)[]): unknown {
    const node = this.#node(at);
    return node ? getNodeValue(node) : undefined;
  }

  string(...at: readonly (string | number)[]): string | undefined {
    const value = this.value(...at);
    return typeof value === 'string' ? value : undefined;
  }

  /** Names and values of the texts in an object; empty for anything else. */
  strings(...at: readonly (string | number)[]): ReadonlyMap<string, string> {
    const node = this.#node(at);
    const entries = node?.type === 'object' ? (node.children ?? []) : [];
    return new Map(
      entries.flatMap(({ children }) => {
        const [key, value] = children ?? [];
        return typeof key?.value === 'string' && value?.type === 'string' ? [[key.value, String(value.value)] as const] : [];
      }),
    );
  }

  /** Place of a value. */
  span(...at: readonly (string | number)[]): Span | undefined {
    const node = this.#node(at);
    return node && { start: node.offset, end: node.offset + node.length };
  }

  /** Place of the key that a value stands behind. */
  keySpan(...at: readonly (string | number)[]): Span | undefined {
    const key = this.#node(at)?.parent;
    const name = key?.type === 'property' ? key.children?.[0] : undefined;
    return name && { start: name.offset, end: name.offset + name.length };
  }

  #node(at: readonly (string | number)[]): Node | undefined {
    return this.#root && findNodeAtLocation(this.#root, [...at]);
  }
}
