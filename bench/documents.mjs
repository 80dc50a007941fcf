// Documents to measure with: the same kinds of lines as in real files, as many as wanted, and clean enough that no server has to build hundreds of messages.

/** Lines of a small, a medium and a large document. */
export const SIZES = { small: 30, medium: 300, large: 3000 };

/** A kind of file: how it is called, what editors call its language, and which text is typed into. */
export const KINDS = {
  dockerfile: { path: 'Dockerfile', languageId: 'dockerfile', typeBehind: /^ENV APP_NAME=\w*/, make: dockerfile },
  compose: { path: 'compose.yaml', languageId: 'yaml', typeBehind: /^ {6}APP_NAME: \w*/, make: compose },
  workflow: { path: '.github/workflows/ci.yml', languageId: 'yaml', typeBehind: /^ {6}APP_NAME: \w*/, make: workflow },
};

/** @param {keyof KINDS} kind @param {number} lines at least so many, up to one entry more */
export function documentOf(kind, lines) {
  return KINDS[kind].make(lines);
}

function until(lines, head, entry, tail = '') {
  const parts = [head];
  let count = head.split('\n').length + tail.split('\n').length - 2;
  for (let n = 1; count < lines; n++) {
    const text = entry(n);
    parts.push(text);
    count += text.split('\n').length - 1;
  }
  return parts.join('') + tail;
}

function dockerfile(lines) {
  const stage = (n) =>
    n % 2 === 1
      ? `
FROM node:24.11.1-bookworm-slim AS build${n}
WORKDIR /srv/app${n}
ENV APP_NAME=app${n}
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm \\
    npm ci && \\
    npm cache verify
COPY src ./src
RUN npm run build --if-present && npm prune --omit=dev
`
      : `
FROM python:3.13.9-slim-bookworm AS tools${n}
ARG VERSION=2.${n}.0
ENV APP_NAME=tools${n} PYTHONUNBUFFERED=1
RUN apt-get update && \\
    apt-get install -y --no-install-recommends libpq5=15.14-0+deb12u1 && \\
    rm -rf /var/lib/apt/lists/*
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt # version \${VERSION}
`;
  const tail = `
FROM node:24.11.1-bookworm-slim
WORKDIR /srv/app
ENV NODE_ENV=production
COPY --from=build1 --chown=node:node /srv/app1 ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s CMD ["node", "health.js"]
CMD ["node", "server.js"]
`;
  return until(lines, '# syntax=docker/dockerfile:1.19\n', stage, tail);
}

function compose(lines) {
  const service = (n) => `
  app${n}:
    image: registry.example.com/shop/app${n}:1.${n}.0
    restart: unless-stopped
    user: "1000:1000"
    read_only: true
    environment:
      APP_NAME: app${n}
      LOG_LEVEL: \${LOG_LEVEL:-info}
      QUEUE_HOST: queue
    ports:
      - "127.0.0.1:${8000 + n}:8080"
    depends_on:
      queue:
        condition: service_healthy
    healthcheck:
      test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1:8080/health"]
      interval: 30s
      timeout: 5s
    deploy:
      resources:
        limits: { cpus: "0.5", memory: 256M }
    logging: { driver: local, options: { max-size: 10m, max-file: "3" } }
`;
  const head = `services:
  queue:
    image: registry.example.com/shop/queue:4.1.0
    restart: unless-stopped
    healthcheck: { test: ["CMD", "queue-check"], interval: 10s }
    deploy: { resources: { limits: { cpus: "1.0", memory: 512M } } }
`;
  return until(lines, head, service);
}

function workflow(lines) {
  const job = (n) => `
  test${n}:
    runs-on: ubuntu-24.04
    timeout-minutes: 15
    env:
      APP_NAME: app${n}
    strategy:
      matrix:
        node: [22, 24]
    steps:
      - uses: actions/checkout@1af3b93b6815bc44a9784bd300feb67ff0d1eeb3 # v6.0.0
        with:
          persist-credentials: false
      - uses: actions/setup-node@2028fbc5c25fe9cf00d9f06a71cc4710d4507903 # v6.0.0
        with:
          node-version: \${{ matrix.node }}
      - run: npm ci --ignore-scripts
      - name: Tests of \${{ github.event_name }}
        if: \${{ !cancelled() && github.ref == 'refs/heads/main' }}
        run: |
          npm run build
          npm test -- --shard ${n}
`;
  const head = `name: CI
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
concurrency:
  group: \${{ github.workflow }}-\${{ github.ref }}
  cancel-in-progress: true
jobs:`;
  return until(lines, `${head}\n`, job);
}
