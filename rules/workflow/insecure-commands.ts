import { type FileEdit, fix, removeKey, type WorkflowFile, workflowRule, type YamlPair, yaml } from '#core';

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
        fix('unsafe', 'Remove the variable', () => withoutVariable(file, pair)),
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

/** An `env` that would be left empty goes, too, but not a comment in it. */
function withoutVariable({ yaml: file }: WorkflowFile, pair: YamlPair): readonly FileEdit[] | undefined {
  const { owner, own } = pair.parent;
  if (own.length > 1 || !owner || !('key' in owner)) return removeKey(file, pair);
  const isCommented = file.comments.some(({ span }) => span.start > owner.key.span.start && span.end <= pair.key.span.start);
  return isCommented ? undefined : removeKey(file, owner);
}
