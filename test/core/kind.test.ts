import assert from 'node:assert/strict';
import { detectKind, inferRole } from '#core';

const KINDS: readonly (readonly [string, string | undefined, string?, string?])[] = [
  ['Dockerfile', 'dockerfile'],
  ['api/Dockerfile.dev', 'dockerfile'],
  ['dockerfile-alpine', 'dockerfile'],
  ['build/app.Dockerfile', 'dockerfile'],
  ['Containerfile', 'dockerfile'],
  ['Dockerfile.dockerignore', undefined],
  ['docs/dockerfile.md', undefined],
  ['src/dockerfile.ts', undefined],
  ['compose.yaml', 'compose'],
  ['docker-compose.yml', 'compose'],
  ['docker-compose.prod.yaml', 'compose'],
  ['compose-dev.yml', 'compose'],
  ['stack-compose-eu.yml', 'compose', 'services:\n  a: {}\n'],
  ['decompose.yml', undefined, 'a: 1\n'],
  ['stack.yml', undefined, 'services: {}\n'],
  ['stack.yml', 'compose', 'services: {}\n', 'dockercompose'],
  ['.github/workflows/ci.yml', 'workflow'],
  ['packages/a/.github/workflows/ci.yaml', 'workflow'],
  ['.forgejo/workflows/ci.yaml', 'workflow'],
  ['.github/workflows/sub/ci.yml', undefined],
  ['ci/build.yml', 'workflow', '', 'github-actions-workflow'],
  ['action.yml', 'action', '', 'github-actions-workflow'],
  ['.github/actions/setup/action.yaml', 'action'],
  ['.github/dependabot.yml', 'dependabot'],
  ['.seaworthy.yaml', 'config'],
  ['demo.test.yml', undefined, 'services: {}\n'],
  ['Dockerfile.dockerignore', undefined, '', 'dockerfile'],
  ['notes.txt', 'dockerfile', '', 'dockerfile'],
];

describe('kind of a file', () => {
  for (const [path, kind, text, languageId] of KINDS) {
    it(`${path}${languageId ? ` as ${languageId}` : ''} is ${kind ?? 'nothing to us'}`, () => {
      assert.equal(
        detectKind(path, () => text ?? '', languageId),
        kind,
      );
    });
  }
});

const ROLES: readonly (readonly [string, 'dockerfile' | 'compose', string, string?])[] = [
  ['Dockerfile', 'dockerfile', 'unknown'],
  ['Dockerfile.dev', 'dockerfile', 'development'],
  ['docker-compose.override.yml', 'compose', 'development'],
  ['docker-compose.test.yml', 'compose', 'test'],
  ['docker-compose.prod.yml', 'compose', 'production'],
  ['.devcontainer/Dockerfile', 'dockerfile', 'development'],
  ['compose.yaml', 'compose', 'development', 'services:\n  a:\n    environment:\n      NODE_ENV: development\n'],
  ['devices/Dockerfile', 'dockerfile', 'unknown'],
];

describe('role of a file', () => {
  for (const [path, kind, role, text] of ROLES) {
    it(`${path} is ${role}`, () => assert.equal(inferRole(path, kind, text ?? ''), role));
  }
});
