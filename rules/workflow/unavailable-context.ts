import { type ExpressionNode, functionArity, nodesOf, references, workflowRule, yaml } from '#core';

const CONTEXTS = new Set(['github', 'env', 'vars', 'job', 'jobs', 'steps', 'runner', 'secrets', 'strategy', 'matrix', 'needs', 'inputs']);

export default workflowRule({
  title: 'Context that is not available here',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Each key can use only some of the contexts, and GitHub refuses a file that uses another one there.',
  equivalents: ['actionlint:expression'],
  noFix: 'The value has to come from somewhere else, which only you can decide.',

  visit: {
    expression(expression, report) {
      const { allowed } = expression.slot;
      // A place that takes no expressions at all is reported as such.
      if (expression.errors.length > 0 || allowed.size === 0) return;
      for (const { path, spans } of references(expression.ast)) {
        const name = path[0] ?? '';
        const at = spans[0];
        if (at && CONTEXTS.has(name) && !allowed.has(name))
          report(expression.at(at), `\`${name}\` is not available in ${placeOf(expression)}.`);
      }
      for (const node of nodesOf(expression.ast)) {
        const arity = node.type === 'call' ? functionArity(node.name) : undefined;
        if (node.type !== 'call' || !arity?.special || allowed.has(arity.name.toLowerCase())) continue;
        report(expression.at(node.nameSpan), `\`${arity.name}\` is not available in ${placeOf(expression)}.`);
      }
    },
  },

  examples: [
    {
      bad: yaml`
        on: push
        env:
          IMAGE: app
        jobs:
          test:
            runs-on: ubuntu-24.04
            if: secrets.TOKEN != ''
                ^^^^^^^ \`secrets\` is not available in \`if\` of a job.
            env:
              TAG: \${{ env.IMAGE }}:1
                       ^^^ \`env\` is not available in \`env\` of a job.
            steps:
              - run: make
      `,
    },
    {
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
                env:
                  FAILED: \${{ failure() }}
                              ^^^^^^^ \`failure\` is not available in \`env\` of a step.
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        test:
          if: failure() || github.ref_name == 'main'
          runs-on: ubuntu-24.04
          container:
            image: \${{ vars.IMAGE }}
            credentials:
              username: ci
              password: \${{ secrets.REGISTRY_PASSWORD }}
          steps:
            - if: hashFiles('**/go.sum') != '' && env.CI
              run: make
              env:
                TOKEN: \${{ secrets.TOKEN }}
    `,
  ],
});

function placeOf({ slot, step, job, file }: ExpressionNode): string {
  const { path } = slot;
  const inStep = path.indexOf('steps');
  const [below, owner] =
    step && inStep >= 0
      ? [path.slice(inStep + 2), 'a step']
      : job
        ? [path.slice(2), 'a job']
        : [path, file.kind === 'action' ? 'the action' : 'the workflow'];
  const keys = below.filter((key) => !/^\d+$/.test(key));
  return `\`${keys[0] ?? path.at(-1) ?? ''}\` of ${owner}`;
}
