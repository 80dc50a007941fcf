import { fix, nearestName, references, rewriteInside, workflowRule, yaml } from '#core';

const CONTEXTS = ['github', 'env', 'vars', 'job', 'jobs', 'steps', 'runner', 'secrets', 'strategy', 'matrix', 'needs', 'inputs'];

export default workflowRule({
  title: 'Unknown context',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub refuses a file with an expression that uses an unknown name.',
  equivalents: ['actionlint:expression'],

  visit: {
    expression(expression, report) {
      if (expression.errors.length > 0) return;
      for (const { path, spans } of references(expression.ast)) {
        const name = path[0] ?? '';
        const at = spans[0];
        if (!at || CONTEXTS.includes(name)) continue;
        const near = nearestName(name, CONTEXTS);
        const written = expression.scalar.text.slice(at.start, at.end);
        const message = near
          ? `There is no context \`${written}\`; did you mean \`${near}\`?`
          : `There is no context \`${written}\`; if it is a string, put it in single quotes.`;
        report(
          expression.at(at),
          message,
          near !== undefined &&
            fix('unsafe', `Change to \`${near}\``, () => rewriteInside(expression.file.yaml, expression.scalar, at.start, at.end, near)),
        );
      }
    },
  },

  fixSafety: 'You may have meant another context.',

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: echo "\${{ secret.TOKEN }}"
                               ^^^^^^ There is no context \`secret\`; did you mean \`secrets\`?
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: echo "\${{ secrets.TOKEN }}"
      `,
    },
    {
      bad: yaml`
        on: push
        jobs:
          test:
            if: github.ref_name == main
                                   ^^^^ There is no context \`main\`; if it is a string, put it in single quotes.
            runs-on: ubuntu-24.04
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
          steps:
            - run: echo "\${{ GitHub['ref'] }} \${{ fromJSON(vars.CONFIG).main }}"
    `,
  ],
});
