import assert from 'node:assert/strict';
import { createEngine, type Finding, isAtLeast, isCreate } from '#core';
import { registry } from '../../../rules/registry.ts';
import { applyToFiles, type Files } from '../../support/apply.ts';
import { memoryFiles, memoryTree } from '../../support/memory.ts';

/** What fixes over a whole project create has to pass the profile that the audit asks for. */
const engine = createEngine({ registry, today: '2026-11-21', config: { forced: { folder: '', profile: 'strict' } } });

function findings(files: Files): Finding[] {
  const single = Object.entries(files).flatMap(([path, text]) => {
    const source = engine.open(path, text);
    return source ? engine.lint(source, memoryFiles(files)).findings : [];
  });
  const whole = engine.lintProject(memoryTree(files), memoryFiles(files));
  assert.deepEqual(whole.failures, []);
  return [...single, ...whole.findings];
}

const show = ({ file, rule, message }: Finding) => `${file}: ${rule}: ${message}`;

/** Files after the first fix of a rule; undefined where it offers none. */
function fixed(files: Files, rule: string): Record<string, string> | undefined {
  const found = findings(files).filter((finding) => finding.rule === rule);
  assert.ok(found.length > 0, `${rule} reports nothing`);
  const edits = found.flatMap(({ fixes }) => fixes)[0]?.edits();
  if (!edits?.length) return undefined;
  for (const edit of edits) if (isCreate(edit)) assert.ok(!(edit.create in files), `${edit.create} would be overwritten`);
  return applyToFiles(files, edits);
}

/** Nothing above info in what was created, and nothing new elsewhere. */
function checkCreated(before: Files, after: Files): void {
  const known = new Set(findings(before).map(({ rule, message }) => `${rule}: ${message}`));
  const bad = findings(after).filter(
    (finding) => isAtLeast(finding.severity, 'low') && !known.has(`${finding.rule}: ${finding.message}`) && !OTHERS.test(finding.rule),
  );
  assert.deepEqual(
    bad.map(show),
    [],
    Object.entries(after)
      .flatMap(([path, text]) => (path in before ? [] : [`--- ${path}\n${text}`]))
      .join('\n'),
  );
}

/**
 * What is asked of every image and every service as soon as there is one for production, and of the pipeline rather than of the file that was
 * created; which folders a program writes to, which has to be found out by trying; and what a pipeline can do only with an account somewhere
 * or with a reporter of the test program, and where the application is deployed to.
 */
const OTHERS =
  /^(?:project\/(?:missing-image-scan|missing-compose|unpublished-image|missing-tls|incomplete-test-compose|missing-code-scan|missing-test-report|missing-deployment)|compose\/writable-root-filesystem)$/;

const npm = { 'package-lock.json': '{ "lockfileVersion": 3 }\n' };
const pkg = (value: object) => `${JSON.stringify({ name: 'shop', private: true, ...value }, null, 2)}\n`;

