import { baseImageOf, dockerfile, dockerfileRule, installedPackages, related, servicesBuiltFrom } from '#core';

const TOOL = /(?:^|[\s"'[|;&(])(curl|wget)(?=[\s"'])/;

export default dockerfileRule({
  title: 'Health check calls a program that the image lacks',
  category: 'correctness',
  area: 'health',
  severity: 'high',
  profile: 'recommended',
  why: 'The check can never pass: the container counts as unhealthy, is started again and again, and what waits for it never starts.',
  equivalents: ['review:X04'],
  noFix: 'Either the program is to be installed, or the check is to use what the image has.',

  visit: {
    shippedStage(stage, report, { project }) {
      const check = stage.healthcheck;
      const base = baseImageOf(stage);
      if (!check || check.isNone || !base?.isFamilyKnown) return;
      const tool = TOOL.exec(check.head.text)?.[1] as 'curl' | 'wget' | undefined;
      if (tool === undefined || base.probes.includes(tool) || installedPackages(stage).has(tool)) return;
      // Copied from another image, or fetched by other means.
      const brings = stage.chain.some((link) =>
        link.instructions.some((one) => one !== check && new RegExp(`\\b${tool}\\b`).test(one.head.text)),
      );
      if (brings) return;
      const waiting = servicesBuiltFrom(stage.file, project).flatMap((service) =>
        service.file.services.flatMap((other) =>
          other.dependencies.filter((one) => one.name === service.name && one.condition === 'service_healthy'),
        ),
      );
      const start = check.head.map.toSource(check.head.text.search(TOOL));
      report(
        check.stage === stage ? { start: Math.max(start, check.span.start), end: check.span.end } : check.keywordSpan,
        `The image has no \`${tool}\`: this check can never pass.`,
        ...waiting.map(({ service, span }) => related(service.file.path, span, `\`${service.name}\` waits for it.`)),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM python:3.13-slim
        HEALTHCHECK CMD curl -f http://localhost:8000/health
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The image has no \`curl\`: this check can never pass.
        CMD ["python", "main.py"]
      `,
    },
  ],

  valid: [
    'FROM python:3.13-slim\nRUN apt-get update && apt-get install -y curl\nHEALTHCHECK CMD curl -f http://localhost:8000/health\nCMD ["python"]\n',
    'FROM node:24-alpine\nHEALTHCHECK CMD wget -q -O- http://localhost:3000\nCMD ["node"]\n',
    'FROM example/base\nHEALTHCHECK CMD curl -f http://localhost\nCMD ["a"]\n',
  ],
});
