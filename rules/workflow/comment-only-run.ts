import { severity, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Script of comments only',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: 'The step does nothing and succeeds: a run that looks like a deployment or a check was none.',
  noFix: 'Only the author knows which commands were meant to follow.',

  visit: {
    runStep(step, report) {
      const text = step.run?.text ?? '';
      const lines = text.split('\n').filter((line) => line.trim() !== '');
      const { family } = step.shell;
      const mark = family === 'cmd' ? /^\s*(?:rem\b|::)/i : family === 'node' ? /^\s*\/\// : /^\s*#/;
      if (lines.length === 0 || family === 'custom' || !lines.every((line) => mark.test(line))) return;
      const span = step.map.pair('run')?.key.span ?? step.keySpan;
      const promises = /deploy|release|publish|test|check|scan|roll/i.test(`${step.name ?? ''} ${step.job?.id ?? ''}`);
      report(span, 'This script holds only comments: the step succeeds and does nothing.', !promises && severity('low'));
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            steps:
              - name: Deploy
                run: |
                ^^^ This script holds only comments: the step succeeds and does nothing.
                  # deployment commands
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        deploy:
          runs-on: ubuntu-24.04
          steps:
            - run: |
                # deployment commands
                ./deploy
            - run: ''
    `,
  ],
});
