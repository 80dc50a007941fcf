import { composeRule, createSource, fix, nearestName, parseDockerfile, related, replaceValue, yaml } from '#core';

export default composeRule({
  title: 'Build target that the Dockerfile does not have',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'The build fails at once.',
  equivalents: ['review:X09'],

  visit: {
    build(build, report, { project }) {
      const { target, dockerfilePath, service } = build;
      const pair = build.map?.pair('target');
      if (!pair?.value || target === undefined || dockerfilePath === undefined || service.get('build') !== build.map) return;
      const file = project.derive('dockerfile', dockerfilePath, (text) =>
        parseDockerfile(createSource(dockerfilePath, text, 'dockerfile')),
      );
      if (!file || file.stages.length === 0 || file.stageNamed(target) || /^\d+$/.test(target)) return;
      // A name with a variable may be the one.
      const names = file.stages.flatMap(({ name }) => name ?? []);
      const near = nearestName(target, new Set(names));
      const last = file.stages.at(-1)?.from;
      report(
        pair.value.span,
        `\`${dockerfilePath}\` has no stage \`${target}\`${near ? `; did you mean \`${near}\`?` : '.'}`,
        last && related(dockerfilePath, last.span, last.alias ? 'Its last stage.' : 'Its last stage, which has no name.'),
        near !== undefined && fix('unsafe', `Build \`${near}\``, () => replaceValue(service.file.yaml, pair, near)),
      );
    },
  },

  fixSafety: 'Another stage may have been meant.',

  examples: [
    {
      files: { 'web/Dockerfile': 'FROM node:24 AS builder\nFROM nginx:1.29\n' },
      bad: yaml`
        services:
          web:
            build:
              context: web
              target: bilder
                      ^^^^^^ \`web/Dockerfile\` has no stage \`bilder\`; did you mean \`builder\`?
      `,
      good: yaml`
        services:
          web:
            build:
              context: web
              target: builder
      `,
    },
  ],

  valid: [
    {
      text: 'services:\n  web:\n    build:\n      context: web\n      target: Builder\n',
      files: { 'web/Dockerfile': 'FROM node:24 AS builder\n' },
    },
    'services:\n  web:\n    build:\n      context: web\n      target: production\n',
  ],
});
