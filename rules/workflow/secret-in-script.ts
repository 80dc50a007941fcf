import { asMap, codeExpressions, fix, moveToVariable, references, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Secret is written into a script',
  category: 'secrets',
  severity: 'low',
  profile: 'strict',
  why: 'GitHub puts the secret into the script before the shell reads it: it lies on disk in a file, a quote or `$` in it changes or breaks the command, and in a command line every process of the machine can see it. A variable of the step has none of that.',
  equivalents: ['review:X14'],
  fixSafety:
    'The value is now one argument, also when it is empty or has spaces. Do not use the fix where the secret holds several arguments or code.',

  visit: {
    file(file, report) {
      for (const { expression, input } of codeExpressions(file)) {
        if (input.name !== 'run' || expression.errors.length > 0) continue;
        const reference = references(expression.ast).find(({ path }) => path[0] === 'secrets' && path.length === 2);
        // Only whether there is one: `secrets.X != ''`.
        if (!reference || reference.node !== expression.ast) continue;
        report(
          expression.span,
          `\`${expression.written(reference.node)}\` becomes part of the script.`,
          fix('unsafe', 'Pass it through an environment variable', () =>
            asMap(input.step.map.get('env'))?.flow ? undefined : moveToVariable(expression, input),
          ),
        );
      }
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
              - run: |
                  # for ssh
                  echo "\${{ secrets.DEPLOY_KEY }}" > key
                        ^^^^^^^^^^^^^^^^^^^^^^^^^ \`secrets.DEPLOY_KEY\` becomes part of the script.
      `,
      good: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            steps:
              - run: |
                  # for ssh
                  echo "$DEPLOY_KEY" > key
                env:
                  DEPLOY_KEY: \${{ secrets.DEPLOY_KEY }}
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
            - run: echo "$KEY" > key
              env:
                KEY: \${{ secrets.KEY }}
            - run: ./deploy \${{ secrets.KEY != '' }}
    `,
  ],
});
