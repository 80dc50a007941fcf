import { type Job, type Report, workflowRule, yaml } from '#core';

const ID = /^[A-Za-z_][A-Za-z0-9_-]*$/;

export default workflowRule({
  title: 'Invalid id',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub refuses the whole file when the id of a job or step is invalid.',
  equivalents: ['actionlint:id'],
  noFix: 'Other jobs and expressions may read the id.',

  visit: {
    job: checkJob,
    reusableJob: checkJob,
    step({ id }, report) {
      if (id && id.text !== '' && !id.text.includes('${{') && !ID.test(id.text))
        report(id.span, `\`${short(id.text)}\` is not a valid step id: ${reason(id.text)}.`);
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          unit tests:
          ^^^^^^^^^^ \`unit tests\` is not a valid job id: only letters, digits, \`-\` and \`_\` are allowed.
            runs-on: ubuntu-24.04
            steps:
              - id: 1st
                    ^^^ \`1st\` is not a valid step id: it has to start with a letter or \`_\`.
                run: make
              - id: a.b
                    ^^^ \`a.b\` is not a valid step id: only letters, digits, \`-\` and \`_\` are allowed.
                run: make
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        unit-tests_2:
          runs-on: ubuntu-24.04
          steps:
            - id: _a
              run: make
            - id:
              run: make
    `,
  ],
});

function checkJob(job: Job, report: Report): void {
  if (job.key.text !== '' && job.pair.colon !== undefined && !job.id.includes('${{') && !ID.test(job.id)) {
    report(job.key.span, `\`${short(job.id)}\` is not a valid job id: ${reason(job.id)}.`);
  }
}

function reason(id: string): string {
  return /^[A-Za-z_]/.test(id) ? 'only letters, digits, `-` and `_` are allowed' : 'it has to start with a letter or `_`';
}

function short(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 40);
}
