import { fix, insertAfter, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Job without `timeout-minutes`',
  category: 'ci-cd',
  severity: 'low',
  profile: 'strict',
  why: 'When a step hangs, GitHub stops the job only after six hours; until then it blocks a runner and costs minutes.',

  visit: {
    job(job, report) {
      if (!job.map?.has('steps') || job.has('timeout-minutes') || job.map.pairs.some((pair) => pair.name.includes('${{'))) return;
      const after = job.map.pair('runs-on');
      report(
        job.key.span,
        `\`${job.id}\` has no \`timeout-minutes\` and may run for six hours.`,
        after && fix('unsafe', 'Add `timeout-minutes: 30`', () => insertAfter(job.file.yaml, after, { 'timeout-minutes': 30 })),
      );
    },
  },

  fixSafety: 'GitHub stops a job that needs longer: check how long its runs take.',

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
          ^^^^ \`test\` has no \`timeout-minutes\` and may run for six hours.
            runs-on: ubuntu-24.04 # as in production
            steps:
              - run: make
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04 # as in production
            timeout-minutes: 30
            steps:
              - run: make
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        test:
          runs-on: ubuntu-24.04
          timeout-minutes: \${{ fromJSON(vars.TIMEOUT) }}
          steps:
            - run: make
        call:
          uses: ./.github/workflows/other.yml
    `,
  ],
});
