import { dockerfile, fix, productionImage, projectRule, text } from '#core';

const CONTAINER = /(?:^|\/)(?:Dockerfile|Containerfile)[^/]*$|(?:^|\/)[^/]*\.Dockerfile$|(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/i;
const PLATFORM =
  /(?:^|\/)(?:vercel\.json|netlify\.toml|fly\.toml|railway\.(?:json|toml)|render\.ya?ml|Procfile|app\.ya?ml|wrangler\.(?:toml|jsonc?)|serverless\.ya?ml|firebase\.json|nixpacks\.toml|project\.toml|amplify\.yml|apprunner\.ya?ml|captain-definition|sst\.config\.ts|flake\.nix|[^/]+\.service|ecosystem\.config\.[cm]?js)$/;

export default projectRule({
  title: 'Nothing describes how the application runs',
  category: 'reliability',
  area: 'containers',
  ceiling: 3,
  severity: 'high',
  profile: 'strict',
  why: 'It runs on a machine that somebody set up by hand. Nobody can say what it needs, and a second one is never the same.',
  equivalents: ['review:F260'],

  check(project, report) {
    const { servers, frontends } = project.app;
    if (servers.length + frontends.length === 0 || !project.tree.complete || project.find(CONTAINER) || project.find(PLATFORM)) return;
    const folders = [...new Set([...servers, ...frontends].map(({ folder }) => folder))];
    report(
      project.missing('Dockerfile'),
      'There is neither an image nor a description for a platform.',
      fix('unsafe', folders.length > 1 ? 'Create images' : 'Create an image', () => {
        const images = folders.map((folder) =>
          productionImage(
            project,
            project.manifests.filter((manifest) => manifest.folder === folder),
          ),
        );
        return images.every((image) => image !== undefined) ? images.flatMap((image) => image ?? []) : undefined;
      }),
    );
  },

  fixSafety: 'They are made from lockfiles, scripts and settings of the project: build and start them once before they are used.',

  examples: [
    {
      path: 'requirements.txt',
      files: { '.python-version': '3.13\n', '.dockerignore': '.git\n.env\n.env.*\n__pycache__\n', 'app/main.py': 'app = FastAPI()\n' },
      bad: text`
        fastapi==0.121.0
        ^^^^^^^^^^^^^^^^ There is neither an image nor a description for a platform.
        uvicorn==0.38.0
      `,
      good: text`
        fastapi==0.121.0
        uvicorn==0.38.0
      `,
      goodFiles: {
        Dockerfile: dockerfile`
          FROM python:3.13-slim AS build
          ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
          WORKDIR /app
          RUN python -m venv /opt/venv
          COPY requirements.txt ./
          RUN /opt/venv/bin/pip install -r requirements.txt

          FROM python:3.13-slim
          ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH="/opt/venv/bin:$PATH"
          WORKDIR /app
          RUN groupadd --system --gid 1001 app && useradd --system --uid 1001 --gid app --no-create-home app
          COPY --from=build /opt/venv /opt/venv
          COPY . .
          USER app
          EXPOSE 8000
          HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
            CMD ["python", "-c", "import http.client, sys; c = http.client.HTTPConnection('127.0.0.1', 8000, timeout=3); c.request('GET', '/'); sys.exit(c.getresponse().status >= 500)"]
          CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0", "--port", "8000"]
        `,
      },
    },
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is neither an image nor a description for a platform.
`,
    },
  ],

  valid: [
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { Procfile: 'web: node server.js\n' } },
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { 'docker/api.Dockerfile': 'FROM node:24\n' } },
    '{ "name": "library" }\n',
  ],
});
