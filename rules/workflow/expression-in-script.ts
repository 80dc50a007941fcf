import {
  asMap,
  carriers,
  codeExpressions,
  fix,
  moveToVariable,
  type Reference,
  untrustedReads,
  type WorkflowFile,
  workflowRule,
  yaml,
} from '#core';

export default workflowRule({
  title: 'Expression in a script',
  category: 'security',
  severity: 'low',
  profile: 'strict',
  why: 'Expressions are put into a script before a shell reads it: an input or a branch name with a quote or `$(…)` in it becomes code, and scripts run with more rights than whoever started them.',
  equivalents: ['zizmor:template-injection'],

  visit: {
    file(file, report) {
      for (const { expression, input } of codeExpressions(file)) {
        if (expression.errors.length > 0) continue;
        const reads = untrustedReads(expression.ast, expression);
        // Worse ones are reported by `workflow/script-injection`.
        if (reads.some((read) => read.grade !== 'writer')) continue;
        const read = reads.find((one) => !isHarmlessInput(file, one.source));
        const reference = read?.reference ?? carriers(expression.ast).find((one) => isOutput(one.reference))?.reference;
        if (!reference) continue;
        report(
          expression.span,
          `\`${expression.written(reference.node)}\` is put into ${input.name === 'run' ? 'the script' : `\`${input.name}\``} as code, not as a value.`,
          fix('unsafe', 'Pass it through an environment variable', () => moveToVariable(expression, input)),
        );
      }
    },
  },

  fixSafety: 'A script that relied on the text being split into words, or on code in it, behaves differently.',

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
                               ^^^^^^^^^^^^^^^^^^^^^ \`inputs.version\` is put into the script as code, not as a value.
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
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`steps.version.outputs.tag\` is put into the script as code, not as a value.
                                                                    ^^^^^^^^^^^^^^^^^^^^^^ \`github.ref_name\` is put into the script as code, not as a value.
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
  ],

  valid: [
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

function isOutput({ path }: Reference): boolean {
  return (path[0] === 'steps' || path[0] === 'needs') && path.includes('outputs');
}

/** Switches, numbers and lists of choices hold nothing that a shell would take for code. */
function isHarmlessInput(file: WorkflowFile, source: string): boolean {
  const name = /^(?:github\.event\.)?inputs\.([^.*]+)$/.exec(source)?.[1];
  if (name === undefined) return false;
  const types = file.triggers.flatMap((trigger) => {
    const inputs = asMap(trigger.map?.get('inputs'));
    const pair = inputs?.pairs.find((one) => one.name.toLowerCase() === name);
    return pair ? [asMap(pair.value)?.text('type') ?? 'string'] : [];
  });
  return types.length > 0 && types.every((type) => type === 'boolean' || type === 'number' || type === 'choice');
}
