import { ACTION_COMMITS } from '../../data/action-commits.ts';
import type { FileEdit } from '../fix.ts';
import { rewriteInside, setTrailingComment } from '../yaml/edit.ts';
import type { YamlScalar } from '../yaml/nodes.ts';
import { isCommitHash, type UsesReference } from './uses.ts';

export interface Pin {
  readonly commit: string;
  readonly release: string;
}

/** The reference when it names another repository's action by something that can be moved: a tag, a branch, a short hash. */
export function movableReference(reference: UsesReference | undefined): (UsesReference & { kind: 'repository'; ref: string }) | undefined {
  if (reference?.kind !== 'repository' || reference.ref === undefined || isCommitHash(reference.ref)) return undefined;
  return { ...reference, ref: reference.ref };
}

/**
 * The commit to pin a tag to: that of the release itself, or of the newest known release that `v4` or `v4.1` stands for.
 * Undefined for branches and for what the table of releases does not hold.
 */
export function pinOf(owner: string, repo: string, ref: string): Pin | undefined {
  const version = /^v?(\d+(?:\.\d+){0,2})$/.exec(ref)?.[1];
  if (version === undefined) return undefined;
  const known = ACTION_COMMITS[`${owner}/${repo}`.toLowerCase()] ?? [];
  const hit = known.find(([release]) => `${release.replace(/^v/, '')}.`.startsWith(`${version}.`));
  return hit && { release: hit[0], commit: hit[1] };
}

/** Writes the commit in place of the ref, and the release in a comment behind it. Refuses where a comment with another duty stands. */
export function pinEdits(scalar: YamlScalar, reference: UsesReference & { kind: 'repository' }, pin: Pin): readonly FileEdit[] | undefined {
  const { file } = scalar;
  const { refSpan } = reference;
  const comment = pinComment(scalar, pin.release);
  const ref = rewriteInside(file, scalar, refSpan.start, refSpan.end, pin.commit);
  const version = comment && setTrailingComment(file, scalar, comment);
  return ref && version ? [...ref, ...version] : undefined;
}

function pinComment(scalar: YamlScalar, release: string): string | undefined {
  const { lines } = scalar.file.source;
  const line = lines.lineAt(scalar.span.end);
  const known = scalar.file.comments.find((comment) => comment.line === line)?.text;
  if (known === undefined || /^(tag=)?v?\d[\w.-]*$/.test(known)) return release;
  // Such comments are read by programs, from their first word on.
  return /ignore|disable|skip|nosec|renovate/i.test(known) ? undefined : `${release} # ${known}`;
}
