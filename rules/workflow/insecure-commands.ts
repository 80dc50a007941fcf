import { fix, removeKey, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Insecure workflow commands are switched on',
  category: 'security',
  severity: 'high',
  profile: 'recommended',
  why: 'With this variable, anything that a step prints can set the environment of later steps, also text that outsiders wrote.',
  equivalents: ['zizmor:insecure-commands', 'checkov:CKV_GHA_1', 'kics:unsecured_commands'],

  visit: {
    envEntry({ file, name, value, key, pair }, report) {
      if (name.toUpperCase() !== 'ACTIONS_ALLOW_UNSECURE_COMMANDS' || !/^(true|1|yes|on)$/i.test(value?.text.trim() ?? '')) return;
      report(
        key.span,
        '`ACTIONS_ALLOW_UNSECURE_COMMANDS` switches on commands that GitHub disabled as insecure.',
        fix('unsafe', 'Remove the variable', () => {
          const { owner, own } = pair.parent;
          const isAlone = own.length === 1 && owner !== undefined && 'key' in owner;
          return removeKey(file.yaml, isAlone ? owner : pair);
        }),
      );
    },
  },

  fixSafety: 'Steps that use `::set-env` or `::add-path` fail without it; write to `$GITHUB_ENV` and `$GITHUB_PATH` instead.',

  examples: [
    {
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            env:
              ACTIONS_ALLOW_UNSECURE_COMMANDS: true
              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`ACTIONS_ALLOW_UNSECURE_COMMANDS\` switches on commands that GitHub disabled as insecure.
              MODE: fast
            steps:
              - run: make
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            env:
              MODE: fast
            steps:
              - run: make
      `,
    },
    {
      title: 'The only variable',
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
                env:
                  ACTIONS_ALLOW_UNSECURE_COMMANDS: 'true'
                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ \`ACTIONS_ALLOW_UNSECURE_COMMANDS\` switches on commands that GitHub disabled as insecure.
              - run: make test
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
              - run: make test
      `,
    },
  ],

  valid: [
    yaml`
      on: push
      env:
        ACTIONS_ALLOW_UNSECURE_COMMANDS: false
      jobs:
        test:
          runs-on: ubuntu-24.04
          steps:
            - run: make
    `,
  ],
});
