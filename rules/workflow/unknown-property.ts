import { asMap, type ExpressionNode, fix, nearestName, type Reference, references, rewriteInside, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Expression reads a value that does not exist',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: 'GitHub reads it as an empty string without a warning: conditions become false, and commands get empty arguments.',
  equivalents: ['actionlint:expression'],

  visit: {
    expression(expression, report) {
      if (expression.errors.length > 0 || expression.file.isBroken) return;
      for (const reference of references(expression.ast)) {
        const at = reference.spans[1];
        const name = reference.path[1];
        if (!at || name === undefined || name === '' || name === '*') continue;
        const problem = problemOf(expression, reference, name);
        if (!problem) continue;
        const node = reference.path[0] ?? '';
        const near = nearestName(name, problem.known);
        const isName = expression.scalar.text[at.start] !== "'";
        report(
          expression.at(at),
          `${problem.message(expression.written(at).replaceAll("'", ''))}${near ? `; did you mean \`${node}.${near}\`?` : '.'}`,
          near !== undefined &&
            isName &&
            fix('unsafe', `Read \`${node}.${near}\``, () => rewriteInside(expression.file.yaml, expression.scalar, at.start, at.end, near)),
        );
      }
    },
  },

  fixSafety: 'You may have meant another name.',

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
              - id: version
                run: ./version
              - run: echo "\${{ steps.verison.outputs.tag }}"
                                     ^^^^^^^ No step before this one has the id \`verison\`; did you mean \`steps.version\`?
          deploy:
            runs-on: ubuntu-24.04
            if: needs.build.result == 'success'
                      ^^^^^ \`build\` is not in \`needs\` of \`deploy\`.
            steps:
              - run: echo "\${{ steps.last.outcome }}"
                                     ^^^^ The step \`last\` has not run yet.
              - id: last
                run: make deploy
      `,
      good: yaml`
        on: push
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
              - id: version
                run: ./version
              - run: echo "\${{ steps.version.outputs.tag }}"
          deploy:
            runs-on: ubuntu-24.04
            if: needs.build.result == 'success'
            steps:
              - run: echo "\${{ steps.last.outcome }}"
              - id: last
                run: make deploy
      `,
    },
    {
      title: 'Inputs',
      bad: yaml`
        on:
          workflow_dispatch:
            inputs:
              version:
                type: string
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
              - run: ./version
                env:
                  VERSION: \${{ inputs.verson }}
                                      ^^^^^^ There is no input \`verson\`; did you mean \`inputs.version\`?
      `,
      good: yaml`
        on:
          workflow_dispatch:
            inputs:
              version:
                type: string
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
              - run: ./version
                env:
                  VERSION: \${{ inputs.version }}
      `,
    },
  ],

  valid: [
    yaml`
      on:
        push:
        workflow_call:
          inputs:
            a:
              type: string
      jobs:
        build:
          runs-on: ubuntu-24.04
          outputs:
            tag: \${{ steps.Version.outputs.tag }}
          steps:
            - id: version
              run: ./version
            - if: steps.version.outcome == 'success' && inputs.A
              run: make
        deploy:
          needs: [build]
          runs-on: ubuntu-24.04
          steps:
            - run: echo "\${{ needs.Build.outputs.tag }} \${{ toJSON(steps) }} \${{ steps[matrix.id].outcome }}"
    `,
  ],
});

interface Problem {
  /** Of the name as it is written; without the full stop. */
  readonly message: (name: string) => string;
  /** Names that could have been read. */
  readonly known: readonly string[];
}

function problemOf(expression: ExpressionNode, { path }: Reference, name: string): Problem | undefined {
  switch (path[0]) {
    case 'steps':
      return unknownStep(expression, name);
    case 'needs':
      return unknownNeed(expression, name);
    case 'inputs':
      return unknownInput(expression, name);
    default:
      return undefined;
  }
}

function unknownStep({ file, job, step }: ExpressionNode, name: string): Problem | undefined {
  if (!job && file.kind !== 'action') return undefined;
  const all = job ? job.steps : file.compositeSteps;
  if (all.some((one) => one.id?.text.includes('${{'))) return undefined;
  // Steps in parallel have no order.
  const isOrdered = step !== undefined && (job?.map?.get('steps') ?? file.root?.at('runs', 'steps')) === step.item.parent;
  const before = isOrdered ? all.slice(0, step.index) : all;
  const ids = before.flatMap((one) => one.id?.text ?? []);
  if (ids.some((id) => id.toLowerCase() === name)) return undefined;
  const isLater = all.some((one) => one.id?.text.toLowerCase() === name);
  const known = isLater ? [] : ids;
  return {
    known,
    message: (written) =>
      isLater
        ? `The step \`${written}\` has not run yet`
        : `No step ${isOrdered ? 'before this one' : 'of the job'} has the id \`${written}\``,
  };
}

function unknownNeed({ file, job }: ExpressionNode, name: string): Problem | undefined {
  const needs = job?.map?.get('needs');
  if (!job || (needs?.kind === 'scalar' && needs.text.includes('${{'))) return undefined;
  const known = job.needs.map((need) => need.name);
  if (known.some((need) => need.toLowerCase() === name)) return undefined;
  const other = file.job(name);
  return {
    known: other ? [] : known,
    message: (written) =>
      other ? `\`${other.id}\` is not in \`needs\` of \`${job.id}\`` : `\`${written}\` is not in \`needs\` of \`${job.id}\``,
  };
}

function unknownInput({ file }: ExpressionNode, name: string): Problem | undefined {
  const maps =
    file.kind === 'action'
      ? [asMap(file.root?.get('inputs'))]
      : file.triggers
          .filter((trigger) => /^workflow_(dispatch|call)$/.test(trigger.name))
          .map((trigger) => asMap(trigger.map?.get('inputs')));
  const known = maps.flatMap((map) => map?.pairs.map((pair) => pair.name) ?? []);
  if (known.length === 0 || known.some((input) => input.toLowerCase() === name)) return undefined;
  return { known, message: (written) => `There is no input \`${written}\`` };
}
