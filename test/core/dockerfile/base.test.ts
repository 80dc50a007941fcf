import assert from 'node:assert/strict';
import {
  baseImageOf,
  createdAccounts,
  dropsPrivileges,
  installedPackages,
  unprivilegedAccount,
} from '../../../rules/core/dockerfile/base.ts';
import { dependencyInstall } from '../../../rules/core/dockerfile/dependencies.ts';
import { developmentServer } from '../../../rules/core/dockerfile/dev-server.ts';
import { parseDockerfile } from '../../../rules/core/dockerfile/file.ts';
import { parseShell } from '../../../rules/core/shell/shell.ts';
import { createSource } from '../../../rules/core/source.ts';

const stageOf = (text: string) => parseDockerfile(createSource('Dockerfile', text, 'dockerfile')).finalStage!;
const command = (text: string) => parseShell(text).commands[0]!;

describe('what is known of base images', () => {
  /** `family user account`. */
  const cases: readonly [string, string | undefined][] = [
    ['FROM node', 'debian root node'],
    ['FROM docker.io/library/node:24-alpine3.23', 'alpine root node'],
    ['ARG V=24\nFROM node:$V-alpine', 'alpine root node'],
    ['FROM python:3.14-slim', 'debian root -'],
    ['FROM gcr.io/distroless/nodejs24-debian13:nonroot', 'distroless non-root -'],
    ['FROM gcr.io/distroless/static', 'distroless root nonroot'],
    ['FROM nginxinc/nginx-unprivileged:1.29', 'debian non-root -'],
    ['FROM bitnami/postgresql:17', 'debian non-root -'],
    ['FROM postgres:18-alpine', 'alpine drops postgres'],
    ['FROM php:8.5-apache', 'debian workers www-data'],
    ['FROM php:8.5-cli-alpine', 'alpine root www-data'],
    ['FROM mcr.microsoft.com/dotnet/aspnet:8.0-jammy-chiseled', 'distroless non-root -'],
    ['FROM mcr.microsoft.com/dotnet/aspnet:9.0', 'debian root app'],
    ['FROM mcr.microsoft.com/windows/servercore:ltsc2022', 'windows root -'],
    ['FROM eclipse-temurin:21-jre-alpine', 'alpine root -'],
    ['FROM scratch', 'scratch root -'],
    ['FROM example.com/node:24', undefined],
    ['FROM bitnami/unknown-$X', undefined],
    ['FROM node AS a\nFROM a', 'debian root node'],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () => {
      const base = baseImageOf(stageOf(text));
      assert.equal(base && `${base.family} ${base.user} ${base.account ?? '-'}`, expected);
    });
  }

  it('a variable may hide the distribution', () => {
    assert.equal(baseImageOf(stageOf('ARG V\nFROM python:$V'))?.isFamilyKnown, false);
    assert.equal(baseImageOf(stageOf('ARG V\nFROM python:$V-slim'))?.isFamilyKnown, true);
    assert.equal(unprivilegedAccount(stageOf('ARG V\nFROM python:$V')), undefined);
  });
});

describe('what a stage installs and creates', () => {
  it('packages that stay', () => {
    const stage = stageOf(
      'FROM debian\nRUN apt-get update && apt-get install -y -t stable curl=7.* git:amd64 "$X" && apt-get remove git\nRUN echo apt-get install vim',
    );
    assert.deepEqual([...installedPackages(stage)].filter(Boolean), ['curl']);
    assert.deepEqual([...installedPackages(stageOf('FROM alpine\nRUN apk add -t .build curl && apk add wget'))], ['wget']);
    assert.deepEqual([...installedPackages(stageOf('FROM debian\nRUN apt-get install curl && apt-get purge -y --auto-remove'))], []);
  });

  const accounts: readonly [string, readonly string[]][] = [
    ['groupadd -r app && useradd -r -g app -u 999 -d /home/app app', ['app']],
    ['addgroup -g 1001 nodejs && adduser -S -u 1001 -G nodejs nextjs', ['nextjs']],
    ['adduser --system --group --home /x web', ['web']],
    ['useradd -m "$NAME"', []],
  ];
  for (const [script, expected] of accounts)
    it(script, () => assert.deepEqual(createdAccounts(stageOf(`FROM a\nRUN ${script}`)), expected));

  it('tools that give up root', () => {
    assert.ok(dropsPrivileges(stageOf('FROM a\nRUN apk add --no-cache su-exec')));
    assert.ok(dropsPrivileges(stageOf('FROM a\nCMD ["gosu", "app", "server"]')));
    assert.ok(!dropsPrivileges(stageOf('FROM a\nCMD ["gosundry"]')));
  });
});

describe('installs of a project', () => {
  /** `manager frozen omitsDev`. */
  const cases: readonly [string, string | undefined][] = [
    ['npm install', 'npm false false'],
    ['npm i --omit=dev --no-audit', 'npm false true'],
    ['npm --loglevel verbose ci --only=production', 'npm true true'],
    ['npm install express', undefined],
    ['npm install -g npm', undefined],
    ['npm run install', undefined],
    ['yarn', 'yarn false false'],
    ['yarn install --immutable', 'yarn true false'],
    ['yarn build', undefined],
    ['pnpm i --frozen-lockfile --prod', 'pnpm true true'],
    ['bun install --production', 'bun false true'],
    ['pip install -r requirements.txt', 'pip undefined false'],
    ['python3 -m pip install --no-cache-dir -r x.txt', 'pip undefined false'],
    ['pip install -e .', undefined],
    ['pip install flask', undefined],
    ['go mod download', 'go undefined false'],
  ];
  for (const [script, expected] of cases) {
    it(script, () => {
      const found = dependencyInstall(command(script));
      assert.equal(found && `${found.manager} ${found.isFrozen} ${found.omitsDev}`, expected);
    });
  }
});

describe('development servers', () => {
  const cases: readonly [string, string | undefined][] = [
    ['npm run dev', 'npm run dev'],
    ['pnpm dev', 'pnpm dev'],
    ['npm start', undefined],
    ['npx vite --host', 'vite'],
    ['vite preview', undefined],
    ['nodemon server.js', 'nodemon'],
    ['node --watch server.js', 'node --watch'],
    ['node server.js', undefined],
    ['python -u manage.py runserver 0.0.0.0:80', 'manage.py runserver'],
    ['python manage.py migrate', undefined],
    ['uvicorn app:app --reload', 'uvicorn --reload'],
    ['uvicorn app:app', undefined],
    ['poetry run flask run', 'flask run'],
    ['php -S 0.0.0.0:80', 'php -S'],
  ];
  for (const [script, expected] of cases) it(script, () => assert.equal(developmentServer(command(script)), expected));
});