const SHAPES: Readonly<Record<string, { readonly files: Files; readonly expect: readonly RegExp[] }>> = {
  'a server without a build': {
    files: {
      ...npm,
      'package.json': pkg({ scripts: { start: 'node src/server.js' }, dependencies: { express: '^5.0.0' } }),
      'src/server.js':
        "const app = express();\napp.get('/health', (req, res) => res.sendStatus(200));\napp.listen(process.env.PORT || 4000);\n",
    },
    expect: [
      /^FROM node:24-slim AS build/,
      /RUN npm ci --omit=dev/,
      /ENV NODE_ENV=production PORT=4000/,
      /127\.0\.0\.1:4000\/health/,
      /CMD \["node", "src\/server\.js"\]/,
    ],
  },
  'a compiled server with pnpm': {
    files: {
      'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
      '.nvmrc': 'v22.11.0\n',
      'package.json': pkg({
        packageManager: 'pnpm@10.20.0',
        scripts: { start: 'node dist/main.js', build: 'tsc', prepare: 'husky' },
        dependencies: { fastify: '^5.0.0' },
        devDependencies: { typescript: '^5.0.0' },
      }),
      'views/index.html': '<p></p>\n',
      'src/main.ts': "const app = fastify();\nawait app.listen({ port: 3000, host: '0.0.0.0' });\n",
    },
    expect: [
      /^FROM node:22-slim AS build/,
      /npm install -g pnpm@10\.20\.0/,
      /pnpm prune --prod/,
      /COPY --from=build \/app\/views \.\/views/,
      /statusCode < 500/,
    ],
  },
  'a compiled server with yarn': {
    files: {
      'yarn.lock': '# yarn lockfile v1\n',
      'package.json': pkg({
        engines: { node: '>=20 <23' },
        scripts: { 'start:prod': 'node dist/main', start: 'nest start', build: 'nest build' },
        dependencies: { '@nestjs/core': '^11.0.0' },
        devDependencies: { '@nestjs/cli': '^11.0.0' },
      }),
      'src/main.ts': 'const app = await NestFactory.create(AppModule);\nawait app.listen(process.env.PORT ?? 3000);\n',
    },
    expect: [/^FROM node:22-slim AS build/, /yarn install --frozen-lockfile --production/, /CMD \["node", "dist\/main"\]/],
  },
  'a server of bun': {
    files: {
      'bun.lock': '{}\n',
      'package.json': pkg({ packageManager: 'bun@1.2.3', scripts: { start: 'bun src/index.ts' }, dependencies: { hono: '^4.0.0' } }),
      'src/index.ts': 'export default { port: process.env.PORT ?? 3000, fetch: app.fetch };\n',
    },
    expect: [/^FROM oven\/bun:1\.2\.3-slim AS build/, /CMD \["bun", "src\/index\.ts"\]/, /USER bun/],
  },
  'Next.js that stands alone': {
    files: {
      ...npm,
      'package.json': pkg({
        scripts: { build: 'next build', start: 'next start' },
        dependencies: { next: '^16.0.0', 'react-dom': '^19.0.0' },
      }),
      'next.config.mjs': "export default { output: 'standalone' };\n",
      'public/robots.txt': '\n',
      'app/page.tsx': 'export default () => <p>{process.env.NEXT_PUBLIC_API}</p>;\n',
      'app/api/health/route.ts': 'export function GET() { return Response.json({}); }\n',
    },
    expect: [
      /ARG NEXT_PUBLIC_API\n/,
      /\.next\/standalone \.\//,
      /HOSTNAME=0\.0\.0\.0 PORT=3000/,
      /3000\/api\/health/,
      /CMD \["node", "server\.js"\]/,
    ],
  },
  'Next.js as it is, beside an image for development': {
    files: {
      ...npm,
      'Dockerfile.dev':
        'FROM node:20-alpine\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nCOPY . .\nEXPOSE 3001\nCMD ["npm", "run", "dev"]\n',
      '.dockerignore': 'node_modules\n.git\n.gitignore\n.env\n.env.*\n*.md\ndocs\n.vscode\n.idea\n.next\n',
      'package.json': pkg({
        scripts: { dev: 'next dev -p 3001', build: 'next build && npm --prefix api run build', start: 'next start -p 3001' },
        dependencies: { next: '^16.0.0', 'react-dom': '^19.0.0' },
        devDependencies: { typescript: '^5.0.0' },
      }),
      'app/page.tsx': 'export default () => <p />;\n',
      'api/package.json': '{ "private": true }\n',
      'api/src/app.ts': "app.get('/health', (req, res) => res.json({}));\n",
    },
    expect: [
      /^FROM node:22-alpine AS build/,
      /3001\/', \(r\)/,
      /RUN npx next build/,
      /CMD \["node_modules\/\.bin\/next", "start", "-p", "3001"\]/,
    ],
  },
  'pages built by Vite': {
    files: {
      ...npm,
      'package.json': pkg({
        scripts: { dev: 'vite', build: 'tsc && vite build' },
        dependencies: { 'react-dom': '^19.0.0' },
        devDependencies: { vite: '^7.0.0' },
      }),
      'vite.config.ts': 'export default defineConfig({ plugins: [react()] });\n',
      'src/main.tsx': 'fetch(import.meta.env.VITE_API_URL);\n',
    },
    expect: [/ARG VITE_API_URL\n/, /FROM nginxinc\/nginx-unprivileged:/, /COPY nginx\.conf/, /\/app\/dist \/usr\/share\/nginx\/html/],
  },
  Nuxt: {
    files: {
      ...npm,
      'package.json': pkg({ scripts: { build: 'nuxt build' }, dependencies: { nuxt: '^4.0.0' } }),
      'nuxt.config.ts': 'export default defineNuxtConfig({});\n',
    },
    expect: [/\.output\/server\/index\.mjs/],
  },
  'FastAPI with pip': {
    files: {
      '.python-version': '3.12\n',
      'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\n',
      'app/main.py': 'app = FastAPI()\n\n\n@app.get("/health")\ndef health():\n    return {}\n',
    },
    expect: [
      /^FROM python:3\.12-slim AS build/,
      /CMD \["uvicorn", "app\.main:app", "--host", "0\.0\.0\.0", "--port", "8000"\]/,
      /'\/health'/,
    ],
  },
  'Flask with Poetry': {
    files: {
      'pyproject.toml': '[tool.poetry]\nname = "shop"\n[tool.poetry.dependencies]\npython = "^3.11"\nflask = "^3.0"\ngunicorn = "^23.0"\n',
      'poetry.lock': '# This file is automatically @generated by Poetry 1.8.4 and should not be changed by hand.\n',
      'shop/web.py': 'app = Flask(__name__)\n',
    },
    expect: [/poetry==1\.8\.4/, /^FROM python:3\.11-slim/, /"shop\.web:app"/],
  },
  'Django with uv': {
    files: {
      'pyproject.toml':
        '[project]\nname = "shop"\nrequires-python = ">=3.9"\ndependencies = ["django>=5", "gunicorn>=23"]\n[tool.uv]\nrequired-version = "==0.9.7"\n',
      'uv.lock': 'version = 1\n',
      'manage.py': 'main()\n',
      'shop/wsgi.py': 'application = get_wsgi_application()\n',
    },
    expect: [/pip install uv==0\.9\.7/, /"gunicorn", "--bind", "0\.0\.0\.0:8000", "shop\.wsgi:application"/],
  },
};

