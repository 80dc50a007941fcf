import { baseImageOf, dockerfile, dockerfileRule, fix, insertLinesAfter } from '#core';

export default dockerfileRule({
  title: 'Python keeps its output to itself',
  category: 'observability',
  severity: 'info',
  profile: 'strict',
  area: 'containers',
  why: 'Python gathers output before it writes it, so that the last lines before a crash are lost, and it writes compiled files that the image does not need.',
  equivalents: ['review:F018'],

  visit: {
    shippedStage(stage, report, { source }) {
      if (source.role === 'development' || source.role === 'test' || source.role === 'ci') return;
      if (baseImageOf(stage)?.runtime !== 'python' || (!stage.cmd && !stage.entrypoint)) return;
      const names = stage.allInherited('ENV').flatMap((env) => env.pairs.map(({ key }) => key));
      if (names.includes('PYTHONUNBUFFERED') || /\bpython[\d.]* -u\b|"-u"/.test((stage.cmd ?? stage.entrypoint)?.head.text ?? '')) return;
      report(
        stage.from.keywordSpan,
        '`PYTHONUNBUFFERED` is not set: the last lines before a crash are lost.',
        fix('safe', 'Set the defaults for containers', () =>
          insertLinesAfter(stage.from, ['ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1']),
        ),
      );
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM python:3.13-slim
        ^^^^ \`PYTHONUNBUFFERED\` is not set: the last lines before a crash are lost.
        CMD ["python", "main.py"]
      `,
      good: dockerfile`
        FROM python:3.13-slim
        ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
        CMD ["python", "main.py"]
      `,
    },
  ],

  valid: ['FROM python:3.13-slim\nENV PYTHONUNBUFFERED=1\nCMD ["python", "main.py"]\n', 'FROM node:24\nCMD ["node", "a.js"]\n'],
});
