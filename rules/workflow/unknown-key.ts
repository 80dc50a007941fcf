import { fix, renameKey, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Unknown key',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub refuses the whole file for one unknown key. Keys are case-sensitive.',
  equivalents: ['actionlint:syntax-check', 'actionlint:permissions'],

  visit: {
    schemaProblem({ code, span, message, suggestion, pair, name }, report) {
      if (code !== 'unknown-key' || !pair) return;
      const sameWord = suggestion?.toLowerCase() === name.toLowerCase();
      report(
        span,
        message,
        suggestion !== undefined &&
          fix(sameWord ? 'safe' : 'unsafe', `Rename to \`${suggestion}\``, () => renameKey(pair.key.file, pair, suggestion)),
      );
    },
  },

  fixSafety: 'You may have meant another key. Where only the case is wrong, the fix is certain.',

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
            run-on: ubuntu-24.04 # newest
            ^^^^^^ A job has no key \`run-on\`; did you mean \`runs-on\`?
            steps:
              - run: make
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04 # newest
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
              - Name: Build
                ^^^^ A \`run\` step has no key \`Name\`; did you mean \`name\`?
                run: make
              - uses: actions/checkout@v7
                shell: bash
                ^^^^^ A \`uses\` step cannot have \`shell\`.
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - name: Build
                run: make
              - uses: actions/checkout@v7
                shell: bash
      `,
    },
    {
      title: 'A scope that tokens do not have',
      bad: yaml`
        on: push
        permissions:
          content: read
          ^^^^^^^ \`permissions\` has no key \`content\`; did you mean \`contents\`?
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
      good: yaml`
        on: push
        permissions:
          contents: read
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
    },
  ],

  valid: [
    yaml`
      on:
        schedule:
          - cron: '0 4 * * 1'
            timezone: Europe/Berlin
      permissions:
        models: read
      jobs:
        test:
          runs-on: ubuntu-24.04
          env:
            anything: goes
          steps:
            - run: make
              env:
                \${{ insert }}: \${{ matrix.env }}
    `,
    {
      text: yaml`
      on: push
      jobs:
        test:
          runs-on: ubuntu-24.04
          ste
    `,
      broken: true,
      title: 'A key that is still being typed',
    },
  ],
});
