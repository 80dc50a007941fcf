import { type DockerfileFile, developmentServer, dockerfile, fix, folderOf, productionImage, projectRule } from '#core';

/** Made for development: by its name, or by what it starts. */
function isForDevelopment(file: DockerfileFile): boolean {
  if (file.source.role !== 'unknown') return file.source.role === 'development';
  const start = file.shippedStage?.cmd ?? file.shippedStage?.entrypoint;
  return start?.text.commands.some(({ command }) => developmentServer(command) !== undefined) ?? false;
}

export default projectRule({
  title: 'Application without a Dockerfile for production',
  category: 'reliability',
  area: 'containers',
  severity: 'critical',
  profile: 'recommended',
  why: 'An image for development ships the sources, the development packages and a server that was made for one person.',
  equivalents: ['review:F004'],

  check(project, report) {
    const apps = new Set([...project.app.servers, ...project.app.frontends].map(({ folder }) => folder));
    for (const folder of apps) {
      const files = project.dockerfiles.filter((file) => folderOf(file.source.path) === folder && file.stages.length > 0);
      const [first] = files;
      if (!first || !files.every(isForDevelopment)) continue;
      // Another folder may hold the Dockerfile for production.
      const elsewhere = project.composeFiles.some((file) =>
        file.services.some(({ build }) => {
          const path = build?.dockerfilePath;
          const other = path === undefined || files.some((one) => one.source.path === path) ? undefined : project.dockerfile(path);
          return (
            other !== undefined &&
            build?.context !== undefined &&
            folder === folderOf(`${build.context.replace(/^\.\//, '')}/x`) &&
            !isForDevelopment(other)
          );
        }),
      );
      const inDockerFolder = project.dockerfiles.some(
        (file) =>
          folder === project.folder &&
          /(?:^|\/)(?:docker|deploy|build|infra)\//.test(project.relative(file.source.path)) &&
          /prod|web|app/.test(file.source.path),
      );
      if (elsewhere || inDockerFolder) continue;
      const path = folder === '' ? 'Dockerfile' : `${folder}/Dockerfile`;
      const place = project.at(first.source.path, first.stages[0]?.from.span);
      report(
        project.has(path) ? place : project.missing(path, place),
        'The only image of this application is one for development.',
        fix('unsafe', 'Create an image for production', () =>
          productionImage(
            project,
            project.manifests.filter((manifest) => manifest.folder === folder),
          ),
        ),
      );
    }
  },

  fixSafety: 'It is made from lockfile, scripts and settings of the project: build and start it once before it is used.',

  examples: [
    {
      path: 'Dockerfile.dev',
      files: {
        'package.json': '{ "private": true, "scripts": { "start": "node server.js" }, "dependencies": { "express": "^5.0.0" } }\n',
        'package-lock.json': '{ "lockfileVersion": 3 }\n',
        '.dockerignore': '.git\n.env\n.env.*\nnode_modules\n',
        'server.js': 'const app = express();\napp.listen(3000);\n',
      },
      bad: dockerfile`
        FROM node:24-alpine
        ^^^^^^^^^^^^^^^^^^^ The only image of this application is one for development.
        COPY . .
        CMD ["npm", "run", "dev"]
      `,
      good: dockerfile`
        FROM node:24-alpine
        COPY . .
        CMD ["npm", "run", "dev"]
      `,
      goodFiles: {
        Dockerfile: dockerfile`
          FROM node:24-alpine AS build
          WORKDIR /app
          COPY package.json package-lock.json ./
          RUN npm ci --omit=dev

          FROM node:24-alpine
          ENV NODE_ENV=production
          WORKDIR /app
          COPY --from=build /app/node_modules ./node_modules
          COPY . .
          USER node
          EXPOSE 3000
          HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
            CMD ["node", "-e", "require('http').get('http://127.0.0.1:3000/', (r) => process.exit(r.statusCode < 500 ? 0 : 1)).on('error', () => process.exit(1))"]
          CMD ["node", "server.js"]
        `,
      },
    },
    {
      title: 'Without a lockfile nobody can say how it is built',
      path: 'Dockerfile.dev',
      files: { 'package.json': '{ "private": true, "dependencies": { "next": "^16.0.0" } }\n' },
      bad: dockerfile`
        FROM node:24-alpine
        ^^^^^^^^^^^^^^^^^^^ The only image of this application is one for development.
        COPY . .
        CMD ["npm", "run", "dev"]
      `,
    },
  ],

  valid: [
    {
      path: 'Dockerfile.dev',
      text: 'FROM node:24-alpine\n',
      files: {
        'package.json': '{ "private": true, "dependencies": { "next": "^16.0.0" } }\n',
        Dockerfile: 'FROM node:24-alpine\nCMD ["node", "server.js"]\n',
      },
    },
    {
      title: 'Nothing that is run for others',
      path: 'Dockerfile.dev',
      text: 'FROM node:24\n',
      files: { 'package.json': '{ "name": "library" }\n' },
    },
  ],
});
