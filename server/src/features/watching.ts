import { DidChangeConfigurationNotification, DidChangeWatchedFilesNotification, type Disposable } from 'vscode-languageserver';
import type { ServerContext } from '../context.ts';

/**
 * Files that findings depend on, besides the linted ones themselves. Everything else that a rule may look at is read again
 * when a document is opened or saved.
 */
const PATTERNS = [
  '**/.seaworthy.{yaml,yml}',
  '**/*{Dockerfile,dockerfile,Containerfile,containerfile}*',
  '**/*compose*.{yml,yaml}',
  '**/.{github,gitea,forgejo}/**',
  '**/action.{yml,yaml}',
  '**/.{dockerignore,gitignore,env,env.*}',
  '**/{package.json,package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,bun.lock,bun.lockb}',
  '**/{requirements*.txt,pyproject.toml,poetry.lock,uv.lock,Pipfile,Pipfile.lock,go.mod,go.sum,Cargo.toml,Cargo.lock}',
  '**/{Gemfile,Gemfile.lock,composer.json,composer.lock,pom.xml,build.gradle,build.gradle.kts}',
  '**/{.hadolint.yaml,.hadolint.yml,zizmor.yml,.zizmor.yml,actionlint.yaml,actionlint.yml}',
  '**/*.{env,conf}',
];

/** Keeps the client telling what changes. */
export interface Watching {
  /** The workspace folders are others now. */
  foldersChanged(): void;
}

/** Asks to be told when settings and files change, as far as the client can. */
export function registerWatching({ connection, session, client }: ServerContext): Watching {
  const refused = () => connection.console.warn('The client does not report changes of files or settings.');
  let watching: Promise<Disposable | undefined> | undefined;
  if (client.dynamicConfiguration) {
    connection.client.register(DidChangeConfigurationNotification.type, { section: 'seaworthy' }).catch(refused);
  }
  watch();

  function watch(): void {
    if (!client.dynamicWatchers) return;
    const before = watching;
    const folders = client.relativePatterns ? session.folders.workspace : [];
    const watchers = folders.length
      ? folders.flatMap(({ uri }) => PATTERNS.map((pattern) => ({ globPattern: { baseUri: uri, pattern } })))
      : PATTERNS.map((globPattern) => ({ globPattern }));
    // The new watchers are there before the old ones go, so that nothing is missed.
    watching = connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(() => {
      refused();
      return undefined;
    });
    Promise.all([watching, before]).then(([, old]) => old?.dispose());
  }

  return {
    foldersChanged() {
      if (client.relativePatterns) watch();
    },
  };
}
