import { baseName, composeRule, servicePairs, yaml } from '#core';

export default composeRule({
  title: 'Image for development in a file for everybody',
  category: 'reliability',
  severity: 'medium',
  profile: 'recommended',
  why: 'It starts a server for one developer, with sources and development packages; deployed, it is slow and shows errors to everybody.',
  equivalents: ['review:F056'],
  noFix: 'Whether there is another Dockerfile, or a target in it, only the project can tell.',

  visit: {
    build(build, report, { source }) {
      if (source.role !== 'unknown' && source.role !== 'production') return;
      const pair = build.map?.pair('dockerfile');
      const name = build.dockerfile;
      if (!pair?.value || name === undefined || !/(?:^|[._-])(?:dev|devel|development|local)(?:[._-]|$)/i.test(baseName(name))) return;
      // A file for production over this one may name another.
      const over = build.service.file.layers.over.some(
        (one) =>
          one.source.role === 'production' &&
          servicePairs(one, build.service.name).some(({ value }) => value?.kind === 'map' && value.has('build')),
      );
      if (!over) report(pair.value.span, `\`${build.service.name}\` is built for development.`);
    },
  },

  examples: [
    {
      path: 'docker-compose.yml',
      bad: yaml`
        services:
          web:
            build:
              context: ./frontend
              dockerfile: Dockerfile.dev
                          ^^^^^^^^^^^^^^ \`web\` is built for development.
      `,
    },
  ],

  valid: [
    { path: 'docker-compose.dev.yml', text: 'services:\n  web:\n    build:\n      context: .\n      dockerfile: Dockerfile.dev\n' },
    'services:\n  web:\n    build:\n      context: .\n      dockerfile: Dockerfile.devices\n',
  ],
});