const express = { start: 'node src/server.js' };
const server = { 'src/server.js': 'app.listen(3000);\n' };

/** Where something is open, no image is made. */
const OPEN: Readonly<Record<string, Files>> = {
  'no lockfile': { ...server, 'package.json': pkg({ scripts: express, dependencies: { express: '5' } }) },
  'two lockfiles': {
    ...server,
    ...npm,
    'yarn.lock': '# yarn lockfile v1\n',
    'package.json': pkg({ scripts: express, dependencies: { express: '5' } }),
  },
  'no start': { ...server, ...npm, 'package.json': pkg({ dependencies: { express: '5' } }) },
  'a start that is for development': {
    ...server,
    ...npm,
    'package.json': pkg({ scripts: { start: 'nodemon src/server.js' }, dependencies: { express: '5' } }),
  },
  'no port': { 'src/server.js': 'run();\n', ...npm, 'package.json': pkg({ scripts: express, dependencies: { express: '5' } }) },
  'a package of a workspace': {
    ...server,
    ...npm,
    'package.json': pkg({ scripts: express, dependencies: { express: '5', lib: 'workspace:*' } }),
  },
  'pnpm without a version': {
    ...server,
    'pnpm-lock.yaml': '\n',
    'package.json': pkg({ scripts: express, dependencies: { express: '5' } }),
  },
  'code that is generated after the install': {
    ...server,
    ...npm,
    'package.json': pkg({ scripts: { ...express, postinstall: 'x' }, dependencies: { express: '5' } }),
  },
  'a database in a file': {
    ...server,
    ...npm,
    'package.json': pkg({ scripts: express, dependencies: { express: '5', 'better-sqlite3': '12' } }),
  },
  Prisma: { ...server, ...npm, 'package.json': pkg({ scripts: express, dependencies: { express: '5', '@prisma/client': '6' } }) },
  'a context that leaves the lockfile out': {
    ...server,
    ...npm,
    '.dockerignore': '*.json\n',
    'package.json': pkg({ scripts: express, dependencies: { express: '5' } }),
  },
  'a release of Node that has ended': {
    ...server,
    ...npm,
    'package.json': pkg({ engines: { node: '18.x' }, scripts: express, dependencies: { express: '5' } }),
  },
  'Vite with an output of its own': {
    ...npm,
    'package.json': pkg({ scripts: { build: 'vite build' }, dependencies: { 'react-dom': '19' }, devDependencies: { vite: '7' } }),
    'vite.config.ts': "export default { build: { outDir: 'public' } };\n",
  },
  'Python of no release': { 'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\n', 'main.py': 'app = FastAPI()\n' },
  'two applications': {
    '.python-version': '3.12\n',
    'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\n',
    'a.py': 'app = FastAPI()\n',
    'b.py': 'app = FastAPI()\n',
  },
  'an application that a function makes': {
    '.python-version': '3.12\n',
    'requirements.txt': 'flask==3.0.0\ngunicorn==23.0.0\n',
    'app.py': 'def create():\n    app = Flask(__name__)\n',
  },
  'a library of the system': {
    '.python-version': '3.12\n',
    'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\npsycopg2==2.9.10\n',
    'main.py': 'app = FastAPI()\n',
  },
  'lists that name others': {
    '.python-version': '3.12\n',
    'requirements.txt': '-r base.txt\nfastapi==0.115.0\nuvicorn==0.32.0\n',
    'main.py': 'app = FastAPI()\n',
  },
};

