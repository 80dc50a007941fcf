import { baseImageOf, builtFrom, composeRule, installedPackages, related, wordsOf, yaml } from '#core';

const TOOL = /(?:^|[\s"'|;&(])(curl|wget)(?=\s|$)/;

export default composeRule({
  title: 'Health check calls a program that the image lacks',
  category: 'correctness',
  area: 'health',
  severity: 'high',
  profile: 'recommended',
  why: 'The check can never pass: the container counts as unhealthy, and what waits for it never starts.',
  equivalents: ['review:X04'],
  noFix: 'Either the program is to be installed, or the check is to use what the image has.',

  visit: {
    service(service, report) {
      const test = service.get('healthcheck', 'test');
      const tool = test && (TOOL.exec(wordsOf(test))?.[1] as 'curl' | 'wget' | undefined);
      const stage = tool && builtFrom(service);
      const base = stage && baseImageOf(stage);
      if (!test || !tool || !stage || !base?.isFamilyKnown || base.probes.includes(tool) || installedPackages(stage).has(tool)) return;
      if (
        stage.chain.some((link) =>
          link.instructions.some((one) => one.keyword !== 'HEALTHCHECK' && new RegExp(`\\b${tool}\\b`).test(one.head.text)),
        )
      )
        return;
      const waiting = service.file.services.flatMap((other) =>
        other.dependencies.filter(({ name, condition }) => name === service.name && condition === 'service_healthy'),
      );
      const names = waiting.map((one) => `\`${one.service.name}\``);
      report(
        test.span,
        `The image of \`${service.name}\` has no \`${tool}\`: this check can never pass${names.length > 0 ? `, and ${names.join(', ')} never ${names.length === 1 ? 'starts' : 'start'}` : ''}.`,
        related(stage.file.source.path, stage.from.span, 'The image.'),
        ...waiting.map((one) => related(service.file.path, one.span, `\`${one.service.name}\` waits for it.`)),
      );
    },
  },

  examples: [
    {
      files: { 'backend/Dockerfile': 'FROM python:3.13-slim\nCMD ["uvicorn", "main:app"]\n' },
      bad: yaml`
        services:
          api:
            build: ./backend
            healthcheck:
              test: ["CMD", "curl", "-f", "http://localhost:8000/health"]
                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The image of \`api\` has no \`curl\`: this check can never pass, and \`web\` never starts.
          web:
            image: nginx:1.29
            depends_on:
              api:
                condition: service_healthy
      `,
    },
  ],

  valid: [
    {
      text: 'services:\n  api:\n    build: ./backend\n    healthcheck:\n      test: curl -f http://localhost\n',
      files: { 'backend/Dockerfile': 'FROM python:3.13-slim\nRUN apt-get update && apt-get install -y curl\n' },
    },
    'services:\n  api:\n    build: ./backend\n    healthcheck:\n      test: curl -f http://localhost\n',
  ],
});
