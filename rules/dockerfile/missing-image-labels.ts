import { dockerfile, dockerfileRule, fix, folderOf, insertBeforeStart, JsonFile, joinPath } from '#core';

const KNOWN = /^(?:org\.opencontainers\.image\.|org\.label-schema\.)|^(?:maintainer|version|description|title)$/;

export default dockerfileRule({
  title: 'Image without labels',
  category: 'maintainability',
  severity: 'info',
  profile: 'strict',
  why: 'An image in a registry or on a host tells nothing about where it came from; labels name the project, its version and its sources.',
  equivalents: ['review:F003'],

  visit: {
    shippedStage(stage, report, { source, project }) {
      if (source.role === 'development' || source.role === 'test' || source.role === 'ci') return;
      if (stage.allInherited('LABEL').some((label) => label.pairs.some(({ key }) => KNOWN.test(key)))) return;
      const path = joinPath(folderOf(source.path), 'package.json');
      const json = path === undefined ? undefined : project.derive('json', path, (text) => new JsonFile(path, text));
      const labels = (['name', 'description'] as const).flatMap((key) => {
        const value = json?.string(key);
        return value !== undefined && /^[^"\\$\n]+$/.test(value)
          ? [`org.opencontainers.image.${key === 'name' ? 'title' : key}="${value}"`]
          : [];
      });
      report(
        stage.from.keywordSpan,
        'The image carries no `org.opencontainers.image` labels.',
        labels.length > 0 && fix('safe', 'Label it with its name', () => insertBeforeStart(stage, [`LABEL ${labels.join(' ')}`])),
      );
    },
  },

  examples: [
    {
      files: { 'package.json': '{ "name": "shop-api", "description": "Orders and payment" }\n' },
      bad: dockerfile`
        FROM node:24-slim
        ^^^^ The image carries no \`org.opencontainers.image\` labels.
        CMD ["node", "server.js"]
      `,
      good: dockerfile`
        FROM node:24-slim
        LABEL org.opencontainers.image.title="shop-api" org.opencontainers.image.description="Orders and payment"
        CMD ["node", "server.js"]
      `,
    },
  ],

  valid: [
    'FROM node:24-slim\nLABEL org.opencontainers.image.source="https://example.com"\n',
    { path: 'Dockerfile.dev', text: 'FROM node:24\n' },
  ],
});
