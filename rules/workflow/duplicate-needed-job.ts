import { asSeq, fix, type Job, type Report, removeItem, unnecessary, workflowRule, yaml } from '#core';

export default workflowRule({
  title: '`needs` names a job twice',
  category: 'maintainability',
  severity: 'low',
  profile: 'recommended',
  why: 'The second entry has no effect; often another job was meant.',
  equivalents: ['actionlint:job-needs'],

  visit: { job: check, reusableJob: check },

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
            needs: [build, Build]
                           ^^^^^ \`deploy\` already needs \`Build\`.
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
            needs: [build]
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
          needs: [build]
          runs-on: ubuntu-24.04
          steps:
            - run: make deploy
    `,
  ],
});

function check(job: Job, report: Report): void {
  const seen = new Set<string>();
  for (const { name, node } of job.needs) {
    const id = name.toLowerCase();
    if (seen.has(id)) {
      const item = asSeq(job.map?.get('needs'))?.items.find((one) => one.value === node);
      report(
        node.span,
        `\`${job.id}\` already needs \`${name}\`.`,
        unnecessary,
        item && fix('safe', 'Remove the second entry', () => removeItem(job.file.yaml, item)),
      );
    }
    seen.add(id);
  }
}
