import type { Span } from '../text/span.ts';

/** What a `uses:` names. Spans of the parts are offsets into the text. */
export type UsesReference =
  | {
      readonly kind: 'repository';
      readonly owner: string;
      readonly repo: string;
      /** Folder of the action or file of the workflow inside the repository, without a leading slash; '' for the root. */
      readonly path: string;
      /** What stands behind the `@`; undefined when nothing does. */
      readonly ref: string | undefined;
      /** Of the `ref` in the text; empty where there is none. */
      readonly refSpan: Span;
    }
  /** `./path`, relative to the checked-out workspace. */
  | { readonly kind: 'local'; readonly path: string }
  /** `$/path`: relative to the repository that the workflow itself came from. */
  | { readonly kind: 'self'; readonly path: string }
  | { readonly kind: 'docker'; readonly image: string };

/**
 * Reads the value of `uses:`. Undefined for what is none of the four forms: no slash, empty parts, an expression.
 * A ref may itself hold slashes; the first `@` ends the path.
 */
export function parseUses(text: string): UsesReference | undefined {
  const value = text.trim();
  if (value === '' || value.includes('${{') || /\s/.test(value)) return undefined;
  if (value.startsWith('./') || value === '.' || value.startsWith('../')) return { kind: 'local', path: value };
  if (value.startsWith('$/')) return { kind: 'self', path: value.slice(2) };
  if (value.startsWith('docker://')) {
    const image = value.slice('docker://'.length);
    return image ? { kind: 'docker', image } : undefined;
  }
  const at = value.indexOf('@');
  const name = at < 0 ? value : value.slice(0, at);
  const ref = at < 0 || at === value.length - 1 ? undefined : value.slice(at + 1);
  const [owner = '', repo = '', ...rest] = name.split('/');
  if (!/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(owner) || !/^[\w.-]+$/.test(repo)) return undefined;
  const lead = text.length - text.trimStart().length;
  const refStart = lead + (at < 0 ? value.length : at + 1);
  return { kind: 'repository', owner, repo, path: rest.join('/'), ref, refSpan: { start: refStart, end: refStart + (ref?.length ?? 0) } };
}

/** A full commit hash: 40 hex digits, or 64 in a SHA-256 repository. */
export function isCommitHash(ref: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref);
}
