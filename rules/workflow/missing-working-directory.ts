import {
  fix,
  type Job,
  mayFail,
  operands,
  packageAt,
  packageFolders,
  repositoryRoot,
  runCommands,
  type ShellCommand,
  setIn,
  workflowRule,
  yaml,
} from '#core';

export default workflowRule({
  title: 'Package manager runs where no package is',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Steps start in the root of the repository. Without a `package.json` there, the package manager fails.',
  fixSafety: 'All scripts of the job run in that folder from then on.',

  visit: {
    job(job, report, { project }) {
      const root = repositoryRoot(job.file.path);
      if (!job.map || !job.steps.some((step) => step.usesAction('actions/checkout')) || changesFiles(job)) return;
      for (const step of job.steps) {
        for (const { command, folder } of runCommands(step)) {
          if (folder === undefined || !needsPackage(command) || command.context.nested || mayFail(command)) continue;
          if (packageAt(project, folder) !== null || project.list(folder) === undefined) continue;
          const found = packageFolders(project, root);
          if (found.length === 0) return;
          const only = found.length === 1 && folder === root ? found[0] : undefined;
          const map = job.map;
          const isSet = job.has('defaults', 'run', 'working-directory') || job.steps.some((one) => one.map.has('working-directory'));
          report(
            command.span,
            `There is no \`package.json\` in ${folder === root ? 'the root' : `\`${folder}\``}${only === undefined ? '' : `: it is in \`${relative(root, only)}\``}.`,
            only !== undefined &&
              !isSet &&
              fix('unsafe', `Run the steps in \`${relative(root, only)}\``, () =>
                setIn(job.file.yaml, map, ['defaults', 'run', 'working-directory'], relative(root, only)),
              ),
          );
          return;
        }
      }
    },
  },

  examples: [
    {
      path: '.github/workflows/ci.yml',
      files: { 'apps/web/package.json': '{}' },
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - run: pnpm install # all of it
                     ^^^^^^^^^^^^ There is no \`package.json\` in the root: it is in \`apps/web\`.
              - run: pnpm test
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - run: pnpm install # all of it
              - run: pnpm test
            defaults:
              run:
                working-directory: apps/web
      `,
    },
  ],

  valid: [
    {
      path: '.github/workflows/ci.yml',
      files: { 'web/package.json': '{}' },
      text: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - run: npm install -g pnpm && npm install eslint
              - run: cd web && npm ci
              - run: npm ci
                working-directory: web
              - run: npm --prefix web ci
      `,
    },
  ],
});

function needsPackage(command: ShellCommand): boolean {
  const { program } = command;
  if (program !== 'npm' && program !== 'pnpm' && program !== 'yarn') return false;
  if (
    command.words.some(({ prefix }) => /^(?:--prefix|-C|--dir|--cwd|-g|--global|--version|-v|-h|--help|--filter|-F|-w)(?:=|$)/.test(prefix))
  )
    return false;
  const [first, second] = operands(command).map((word) => word.text);
  if (first === undefined) return program === 'yarn' && operands(command).length === 0;
  if (first === 'ci' || first === 'test' || first === 'run') return true;
  return (first === 'install' || (first === 'i' && program !== 'yarn')) && second === undefined && operands(command).length === 1;
}

/** The job brings files that are not in the repository, or other files of it. */
function changesFiles(job: Job): boolean {
  return job.steps.some(
    (step) =>
      (step.usesAction('actions/checkout') &&
        (step.input('repository') || step.input('path') || step.input('ref') || step.input('sparse-checkout'))) ||
      step.usesAction('actions/download-artifact') ||
      /\bgit (?:clone|checkout|switch|pull)\b|\b(?:npm|pnpm|yarn) (?:init|create)\b|package\.json|\btar\b|\bunzip\b/.test(
        step.run?.text ?? '',
      ),
  );
}

function relative(root: string, folder: string): string {
  return root === '' ? folder : folder.slice(root.length + 1);
}
