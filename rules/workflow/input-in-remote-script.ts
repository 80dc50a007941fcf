import {
  type CodeInput,
  codeExpressions,
  type ExpressionNode,
  isHarmlessInput,
  type Span,
  untrustedReads,
  workflowRule,
  yaml,
} from '#core';

export default workflowRule({
  title: 'Input becomes code on another machine',
  category: 'security',
  severity: 'high',
  profile: 'recommended',
  why: 'The value is put into the script before the server runs it: `1; rm -rf /` in the form of the run is a command there, with the rights of the deploying account. Whoever may start the workflow needs no access to the server.',
  equivalents: ['review:X13'],
  supersedes: ['workflow/expression-in-script'],
  noFix:
    'A variable does not help: it is expanded before the script goes to the server. Let the input be of `type: choice`, or compare it with a pattern in an earlier step and stop the job when it does not fit.',

  visit: {
    file(file, report) {
      for (const { expression, input } of codeExpressions(file)) {
        if (expression.errors.length > 0 || !isRemote(input, expression)) continue;
        const reads = untrustedReads(expression.ast, expression);
        // What anyone can write is reported by `workflow/script-injection`.
        if (reads.some((read) => read.grade !== 'writer')) continue;
        const read = reads.find((one) => /^(?:github\.event\.)?inputs\./.test(one.source) && !isHarmlessInput(file, one.source));
        if (!read || isChecked(input, expression)) continue;
        report(expression.span, `\`${expression.written(read.reference.node)}\` becomes part of a script that runs on another machine.`);
      }
    },
  },

  examples: [
    {
      bad: yaml`
        on:
          workflow_dispatch:
            inputs:
              backup_date:
                required: true
        jobs:
          restore:
            runs-on: ubuntu-24.04
            steps:
              - uses: appleboy/ssh-action@v1
                with:
                  host: db.example.com
                  script: |
                    gunzip -c backup-\${{ github.event.inputs.backup_date }}.sql.gz | psql app
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`github.event.inputs.backup_date\` becomes part of a script that runs on another machine.
              - run: ssh me@example.com "./restore \${{ inputs.backup_date }}"
                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^ \`inputs.backup_date\` becomes part of a script that runs on another machine.
      `,
    },
  ],

  valid: [
    {
      title: 'One of a list, and a value that was compared with a pattern',
      text: yaml`
        on:
          workflow_dispatch:
            inputs:
              stage:
                type: choice
                options: [a, b]
              version:
                type: string
        jobs:
          restore:
            runs-on: ubuntu-24.04
            steps:
              - run: |
                  [[ "$VERSION" =~ ^[0-9.]+$ ]] || exit 1
                env:
                  VERSION: \${{ inputs.version }}
              - run: ssh me@example.com "./restore \${{ inputs.stage }} \${{ inputs.version }}"
      `,
    },
    yaml`
      on:
        workflow_dispatch:
          inputs:
            version:
              type: string
      jobs:
        a:
          runs-on: ubuntu-24.04
          steps:
            - run: ./release \${{ inputs.version }}
    `,
  ],
});

function isRemote({ step, name, scalar }: CodeInput, expression: ExpressionNode): boolean {
  if (name !== 'run') return step.usesAction('appleboy/ssh-action');
  const ssh = step.script?.commands.find(({ program, span, redirects }) => {
    const documents = redirects.map((redirect) => redirect.hereDocument?.bodySpan);
    return program === 'ssh' && [span, ...documents].some((outer) => outer && holds(outer, expression.span));
  });
  if (!ssh) return false;
  // The destination itself is read on this side.
  const word = ssh.words.find((one) => holds(one.span, expression.span));
  return (
    scalar.text !== '' &&
    (!word || /\s/.test(word.template) || ssh.words.indexOf(word) > ssh.words.findIndex((one) => one.template.includes('@')))
  );
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** An earlier step of the job looks at the value, which nobody here can judge. */
function isChecked({ step }: CodeInput, expression: ExpressionNode): boolean {
  const name = /inputs\.([\w-]+)/.exec(expression.text)?.[1];
  if (name === undefined) return false;
  const earlier = step.job?.steps.slice(0, step.index) ?? [];
  return earlier.some((other) => {
    const text = other.file.source.text.slice(other.map.span.start, other.map.span.end);
    return text.includes(`inputs.${name}`) && /=~|\bgrep\b|\bcase\b|\bexpr\b/.test(text);
  });
}
