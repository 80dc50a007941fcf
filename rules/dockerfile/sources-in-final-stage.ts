import { dockerfile, dockerfileRule, folderOf, JsonFile, joinPath } from '#core';

export default dockerfileRule({
  title: 'Sources of a built application are shipped',
  category: 'performance',
  severity: 'low',
  profile: 'strict',
  why: 'Only what the build makes of them runs. The sources make the image larger and show everybody who gets in how it works.',
  equivalents: ['review:F007'],
  noFix: 'What has to be copied from the stage that builds only the project can tell.',

  visit: {
    shippedStage(stage, report, { source, project }) {
      const path = joinPath(folderOf(source.path), 'package.json');
      const json = path === undefined ? undefined : project.derive('json', path, (text) => new JsonFile(path, text));
      if (!json?.strings('scripts').has('build')) return;
      const copy = stage.all('COPY').find((one) => !one.from && one.paths.some(({ value }) => /^\.?\/?$/.test(value) && value !== ''));
      const word = copy?.paths.find(({ value }) => /^\.?\/?$/.test(value));
      if (copy && word) report(word, 'This copies the sources into the image that is shipped, although the project has a build.');
    },
  },

  examples: [
    {
      files: { 'package.json': '{ "scripts": { "build": "next build" } }\n' },
      bad: dockerfile`
        FROM node:24-alpine
        COPY . .
             ^ This copies the sources into the image that is shipped, although the project has a build.
        CMD ["npm", "run", "dev"]
      `,
    },
  ],

  valid: [
    { files: { 'package.json': '{ "scripts": { "start": "node ." } }\n' }, text: 'FROM node:24-alpine\nCOPY . .\n' },
    {
      files: { 'package.json': '{ "scripts": { "build": "tsc" } }\n' },
      text: 'FROM node:24 AS build\nCOPY . .\nFROM node:24-slim\nCOPY --from=build /app/dist /app\n',
    },
  ],
});
