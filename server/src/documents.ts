import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriKey } from './uri.ts';

/** A document that the client has open; its text is the truth, whatever is on disk. */
export interface OpenDocument {
  /** As the client writes it. */
  readonly uri: string;
  readonly key: string;
  readonly languageId: string;
  version: number;
  text: string;
}

type Change = Parameters<typeof TextDocument.update>[1][number];

interface Entry {
  readonly document: OpenDocument;
  readonly buffer: TextDocument;
  /** What led to the present version. */
  last: readonly unknown[];
}

/**
 * The open documents, by URI. Ignores what makes no sense, such as changes of a document that is not open: one confused
 * notification is no reason to stop.
 */
export class Documents {
  readonly #documents = new Map<string, Entry>();

  get(uri: string): OpenDocument | undefined {
    return this.byKey(uriKey(uri));
  }

  byKey(key: string): OpenDocument | undefined {
    return this.#documents.get(key)?.document;
  }

  all(): OpenDocument[] {
    return [...this.#documents.values()].map(({ document }) => document);
  }

  open(uri: unknown, languageId: unknown, version: unknown, text: unknown): OpenDocument | undefined {
    if (typeof uri !== 'string' || typeof text !== 'string') return undefined;
    const language = typeof languageId === 'string' ? languageId : '';
    const buffer = TextDocument.create(uri, language, typeof version === 'number' ? version : 0, text);
    const document: OpenDocument = { uri, key: uriKey(uri), languageId: language, version: buffer.version, text };
    this.#documents.set(document.key, { document, buffer, last: [] });
    return document;
  }

  /**
   * A change that came before, and one of an older version, are left out: made once more, they would not give the client's text.
   * @returns the document, if its text may have changed
   */
  change(uri: unknown, version: unknown, changes: unknown): OpenDocument | undefined {
    const entry = typeof uri === 'string' ? this.#documents.get(uriKey(uri)) : undefined;
    if (!entry || !Array.isArray(changes)) return undefined;
    const { document } = entry;
    const next = typeof version === 'number' ? version : document.version + 1;
    if (next < document.version || (next === document.version && isSame(entry.last, changes))) return undefined;
    entry.last = changes;
    TextDocument.update(entry.buffer, changes.filter(isChange), next);
    document.version = next;
    document.text = entry.buffer.getText();
    return document;
  }

  close(uri: unknown): OpenDocument | undefined {
    if (typeof uri !== 'string') return undefined;
    const document = this.get(uri);
    if (document) this.#documents.delete(document.key);
    return document;
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length > 0 && JSON.stringify(a) === JSON.stringify(b);
}

function isChange(value: unknown): value is Change {
  if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') return false;
  if (!('range' in value) || value.range === undefined) return true;
  const { range } = value;
  return (
    typeof range === 'object' && range !== null && 'start' in range && 'end' in range && isPosition(range.start) && isPosition(range.end)
  );
}

function isPosition(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('line' in value) || !('character' in value)) return false;
  return [value.line, value.character].every((part) => typeof part === 'number' && Number.isInteger(part) && part >= 0);
}
