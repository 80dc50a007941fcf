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
  why: 'GitHub refuses a file that calls an unknown function, or one with the wrong number of arguments.',
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
        const problem = arityProblem(arity, node.args.length) ?? argumentProblem(node);
        if (problem) report(expression.at(node.nameSpan), `\`${arity.name}\` ${problem}.`);
      }
    },
  },

  fixSafety: 'You may have meant another function; check its arguments.',

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
              - run: echo \${{ fromJSON('["a"') }}
                              ^^^^^^^^ \`fromJSON\` gets a text that is not valid JSON.
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
            - run: echo \${{ fromJSON('["a", "]"]') }} \${{ fromJSON('[''a'', 1,]') }}
    `,
  ],
});

function argumentProblem(call: Call): string | undefined {
  const template = call.args[0];
  if (call.name.toLowerCase() === 'fromjson' && template?.type === 'literal' && typeof template.value === 'string')
    return isBrokenJson(template.value) ? 'gets a text that is not valid JSON' : undefined;
  if (call.name.toLowerCase() !== 'format' || template?.type !== 'literal' || typeof template.value !== 'string') return undefined;
  const { missing, broken, unused } = formatProblems(template.value, call.args.length - 1);
  if (broken) return 'has a brace that is not part of a placeholder; to print a brace, write it twice';
  if (missing.length > 0) return `has no argument for \`{${missing[0]}}\``;
  return unused.length > 0 ? `has no placeholder for argument ${(unused[0] ?? 0) + 1}` : undefined;
}

/** GitHub's reader takes more than JSON (single quotes, comments); what it cannot take is nothing at all, and what is left open. */
function isBrokenJson(text: string): boolean {
  if (text.trim() === '') return true;
  try {
    JSON.parse(text);
    return false;
  } catch {
    const bare = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
    const count = (sign: string): number => bare.split(sign).length - 1;
    return count('{') !== count('}') || count('[') !== count(']') || count('"') % 2 === 1;
  }
}
