import { dockerfile, dockerfileRule } from '#core';

export default dockerfileRule({
  title: 'Files in root’s home for another account',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Nobody but root may enter `/root`. The account that the container runs as cannot read what is there, and the program does not start.',
  equivalents: ['review:F010'],
  noFix: 'The packages have to be installed to a place that both stages share, such as a virtual environment in `/opt/venv`.',

  visit: {
    shippedStage(stage, report) {
      const name = stage.user?.isRoot === false ? stage.user.name : undefined;
      if (name === undefined) return;
      // Somebody who opens the folder to all knows of it.
      if (stage.allInherited('RUN').some((run) => /chmod\s[^\n]*\/root\b/.test(run.head.text))) return;
      for (const copy of stage.all('COPY')) {
        const target = copy.destination;
        if (copy.from && target && /^\/root(?:\/|$)/.test(target.value)) report(target, `\`${name}\` may not enter \`/root\`.`);
      }
      for (const env of stage.allInherited('ENV')) {
        const pair = env.pairs.find(({ key, value }) => key === 'PATH' && /(?:^|:)\/root\//.test(value?.value ?? ''));
        if (pair?.value && env.stage === stage) report(pair.value, `\`${name}\` may not enter \`/root\`.`);
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM python:3.13-slim AS build
        RUN pip install --user -r requirements.txt
        FROM python:3.13-slim
        RUN useradd -m app
        COPY --from=build /root/.local /root/.local
                                       ^^^^^^^^^^^^ \`app\` may not enter \`/root\`.
        ENV PATH=/root/.local/bin:$PATH
                 ^^^^^^^^^^^^^^^^^^^^^^ \`app\` may not enter \`/root\`.
        USER app
      `,
    },
  ],

  valid: [
    'FROM python:3.13-slim AS build\nFROM python:3.13-slim\nCOPY --from=build /root/.local /root/.local\n',
    'FROM python:3.13-slim AS build\nFROM python:3.13-slim\nCOPY --from=build /root/.local /home/app/.local\nUSER app\n',
  ],
});
