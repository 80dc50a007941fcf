import {
  baseImageOf,
  type DockerfileNodes,
  dockerfile,
  dockerfileRule,
  dropsPrivileges,
  fix,
  folderOf,
  insertBeforeStart,
  type Project,
  type Severity,
  type Source,
  servicesBuiltFrom,
  severity,
  unprivilegedAccount,
  usesRootHome,
} from '#core';

type Stage = DockerfileNodes['stage'];

/** `CMD ["python3"]`: waits for somebody to type. */
function isBareInterpreter(cmd: Stage['cmd']): boolean {
  return (
    cmd?.json?.length === 1 &&
    /^(?:\/\S*\/)?(?:python[\d.]*|node|ruby|irb|php|perl|bash|sh|ash|zsh|iex|erl|julia|ghci|jshell|lua|R|bun|deno)$/.test(
      cmd.json[0]?.value ?? '',
    )
  );
}

/** GitHub runs container actions in a workspace that only root may write to. */
function isContainerAction(path: string, project: Project): boolean {
  const folder = folderOf(path);
  const isHere = ['action.yml', 'action.yaml'].some((name) => project.exists(folder === '' ? name : `${folder}/${name}`) === true);
  return isHere || /(?:^|\/)\.github\/actions\//.test(path);
}

/** A server is open to everybody; a tool only to who starts it; what starts nothing is a base for others. */
function howBad(stage: Stage, source: Source): Severity {
  if (source.role === 'development' || source.role === 'test') return 'low';
  const base = baseImageOf(stage);
  if (base?.user === 'workers') return 'medium';
  if (stage.exposes.length > 0) return 'high';
  return stage.entrypoint || stage.cmd || base?.port !== undefined ? 'medium' : 'low';
}

