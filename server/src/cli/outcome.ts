import { createHash } from 'node:crypto';
import { type LintResult, type PortableResult, type ProjectFiles, toPortable } from '#core';

/** What became of a file, with what it depends on, as plain data. */
export interface Outcome {
  /** Digest of the file's text. */
  readonly text: string;
  readonly result: PortableResult;
  /** Every other file and folder that was asked for (folders end in `/`), with the digest of what was there. */
  readonly reads: readonly (readonly [path: string, digest: string])[];
}

export function outcomeOf(result: LintResult, digests: Digests): Outcome {
  return {
    text: digestOf(result.source.text),
    result: toPortable(result),
    reads: [...result.used].map((path) => [path, digests.of(path)] as const),
  };
}

/** Digests of the files of one root, each made once. */
export class Digests {
  readonly #files: ProjectFiles;
  readonly #known = new Map<string, string>();

  constructor(files: ProjectFiles) {
    this.#files = files;
  }

  /** @param path relative to the root; folders end in `/` */
  of(path: string): string {
    let digest = this.#known.get(path);
    if (digest === undefined) {
      const found = path.endsWith('/') ? this.#files.list(path.slice(0, -1)) : this.#files.read(path);
      digest = found === null ? 'absent' : found === undefined ? 'unknown' : digestOf(typeof found === 'string' ? found : found.join('\n'));
      this.#known.set(path, digest);
    }
    return digest;
  }
}

export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 27);
}
