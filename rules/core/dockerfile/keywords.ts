/** Instructions of the Dockerfile reference, https://docs.docker.com/reference/dockerfile/ (read 2026-11). */
export const KEYWORDS = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
] as const;

export type Keyword = (typeof KEYWORDS)[number];

const KNOWN: ReadonlySet<string> = new Set(KEYWORDS);

/** The instruction a word stands for; keywords are case-insensitive. */
export function keywordOf(word: string): Keyword | undefined {
  const upper = word.toUpperCase();
  return KNOWN.has(upper) ? (upper as Keyword) : undefined;
}

export interface FlagFacts {
  /** May occur several times. */
  readonly repeats?: boolean;
  /** `true`, `false`, or no value at all. */
  readonly boolean?: boolean;
}

/** Flags per instruction; an instruction that is missing here has none. */
export const FLAGS: Readonly<Partial<Record<Keyword, Readonly<Record<string, FlagFacts>>>>> = {
  ADD: {
    chown: {},
    chmod: {},
    checksum: {},
    exclude: { repeats: true },
    'keep-git-dir': { boolean: true },
    link: { boolean: true },
    unpack: { boolean: true },
  },
  COPY: {
    chown: {},
    chmod: {},
    exclude: { repeats: true },
    from: {},
    link: { boolean: true },
    parents: { boolean: true },
  },
  FROM: { platform: {} },
  HEALTHCHECK: { interval: {}, timeout: {}, 'start-period': {}, 'start-interval': {}, retries: {} },
  RUN: { device: { repeats: true }, mount: { repeats: true }, network: {}, security: {} },
};

/** Arguments that exist in every stage without a declaration. */
export const PROXY_ARGS: ReadonlySet<string> = new Set(
  ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
);

/** Arguments that exist in `FROM` without a declaration, and in a stage after `ARG NAME`. */
export const PLATFORM_ARGS: ReadonlySet<string> = new Set(
  ['BUILD', 'TARGET']
    .flatMap((side) => ['PLATFORM', 'OS', 'OSVERSION', 'ARCH', 'VARIANT'].map((part) => side + part))
    .concat('TARGETSTAGE'),
);
