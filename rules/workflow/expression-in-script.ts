import {
  carriers,
  codeExpressions,
  type ExpressionNode,
  fix,
  isHarmlessInput,
  moveToVariable,
  type Reference,
  type UntrustedRead,
  untrustedReads,
  workflowRule,
  yaml,
} from '#core';

export default workflowRule({
  title: 'Expression in a script',
  category: 'security',
  severity: 'low',
  profile: 'strict',
  why: 'GitHub puts the value into the script before the shell runs it. A quote or `$(…)` in an input or a branch name then becomes code, which runs with the secrets of the job.',
  equivalents: ['zizmor:template-injection', 'poutine:injection'],

  visit: {
    file(file, report) {
      for (const { expression, input } of codeExpressions(file)) {
        if (expression.errors.length > 0) continue;
        const reads = untrustedReads(expression.ast, expression);
        // Worse ones are reported by `workflow/script-injection`.
        if (reads.some((read) => read.grade !== 'writer')) continue;
        const read = reads.find((one) => !isHarmlessInput(file, one.source));
        const reference =
          read?.reference ?? carriers(expression.ast).find((one) => isOutput(one.reference))?.reference ?? unfilled(expression)?.reference;
        if (!reference) continue;
        report(
          expression.span,
          `\`${expression.written(reference.node)}\` becomes part of ${input.name === 'run' ? 'the script' : `the code in \`${input.name}\``}.`,
          fix('unsafe', 'Pass it through an environment variable', () => moveToVariable(expression, input)),
        );
      }
    },
  },

  fixSafety:
    'The value is now one argument, also when it is empty or has spaces. Do not use the fix where the value is meant to be several arguments or code.',

  examples: [
    {
      bad: yaml`
        on:
          workflow_dispatch:
            inputs:
              version:
                type: string
        jobs:
          release:
            runs-on: ubuntu-24.04
            steps:
              - run: ./release \${{ inputs.version }}
                               ^^^^^^^^^^^^^^^^^^^^^ \`inputs.version\` becomes part of the script.
      `,
      good: yaml`
        on:
          workflow_dispatch:
            inputs:
              version:
                type: string
        jobs:
          release:
            runs-on: ubuntu-24.04
            steps:
              - run: ./release "$VERSION"
                env:
                  VERSION: \${{ inputs.version }}
      `,
    },
    {
      title: 'An output of an earlier step',
      bad: yaml`
        on: push
        jobs:
          release:
            runs-on: ubuntu-24.04
            steps:
              - id: version
                run: ./version
              - run: ./release "v\${{ steps.version.outputs.tag }}" '\${{ github.ref_name }}'
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`steps.version.outputs.tag\` becomes part of the script.
                                                                    ^^^^^^^^^^^^^^^^^^^^^^ \`github.ref_name\` becomes part of the script.
      `,
      good: yaml`
        on: push
        jobs:
          release:
            runs-on: ubuntu-24.04
            steps:
              - id: version
                run: ./version
              - run: ./release "v$VERSION_TAG" '\${{ github.ref_name }}'
                env:
                  VERSION_TAG: \${{ steps.version.outputs.tag }}
      `,
    },
    {
      title: 'Text of an event that does not start the workflow yet',
      bad: yaml`
        on: push
        jobs:
          greet:
            runs-on: ubuntu-24.04
            steps:
              - run: echo "\${{ github.event.issue.title }}"
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`github.event.issue.title\` becomes part of the script.
      `,
      good: yaml`
        on: push
        jobs:
          greet:
            runs-on: ubuntu-24.04
            steps:
              - run: echo "$ISSUE_TITLE"
                env:
                  ISSUE_TITLE: \${{ github.event.issue.title }}
      `,
    },
  ],

  valid: [
    yaml`
      on: pull_request
      jobs:
        test:
          runs-on: ubuntu-24.04
          steps:
            - run: echo \${{ github.event.issue.number }} \${{ contains(github.event.issue.title, 'x') }}
    `,
    yaml`
      on:
        workflow_dispatch:
          inputs:
            dry-run:
              type: boolean
            target:
              type: choice
              options: [a, b]
      jobs:
        release:
          runs-on: ubuntu-24.04
          steps:
            - run: ./release \${{ inputs.dry-run }} \${{ inputs.target }} \${{ github.sha }} \${{ github.event.inputs.target }}
            - run: ./release "$VERSION"
              env:
                VERSION: \${{ inputs.version }}
    `,
  ],
});

/** Text of an event that does not start this workflow yet. */
function unfilled(expression: ExpressionNode): UntrustedRead | undefined {
  const reads = untrustedReads(expression.ast, expression, { anyEvent: true });
  return reads.find(({ grade, source }) => grade !== 'writer' && source.startsWith('github.event.'));
}

function isOutput({ path }: Reference): boolean {
  return (path[0] === 'steps' || path[0] === 'needs') && path.includes('outputs');
}
