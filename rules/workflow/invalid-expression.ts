import { fix, rewriteInside, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Invalid expression',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub refuses the whole file when one expression in it cannot be parsed, and none of its jobs run.',
  equivalents: ['actionlint:expression'],

  visit: {
    expression(expression, report) {
      // What follows from the first mistake is noise.
      const [error] = expression.errors;
      if (!error) return;
      const at = error.code === 'empty' ? expression.span : expression.at(error);
      const { replacement } = error;
      report(
        at,
        error.message,
        replacement !== undefined &&
          fix('safe', `Write ${replacement.length > 30 ? 'it in single quotes' : `\`${replacement}\``}`, () =>
            rewriteInside(expression.file.yaml, expression.scalar, error.start, error.end, replacement),
          ),
      );
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
            if: github.ref == "refs/heads/main" # only there
                              ^^^^^^^^^^^^^^^^^ Strings in expressions go in single quotes: \`'…'\`.
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
      good: yaml`
        on: push
        jobs:
          test:
            if: github.ref == 'refs/heads/main' # only there
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
    },
    {
      title: 'A single `=`',
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - if: \${{ runner.os = 'Linux' }}
                                  ^ A single \`=\` is not an operator here; \`==\` compares.
                run: make
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - if: \${{ runner.os == 'Linux' }}
                run: make
      `,
    },
    {
      title: 'Operators that there are not',
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: echo \${{ github.run_number + 1 }}
                                                ^ \`+\` is not an operator in expressions; \`format()\` joins text.
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        test:
          if: github.ref == 'refs/heads/main' && !cancelled()
          runs-on: ubuntu-24.04
          steps:
            - run: echo "\${{ format('}} {0}', github.sha) }}"
    `,
  ],
});
