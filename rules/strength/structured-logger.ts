import { strength } from '#core';

const PACKAGES = /^(?:winston|pino|bunyan|nestjs-pino|nest-winston|tslog|structlog|python-json-logger|loguru)$/;

export default strength({
  title: 'Structured logs',
  area: 'observability',
  equivalents: ['review:S45'],

  find(project) {
    const found = project.dependency(PACKAGES);
    return found && !found.dev
      ? { title: `Structured logs: \`${found.name}\``, evidence: [project.at(found.file, found.nameSpan)] }
      : undefined;
  },

  examples: [{ files: { 'package.json': '{\n  "dependencies": {\n    "winston": "^1.0.0"\n  }\n}\n' }, evidence: ['package.json:3'] }],
  lacking: [{ 'package.json': '{ "devDependencies": { "winston": "^1.0.0" } }\n' }],
});
