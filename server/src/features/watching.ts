import { DidChangeConfigurationNotification, DidChangeWatchedFilesNotification } from 'vscode-languageserver';
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

/** Asks to be told when settings and files change, as far as the client can. */
export async function registerWatching({ connection, session, client }: ServerContext): Promise<void> {
  const registrations: Promise<unknown>[] = [];
  if (client.dynamicConfiguration) {
    registrations.push(connection.client.register(DidChangeConfigurationNotification.type, { section: 'seaworthy' }));
  }
  if (client.dynamicWatchers) registrations.push(watch());
  await Promise.all(registrations);

  function watch(): Promise<unknown> {
    const folders = client.relativePatterns ? session.folders : [];
    const watchers = folders.length
      ? folders.flatMap(({ uri }) => PATTERNS.map((pattern) => ({ globPattern: { baseUri: uri, pattern } })))
      : PATTERNS.map((globPattern) => ({ globPattern }));
    return connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
}
