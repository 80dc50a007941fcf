import {
  arityProblem,
  type Call,
  FUNCTION_NAMES,
  fix,
  formatProblems,
  functionArity,
  nearestName,
  nodesOf,
  rewriteInside,
  workflowRule,
  yaml,
} from '#core';

export default workflowRule({
  title: 'Invalid function call',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub refuses a file that calls a function by a name it does not have, or with the wrong number of arguments.',
  equivalents: ['actionlint:expression'],

  visit: {
    expression(expression, report) {
      if (expression.errors.length > 0) return;
      for (const node of nodesOf(expression.ast)) {
        if (node.type !== 'call') continue;
        const arity = functionArity(node.name);
        if (!arity) {
          const near = nearestName(node.name, FUNCTION_NAMES);
          report(
            expression.at(node.nameSpan),
            `There is no function \`${node.name}\`${near ? `; did you mean \`${near}\`?` : '.'}`,
            near !== undefined &&
              fix('unsafe', `Change to \`${near}\``, () =>
                rewriteInside(expression.file.yaml, expression.scalar, node.nameSpan.start, node.nameSpan.end, near),
              ),
          );
          continue;
        }
        const problem = arityProblem(arity, node.args.length) ?? formatProblem(node);
        if (problem) report(expression.at(node.nameSpan), `\`${arity.name}\` ${problem}.`);
      }
    },
  },

  fixSafety: 'Another function may have been meant; look at its arguments.',

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
            if: startWith(github.ref, 'refs/tags/')
                ^^^^^^^^^ There is no function \`startWith\`; did you mean \`startsWith\`?
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
      good: yaml`
        on: push
        jobs:
          test:
            if: startsWith(github.ref, 'refs/tags/')
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
    },
    {
      bad: yaml`
        on: push
        jobs:
          test:
            if: contains(github.ref)
                ^^^^^^^^ \`contains\` takes 2 arguments, and 1 is given.
            runs-on: ubuntu-24.04
            steps:
              - run: echo \${{ format('{0} {1}', github.sha) }}
                              ^^^^^^ \`format\` has no argument for \`{1}\`.
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      jobs:
        test:
          if: Contains(github.ref, 'x') || success()
          runs-on: ubuntu-24.04
          steps:
            - run: echo \${{ format('{{0}} {0}', github.sha) }} \${{ case(github.ref_name == 'main', 'a', 'b') }}
    `,
  ],
});

function formatProblem(call: Call): string | undefined {
  const template = call.args[0];
  if (call.name.toLowerCase() !== 'format' || template?.type !== 'literal' || typeof template.value !== 'string') return undefined;
  const { missing, broken, unused } = formatProblems(template.value, call.args.length - 1);
  if (broken) return 'has a brace that is no placeholder; a brace itself is written twice';
  if (missing.length > 0) return `has no argument for \`{${missing[0]}}\``;
  return unused.length > 0 ? `has no placeholder for argument ${(unused[0] ?? 0) + 1}` : undefined;
}
