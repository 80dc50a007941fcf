import { hasRepositoryFiles, mayFail, packageAt, runCommands, type ShellCommand, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Workspace of a package without workspaces',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'When `package.json` lists no workspaces, npm stops with "No workspaces found", even where the folder holds a package.',
  noFix: 'Either the package gets `workspaces`, or the step a `working-directory`.',

  visit: {
    runStep(step, report, { project }) {
      if (!step.job || !hasRepositoryFiles(step, step.job, 'package.json')) return;
      for (const { command, folder } of runCommands(step)) {
        const flag = command.program === 'npm' ? workspaceFlag(command) : undefined;
        if (!flag || folder === undefined || command.context.nested || mayFail(command)) continue;
        const one = packageAt(project, folder);
        if (!one || one.workspaces !== undefined) continue;
        const where = folder === '' ? 'The `package.json`' : `\`${folder}/package.json\``;
        report(flag.span, `${where} has no \`workspaces\`.`);
      }
    },
  },

  examples: [
    {
      path: '.github/workflows/ci.yml',
      files: { 'package.json': '{ "scripts": {} }', 'api/package.json': '{ "scripts": { "test": "vitest" } }' },
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - run: npm -w api test && npm run test --workspace=api
                         ^^ The \`package.json\` has no \`workspaces\`.
                                                     ^^^^^^^^^^^^^^^ The \`package.json\` has no \`workspaces\`.
      `,
    },
  ],

  valid: [
    {
      path: '.github/workflows/ci.yml',
      files: { 'package.json': '{ "workspaces": ["api"] }', 'api/package.json': '{ "scripts": { "test": "vitest" } }' },
      text: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - run: npm -w api test && npm --prefix api test
              - run: npm -w api test
                working-directory: other
      `,
    },
  ],
});

function workspaceFlag(command: ShellCommand): ShellCommand['words'][number] | undefined {
  if (command.words.some(({ prefix }) => /^(?:--prefix|-C)(?:=|$)/.test(prefix))) return undefined;
  return command.words.find(({ prefix }) => prefix === '-w' || /^--workspaces?(?:=|$)/.test(prefix));
}