export default dockerfileRule({
  title: 'Image runs as root because no `USER` is set',
  category: 'security',
  severity: 'high',
  profile: 'recommended',
  why: 'Whoever breaks into a process that runs as root owns the whole container, and is one kernel or mount mistake away from the host.',
  equivalents: ['trivy:DS-0002', 'checkov:CKV_DOCKER_3', 'kics:fd54f200', 'dockle:CIS-DI-0001', 'review:F001'],

  visit: {
    shippedStage(stage, report, { source, project }) {
      if (stage.user) return;
      const base = baseImageOf(stage);
      if (!base || base.user === 'non-root' || base.family === 'windows') return;
      // The entrypoints of database images prepare folders as root and then change the account; the workers of web servers do.
      if (base.user === 'drops' && !stage.entrypoint) return;
      if ((base.user === 'workers' && base.account !== 'nginx') || dropsPrivileges(stage)) return;
      const start = stage.entrypoint ?? stage.cmd;
      // Files only, for `docker build --output` or other images to copy from.
      if (base.family === 'scratch' && !start) return;
      // An image of a language: what is built on it sets the user.
      if (isBareInterpreter(stage.cmd)) return;
      if (isContainerAction(source.path, project)) return;
      const services = servicesBuiltFrom(stage.file, project);
      if (services.length > 0 && services.every((service) => service.has('user'))) return;

      const account = unprivilegedAccount(stage);
      const message =
        base.account === 'nginx' ? 'The main process of nginx runs as root.' : 'The container runs as root: no `USER` is set.';
      report(
        stage.from.keywordSpan,
        message,
        severity(howBad(stage, source)),
        account &&
          !usesRootHome(stage) &&
          fix('unsafe', `Run as \`${account.name}\``, () => insertBeforeStart(stage, [...account.setup, `USER ${account.name}`])),
      );
    },
  },

  fixSafety: 'Files that were copied or created before belong to root: where the program writes to them, add `--chown` to their `COPY`.',

  examples: [
    {
      title: 'Debian: a new account',
      bad: dockerfile`
        FROM python:3.14-slim
        ^^^^ The container runs as root: no \`USER\` is set.
        WORKDIR /app
        COPY . .
        # start the server
        CMD ["gunicorn", "app:app"]
      `,
      good: dockerfile`
        FROM python:3.14-slim
        WORKDIR /app
        COPY . .
        RUN useradd --system --user-group --create-home app
        USER app
        # start the server
        CMD ["gunicorn", "app:app"]
      `,
    },
    {
      title: 'An account that the image brings',
      bad: dockerfile`
        FROM node:24-alpine AS build
        RUN npm run build
        FROM node:24-alpine
        ^^^^ The container runs as root: no \`USER\` is set.
        COPY --from=build /app /app
        CMD ["node", "/app/server.js"]
      `,
      good: dockerfile`
        FROM node:24-alpine AS build
        RUN npm run build
        FROM node:24-alpine
        COPY --from=build /app /app
        USER node
        CMD ["node", "/app/server.js"]
      `,
    },
    {
      title: 'An account that the file creates',
      bad: dockerfile`
        FROM alpine:3.23
        ^^^^ The container runs as root: no \`USER\` is set.
        RUN addgroup -S web && adduser -S -G web web
        ENTRYPOINT ["/server"]
      `,
      good: dockerfile`
        FROM alpine:3.23
        RUN addgroup -S web && adduser -S -G web web
        USER web
        ENTRYPOINT ["/server"]
      `,
    },
    {
      title: 'No shell, no accounts',
      bad: dockerfile`
        FROM scratch
        ^^^^ The container runs as root: no \`USER\` is set.
        COPY server /
        ENTRYPOINT ["/server"]
      `,
      good: dockerfile`
        FROM scratch
        COPY server /
        USER 65532:65532
        ENTRYPOINT ["/server"]
      `,
    },
    {
      title: 'A stage that a Compose service builds',
      files: { 'compose.yaml': 'services:\n  web:\n    build:\n      context: .\n      target: api\n' },
      bad: dockerfile`
        FROM node:24-slim AS api
        ^^^^ The container runs as root: no \`USER\` is set.
        CMD ["node", "api.js"]
        FROM node:24-slim AS worker
        USER node
      `,
      good: dockerfile`
        FROM node:24-slim AS api
        USER node
        CMD ["node", "api.js"]
        FROM node:24-slim AS worker
        USER node
      `,
    },
    {
      title: 'nginx',
      bad: dockerfile`
        FROM nginx:1.29-alpine
        ^^^^ The main process of nginx runs as root.
        COPY dist /usr/share/nginx/html
      `,
      good: dockerfile`
        FROM nginx:1.29-alpine
        COPY dist /usr/share/nginx/html
        RUN touch /run/nginx.pid \
            && chown -R nginx:nginx /var/cache/nginx /var/log/nginx /etc/nginx/conf.d /run/nginx.pid
        USER nginx
      `,
    },
  ],

  valid: [
    dockerfile`
      FROM node:24 AS base
      USER node
      FROM base
      CMD ["node", "server.js"]
    `,
    dockerfile`
      FROM gcr.io/distroless/static:nonroot
      ENTRYPOINT ["/server"]
    `,
    { title: 'A base that nobody knows may have a user', text: 'FROM registry.example.com/team/base:1\nCMD ["server"]\n' },
    { title: 'The entrypoint gives up root', text: 'FROM postgres:18\nCOPY init.sql /docker-entrypoint-initdb.d/\n' },
    { title: 'Files only', text: 'FROM scratch\nCOPY out/ /\n' },
    {
      title: 'Every service that runs it sets a user',
      text: 'FROM node:24\nCMD ["node", "server.js"]\n',
      files: { 'compose.yaml': 'services:\n  web:\n    build: .\n    user: node\n' },
    },
    { title: 'An image of a language', text: 'FROM debian:13-slim\nCMD ["python3"]\n' },
    {
      title: 'A container action of GitHub',
      path: 'tool/Dockerfile',
      text: 'FROM alpine:3.23\nENTRYPOINT ["/run.sh"]\n',
      files: { 'tool/action.yml': 'name: x\n' },
    },
    dockerfile`
      FROM debian:13-slim
      RUN apt-get update && apt-get install -y gosu && rm -rf /var/lib/apt/lists/*
      ENTRYPOINT ["/entrypoint.sh"]
    `,
  ],
});
