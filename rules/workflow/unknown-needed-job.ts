import { fix, type Job, nearestName, type Report, replaceValue, workflowRule, yaml } from '#core';

export default workflowRule({
  title: '`needs` names an unknown job',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub refuses the whole file when a job needs a job that does not exist.',
  equivalents: ['actionlint:job-needs'],

  visit: { job: check, reusableJob: check },

  fixSafety: 'You may have meant another job.',

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
              - run: make
          deploy:
            needs: [biuld] # first
                    ^^^^^ \`deploy\` needs \`biuld\`, and there is no such job; did you mean \`build\`?
            runs-on: ubuntu-24.04
            steps:
              - run: make deploy
      `,
      good: yaml`
        on: push
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
              - run: make
          deploy:
            needs: [build] # first
            runs-on: ubuntu-24.04
            steps:
              - run: make deploy
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        build:
          runs-on: ubuntu-24.04
          steps:
            - run: make
        deploy:
          needs: Build
          uses: ./.github/workflows/deploy.yml
    `,
  ],
});

function check(job: Job, report: Report): void {
  const { file } = job;
  // In a broken file the job may be in the part that could not be read.
  if (file.isBroken) return;
  for (const { name, node } of job.needs) {
    if (file.job(name)) continue;
    const others = file.jobs.filter((other) => other !== job).map((other) => other.id);
    const near = nearestName(name, others);
    report(
      node.span,
      `\`${job.id}\` needs \`${name}\`, and there is no such job${near ? `; did you mean \`${near}\`?` : '.'}`,
      near !== undefined && fix('unsafe', `Change to \`${near}\``, () => replaceValue(file.yaml, node, near)),
    );
  }
}