const IMAGE_RULES = ['project/missing-production-dockerfile', 'project/missing-containers'];

function imageRule(files: Files): string {
  const [dev, none] = IMAGE_RULES as [string, string];
  return Object.keys(files).some((path) => /Dockerfile/.test(path)) ? dev : none;
}

const images = {
  'api/Dockerfile': 'FROM node:24-slim\nUSER node\nEXPOSE 3000\nHEALTHCHECK CMD ["node", "check.js"]\nCMD ["node", "server.js"]\n',
  'web/Dockerfile': 'FROM node:24-slim\nUSER node\nEXPOSE 3000\nHEALTHCHECK CMD ["node", "check.js"]\nCMD ["node", "server.js"]\n',
  'web/Dockerfile.dev': 'FROM node:24-slim\nCMD ["npm", "run", "dev"]\n',
};

const COMPOSE: Readonly<Record<string, { readonly files: Files; readonly expect: readonly RegExp[] }>> = {
  'a file for development': {
    files: {
      ...images,
      'docker-compose.yml': `services:
  api:
    build: ./api
    ports:
      - "3000:3000"
      - "9229:9229"
    command: npm run dev
    environment:
      - NODE_ENV=development
      - DEBUG=true
      - JWT_SECRET=dev-secret-that-is-long-enough-to-sign
      - DATABASE_URL=postgres://shop:shop@db:5432/shop
      - REDIS_URL=redis://cache:6379
    volumes:
      - ./api:/app
      - /app/node_modules
      - uploads:/app/uploads
    depends_on:
      - db
  web:
    build:
      context: ./web
      dockerfile: Dockerfile.dev
    ports: ['8080:3000']
    environment:
      NODE_ENV: development
      LOG_LEVEL: debug
  db:
    image: postgres:17
    ports: ['5432:5432']
    environment:
      POSTGRES_USER: shop
      POSTGRES_PASSWORD: shop
    volumes:
      - data:/var/lib/postgresql/data
  cache:
    image: redis:8
    ports: ['6379:6379']
volumes:
  data:
  uploads:
`,
    },
    expect: [
      /JWT_SECRET: \$\{JWT_SECRET:\?/,
      /NODE_ENV: production/,
      /ports: !reset \[\]/,
      /uploads:\/app\/uploads/,
      /LOG_LEVEL: info/,
      /redis:\/\/:\$\{CACHE_PASSWORD:\?/,
      /--maxmemory 384mb --requirepass/,
    ],
  },
  'a careful file': {
    files: {
      ...images,
      'compose.yaml': `services:
  api:
    build: ./api
    ports: ['127.0.0.1:3000:3000']
    restart: unless-stopped
    environment:
      JWT_SECRET: \${JWT_SECRET:?JWT_SECRET is not set}
    depends_on:
      db:
        condition: service_healthy
  web:
    build: ./web
    restart: unless-stopped
    ports: ['127.0.0.1:8080:3000']
    depends_on:
      api:
        condition: service_healthy
  db:
    image: postgres:17
    restart: unless-stopped
    environment:
      POSTGRES_PASSWORD: \${DB_PASSWORD:?DB_PASSWORD is not set}
    healthcheck:
      test: ["CMD-SHELL", "pg_isready -U postgres"]
    volumes:
      - type: volume
        source: data
        target: /var/lib/postgresql/data
volumes:
  data:
`,
    },
    expect: [/^# For production/],
  },
  'a file with tools and jobs': {
    files: {
      ...images,
      'compose.yaml': `services:
  migrate:
    build: ./api
    command: npm run migrate
    restart: "no"
  api:
    build: ./api
    environment:
      API_TOKEN: \${API_TOKEN:-changeme}
    depends_on:
      migrate:
        condition: service_completed_successfully
  web:
    build: ./web
  mail:
    image: axllent/mailpit:v1.27
    ports: ['8025:8025']
`,
    },
    expect: [/API_TOKEN: \$\{API_TOKEN:\?/],
  },
};

const PIPELINES: Readonly<Record<string, { readonly files: Files; readonly expect: readonly RegExp[]; readonly not?: readonly RegExp[] }>> =
  {
    'a package of npm': {
      files: {
        ...npm,
        'package.json': pkg({
          scripts: { lint: 'eslint .', test: 'vitest run', 'test:e2e': 'playwright test', build: 'vite build', dev: 'vite' },
          devDependencies: { typescript: '^5.9.0', vitest: '^4.0.0' },
        }),
        'tsconfig.json': '{}\n',
        '.nvmrc': '22\n',
      },
      expect: [
        /node-version-file: \.nvmrc/,
        /run: npm ci\n/,
        /run: npm run lint\n/,
        /run: npx --no tsc --noEmit\n/,
        /run: npm run test\n/,
        /run: npm run build\n/,
      ],
      not: [/test:e2e/, /working-directory/],
    },
    'a workspace of pnpm': {
      files: {
        'pnpm-lock.yaml': "lockfileVersion: '9.0'\n",
        'pnpm-workspace.yaml': 'packages:\n  - packages/*\n',
        'package.json': pkg({ packageManager: 'pnpm@10.20.0', scripts: { lint: 'biome check' } }),
        'packages/a/package.json': pkg({ scripts: { test: 'vitest run' } }),
        'packages/b/package.json': pkg({ scripts: { build: 'tsc' } }),
      },
      expect: [
        /uses: pnpm\/action-setup@[0-9a-f]{40} # v\S+\n {6}- uses: actions\/setup-node/,
        /pnpm --recursive --if-present run test\n/,
        /pnpm --recursive --if-present run build\n/,
      ],
    },
    'scripts that never end': {
      files: {
        ...npm,
        'package.json': pkg({ scripts: { lint: 'eslint .', test: 'jest --watch', 'test:ci': 'jest --ci' } }),
      },
      expect: [/run: npm run test:ci\n/],
    },
    'a frontend and a server in Python, with images': {
      files: {
        'web/package-lock.json': '{ "lockfileVersion": 3 }\n',
        'web/package.json': pkg({ scripts: { lint: 'eslint .', build: 'vite build' }, devDependencies: { vite: '^7.0.0' } }),
        'web/Dockerfile': 'FROM node:24-slim\nCOPY . .\nUSER node\nCMD ["node", "server.js"]\n',
        'api/requirements.txt': 'fastapi==0.121.0\n',
        'api/requirements-dev.txt': 'pytest==9.0.0\nruff==0.14.0\n',
        'api/.python-version': '3.12\n',
        'api/tests/test_app.py': 'def test_app():\n    assert True\n',
        'docker/api.Dockerfile': 'FROM python:3.12-slim AS production\nCOPY . .\nUSER nobody\nCMD ["uvicorn", "app:app"]\n',
        'compose.yaml':
          'services:\n  api:\n    build:\n      context: .\n      dockerfile: docker/api.Dockerfile\n      target: production\n  web:\n    build: ./web\n',
      },
      expect: [
        /working-directory: web\n/,
        /cache-dependency-path: web\/package-lock\.json/,
        /python-version-file: api\/\.python-version/,
        /pip install -r requirements\.txt -r requirements-dev\.txt\n/,
        /run: ruff check \.\n/,
        /run: pytest --junitxml=test-report\.xml\n/,
        /path: api\/test-report\.xml/,
        /docker build --file docker\/api\.Dockerfile --target production --tag api:ci \.\n/,
        /docker build --tag web:ci web\n/,
      ],
    },
    'Python with Poetry': {
      files: {
        'pyproject.toml':
          '[tool.poetry]\nname = "shop"\n[tool.poetry.dependencies]\npython = "^3.12"\n[tool.poetry.group.dev.dependencies]\nmypy = "*"\n',
        'poetry.lock': '# This file is automatically @generated by Poetry 2.1.4 and should not be changed by hand.\n',
      },
      expect: [/pipx install poetry==2\.1\.4\n/, /run: poetry run mypy \.\n/],
    },
  };

/** Where nothing can be checked for certain, there is no workflow. */
const NO_PIPELINE: Readonly<Record<string, Files>> = {
  'a package without a lockfile': { 'package.json': pkg({ scripts: { test: 'vitest run' } }) },
  'a package without anything to check': {
    ...npm,
    'package.json': pkg({ scripts: { test: 'echo "Error: no test specified" && exit 1' } }),
  },
};

describe('files that fixes create', () => {
  describe('workflow', () => {
    for (const [name, { files, expect, not = [] }] of Object.entries(PIPELINES)) {
      it(`for ${name}`, () => {
        const after = fixed(files, 'project/missing-pipeline');
        const workflow = after?.['.github/workflows/ci.yml'] ?? '';
        for (const pattern of expect) assert.match(workflow, pattern);
        for (const pattern of not) assert.doesNotMatch(workflow, pattern);
        checkCreated(files, after ?? {});
        assert.deepEqual(
          findings(after ?? {})
            .filter(({ file, severity, rule }) => file === '.github/workflows/ci.yml' && isAtLeast(severity, 'low') && !OTHERS.test(rule))
            .map(show),
          [],
          workflow,
        );
      });
    }

    for (const [name, files] of Object.entries(NO_PIPELINE)) {
      it(`is not made for ${name}`, () => assert.equal(fixed(files, 'project/missing-pipeline'), undefined));
    }
  });

  describe('image', () => {
    for (const [name, { files, expect }] of Object.entries(SHAPES)) {
      it(`of ${name}`, () => {
        const after = fixed(files, imageRule(files));
        assert.ok(after, 'no image is made');
        const image = after.Dockerfile ?? '';
        for (const pattern of expect) assert.match(image, pattern);
        assert.ok('.dockerignore' in after);
        checkCreated(files, after);
      });

      it(`of ${name}, in a folder`, () => {
        const moved = Object.fromEntries(Object.entries(files).map(([path, text]) => [`apps/web/${path}`, text]));
        assert.equal(fixed(moved, imageRule(files))?.['apps/web/Dockerfile'], fixed(files, imageRule(files))?.Dockerfile);
      });
    }

    for (const [name, files] of Object.entries(OPEN)) {
      it(`is not made with ${name}`, () => assert.equal(fixed(files, imageRule(files)), undefined));
    }
  });

  describe('Compose file for production', () => {
    for (const [name, { files, expect }] of Object.entries(COMPOSE)) {
      it(`of ${name}`, () => {
        const after = fixed(files, 'project/missing-production-compose');
        assert.ok(after, 'no file is made');
        const [path] = Object.keys(after).filter((one) => !(one in files));
        for (const pattern of expect) assert.match(after[path ?? ''] ?? '', pattern);
        checkCreated(files, after);
      });
    }
  });
});
