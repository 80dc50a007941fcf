declare const SEAWORTHY_VERSION: string | undefined;
declare const SEAWORTHY_HOMEPAGE: string | undefined;

/** Set by the bundler; sources that run unbundled have no version. */
export const VERSION = typeof SEAWORTHY_VERSION === 'string' ? SEAWORTHY_VERSION : '0.0.0-source';

/** Page of the project, without a slash at the end; undefined while it has none. */
export const HOMEPAGE = typeof SEAWORTHY_HOMEPAGE === 'string' ? SEAWORTHY_HOMEPAGE.replace(/\/$/, '') : undefined;
