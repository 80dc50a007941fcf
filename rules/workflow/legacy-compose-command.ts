import { codeInputs, fix, isHostedRunner, type Job, maskExpressions, parseShell, severity, systemsOf, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Compose v1',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Compose v1, `docker-compose`, has had no updates since July 2023 and is gone from the images of GitHub’s runners since July 2024. `docker compose` is its successor.',
  fixSafety: 'Names of containers have dashes instead of underscores, and a server needs the Compose plug-in of Docker.',

  visit: {
    step(step, report, { source }) {
      for (const { scalar, language, name } of codeInputs(step)) {
        if (!scalar.text.includes('docker-compose')) continue;
        const isRemote = step.usesAction('appleboy/ssh-action') && name.toLowerCase() === 'script';
        const isHere = language === 'run' && step.job !== undefined && isHostedRunner(step.job) && !bringsCompose(step.job);
        if (!isRemote && !isHere) continue;
        const script = language === 'run' ? step.script : parseShell(maskExpressions(scalar.text), scalar.map);
        for (const { name: command, nameWord, context, wrappers } of script?.commands ?? []) {
          if (command !== 'docker-compose' || !nameWord || context.nested || wrappers.some((one) => one.name === 'command')) continue;
          const isPlain = source.text.slice(nameWord.span.start, nameWord.span.end) === 'docker-compose';
          report(
            nameWord.span,
            isRemote
              ? '`docker-compose` is Compose v1, which is not maintained any more.'
              : '`docker-compose` is not on GitHub’s runners any more.',
            isRemote && severity('low'),
            isPlain &&
              fix(isRemote ? 'unsafe' : 'safe', 'Use `docker compose`', () => [
                { file: source.path, ...nameWord.span, newText: 'docker compose' },
              ]),
          );
        }
      }
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: docker-compose -f docker-compose.test.yml up # all services
                     ^^^^^^^^^^^^^^ \`docker-compose\` is not on GitHub’s runners any more.
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: docker compose -f docker-compose.test.yml up # all services
      `,
    },
    {
      bad: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            steps:
              - uses: appleboy/ssh-action@v1
                with:
                  script: |
                    cd /srv
                    docker-compose up -d
                    ^^^^^^^^^^^^^^ \`docker-compose\` is Compose v1, which is not maintained any more.
      `,
      good: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            steps:
              - uses: appleboy/ssh-action@v1
                with:
                  script: |
                    cd /srv
                    docker compose up -d
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        test:
          runs-on: [self-hosted, linux]
          steps:
            - run: docker-compose up
        other:
          runs-on: ubuntu-24.04
          steps:
            - run: pip install docker-compose
            - run: docker-compose up
        new:
          runs-on: ubuntu-24.04
          steps:
            - run: docker compose -f docker-compose.yml up
    `,
  ],
});

/** A step installs it, or the job runs in an image of its own. */
function bringsCompose(job: Job): boolean {
  if (job.has('container') || !systemsOf(job)?.has('linux')) return true;
  return job.steps.some(
    (step) =>
      /setup-docker-compose|install-compose|setup-compose/.test(step.actionName ?? '') ||
      /(?:install\b[^\n]*|\/|alias |-o \S*|ln -s[^\n]*)docker-compose|docker-compose[^\n]*=|function docker-compose/.test(
        step.run?.text ?? '',
      ),
  );
}
