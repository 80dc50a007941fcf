import { LineIndex } from './text/lines.ts';

/**
 * What a file is, decided once by {@link detectKind} in kind.ts. `other`: a file of the project that is not linted by itself; only rules over the
 * project say something of it.
 */
export type FileKind = 'dockerfile' | 'compose' | 'workflow' | 'action' | 'dependabot' | 'config' | 'other';

/** What a file is for. Rules ask less of development and test files. */
export type Role = 'development' | 'test' | 'ci' | 'production' | 'unknown';

/** One version of one file. Parsed models are cached on the identity of this object. */
export interface Source {
  /** Path relative to the workspace root, forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly kind: FileKind;
  readonly role: Role;
  readonly lines: LineIndex;
}

export function createSource(path: string, text: string, kind: FileKind, role: Role = 'unknown'): Source {
  let lines: LineIndex | undefined;
  return {
    path,
    text,
    kind,
    role,
    get lines() {
      lines ??= new LineIndex(text);
      return lines;
    },
  };
}
