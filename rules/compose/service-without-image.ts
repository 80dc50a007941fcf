import { baseName, composeRule, servicePairs, yaml } from '#core';

export default composeRule({
  title: 'Service that says not what it runs',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Compose refuses the whole project when a service has neither `image` nor `build` in any of the files.',
  equivalents: ['review:X07', 'compose-go:image-or-build'],
  noFix: 'What it is to run only the project can tell.',

  visit: {
    service(service, report) {
      const { file } = service;
      const { under, over, isOpen } = file.layers;
      if (
        file.isBroken ||
        isOpen ||
        !service.map ||
        service.isComplete ||
        ['image', 'build', 'provider', 'extends'].some((key) => service.map?.has(key))
      )
        return;
      // What is included or lies over it may say so.
      if ([file.parsed, ...under].some((one) => one.roots.some((root) => root.has('include')))) return;
      if (over.some((one) => servicePairs(one, service.name).length > 0)) return;
      // In a file that stands alone it is most likely being typed.
      if (under.length === 0 && (file.layers.isExtensible || service.map.pairs.length === 0)) return;
      const [base] = under;
      report(
        service.key.span,
        base
          ? `Neither this file nor \`${baseName(base.source.path)}\` says what \`${service.name}\` runs.`
          : `\`${service.name}\` has neither \`image\` nor \`build\`.`,
      );
    },
  },

  examples: [
    {
      path: 'docker-compose.dev.yml',
      files: { 'docker-compose.yml': 'services:\n  db:\n    image: postgres:17\n' },
      bad: yaml`
        services:
          api:
          ^^^ Neither this file nor \`docker-compose.yml\` says what \`api\` runs.
            environment:
              NODE_ENV: development
      `,
    },
  ],

  valid: [
    {
      path: 'docker-compose.dev.yml',
      text: 'services:\n  api:\n    environment:\n      A: b\n',
      files: { 'docker-compose.yml': 'services:\n  api:\n    build: .\n' },
    },
    { path: 'docker-compose.dev.yml', text: 'services:\n  api:\n    environment:\n      A: b\n' },
  ],
});
