import { fix, insertAfter, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Job has no time limit',
  category: 'ci-cd',
  severity: 'low',
  profile: 'strict',
  why: 'A step that hangs holds the runner for six hours and is billed for all of it; the check stays yellow until then.',

  visit: {
    job(job, report) {
      if (!job.map?.has('steps') || job.has('timeout-minutes') || job.map.pairs.some((pair) => pair.name.includes('${{'))) return;
      const after = job.map.pair('runs-on');
      report(
        job.key.span,
        `\`${job.id}\` may run for six hours.`,
        after && fix('unsafe', 'Add `timeout-minutes: 30`', () => insertAfter(job.file.yaml, after, { 'timeout-minutes': 30 })),
      );
    },
  },

  fixSafety: 'A job that needs longer is stopped: look at how long its runs take.',

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
          ^^^^ \`test\` may run for six hours.
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
