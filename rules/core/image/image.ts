import type { Span } from '../text/span.ts';

/** A reference to a variable in an image text: `${TAG:-latest}`, `$BASE`. Offsets into the text. */
export interface ImageVariable extends Span {
  /** What holds when nobody sets the variable; undefined when only the run knows. May hold variables itself. */
  readonly default?: string | undefined;
}

/**
 * `registry/namespace/name:tag@digest`, as the reference grammar of distribution has it. Every part as it is known:
 * defaults of variables are filled in, since a default is what ships.
 */
export interface ImageReference {
  readonly text: string;
  /** `docker.io` when none is written. Undefined when a variable hides it. */
  readonly registry: string | undefined;
  /** Path without registry, `library/` filled in for Docker's own images: `library/postgres`. Undefined when a variable hides it. */
  readonly repository: string | undefined;
  /** Last part of the path: `postgres`. Undefined when a variable hides it. */
  readonly name: string | undefined;
  /** Undefined when absent or hidden; `isTagKnown` tells which. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  /** False when a variable may bring a tag or a digest that is not seen here. */
  readonly isTagKnown: boolean;
  /** Some part is only known at run time. */
  readonly isDynamic: boolean;
  /** Where the name stands in `text`, tag and digest not included. */
  readonly nameSpan: Span;
  /** Where the tag stands in `text`, without its colon; undefined when none is written. */
  readonly tagSpan: Span | undefined;
  readonly digestSpan: Span | undefined;
  /** As people write it: `postgres`, `bitnami/postgresql`, `ghcr.io/a/b`; without tag and digest. */
  readonly familiarName: string | undefined;
}

const HIDDEN = '\uE000';
const OFFICIAL_HOSTS: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com']);

interface Piece {
  readonly text: string;
  /** For each character of `text`, where it comes from. */
  readonly offsets: readonly number[];
}

/** The text with defaults in the place of variables and {@link HIDDEN} for those without. */
function fillIn(text: string, variables: readonly ImageVariable[]): Piece {
  let filled = '';
  const offsets: number[] = [];
  let at = 0;
  const copy = (end: number): void => {
    for (; at < end; at++) {
      filled += text[at];
      offsets.push(at);
    }
  };
  for (const variable of variables) {
    if (variable.start < at) continue;
    copy(variable.start);
    const known = variable.default !== undefined && !variable.default.includes('$');
    const value = known ? (variable.default ?? '') : HIDDEN;
    filled += value;
    for (let i = 0; i < value.length; i++) offsets.push(variable.start);
    at = variable.end;
  }
  copy(text.length);
  offsets.push(text.length);
  return { text: filled, offsets };
}

/**
 * Reads an image reference.
 * @param variables references to variables in `text`, in order, not overlapping
 * @returns undefined for text that cannot be one: empty, with blanks, or without a name
 */
export function parseImage(text: string, variables: readonly ImageVariable[] = []): ImageReference | undefined {
  const { text: full, offsets } = fillIn(text, variables);
  if (full === '' || /\s/.test(full)) return undefined;
  const sourceOf = (start: number, end: number): Span => {
    const from = offsets[start] ?? text.length;
    // A stretch that ends inside a default ends with its variable.
    const to = offsets[end] ?? text.length;
    const inside = variables.find((variable) => variable.start === offsets[end - 1] && to <= variable.start);
    return { start: from, end: Math.max(from, inside ? inside.end : to) };
  };

  const atSign = full.indexOf('@');
  const digest = atSign < 0 ? undefined : full.slice(atSign + 1);
  const rest = atSign < 0 ? full : full.slice(0, atSign);
  const lastSlash = rest.lastIndexOf('/');
  const colon = rest.indexOf(':', lastSlash + 1);
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  const path = colon < 0 ? rest : rest.slice(0, colon);
  if (path === '' || path.endsWith('/')) return undefined;

  const place = splitRegistry(path);
  const lastPart = full.slice(full.lastIndexOf('/', atSign < 0 ? full.length : atSign) + 1);
  const nameEnd = path.length;
  const name = path.slice(lastSlash + 1);
  const hidden = (part: string | undefined): boolean => part?.includes(HIDDEN) ?? false;
  return {
    text,
    registry: hidden(place.registry) ? undefined : place.registry,
    repository: hidden(place.repository) ? undefined : place.repository,
    name: hidden(name) ? undefined : name,
    tag: hidden(tag) ? undefined : tag,
    digest: hidden(digest) ? undefined : digest,
    isTagKnown: !hidden(lastPart),
    isDynamic: hidden(full),
    nameSpan: sourceOf(0, nameEnd),
    tagSpan: tag === undefined ? undefined : sourceOf(colon + 1, rest.length),
    digestSpan: atSign < 0 ? undefined : sourceOf(atSign + 1, full.length),
    familiarName: hidden(path) ? undefined : familiar(place.registry, place.repository),
  };
}

/** The first part is a registry when it has a dot or a port, or is `localhost`. */
function splitRegistry(path: string): { registry: string; repository: string } {
  const slash = path.indexOf('/');
  const first = slash < 0 ? '' : path.slice(0, slash);
  // A variable in front of the first slash usually is a registry: `${REGISTRY}/app`.
  if (first.includes('.') || first.includes(':') || first === 'localhost' || first.includes(HIDDEN)) {
    const rest = path.slice(slash + 1);
    if (!OFFICIAL_HOSTS.has(first)) return { registry: first, repository: rest };
    return { registry: 'docker.io', repository: rest.includes('/') ? rest : `library/${rest}` };
  }
  return { registry: 'docker.io', repository: slash < 0 ? `library/${path}` : path };
}

function familiar(registry: string, repository: string): string {
  if (registry !== 'docker.io') return `${registry}/${repository}`;
  return repository.startsWith('library/') ? repository.slice('library/'.length) : repository;
}

/** Tags that name a moving target by convention, not a version. */
const MOVING_TAGS: ReadonlySet<string> = new Set([
  'latest',
  'stable',
  'edge',
  'nightly',
  'dev',
  'develop',
  'test',
  'testing',
  'beta',
  'canary',
  'main',
  'master',
  'rolling',
  'lts',
  'current',
  'snapshot',
  'unstable',
  'mainline',
]);

/** `latest`, `stable`, `nightly-alpine`: what it leads to changes without notice, major versions included. */
export function isMovingTag(tag: string): boolean {
  const [first = '', ...rest] = tag.toLowerCase().split('-');
  return MOVING_TAGS.has(first) && !rest.some((part) => /[0-9]/.test(part));
}
