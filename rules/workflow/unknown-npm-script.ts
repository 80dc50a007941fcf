import {
  fix,
  hasRepositoryFiles,
  mayFail,
  nearestName,
  operands,
  packageAt,
  runCommands,
  type ShellCommand,
  workflowRule,
  yaml,
} from '#core';

export default workflowRule({
  title: 'Script that the package does not have',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: '`npm run` fails for a script that `package.json` does not define, and the job with it.',
  fixSafety: 'Another script of the package runs: check that it is the one that was meant.',

  visit: {
    runStep(step, report, { source, project }) {
      if (
        !step.job ||
        !hasRepositoryFiles(step, step.job, 'package.json') ||
        makesPackages(step.job.steps.map((other) => other.run?.text ?? ''))
      )
        return;
      for (const { command, folder } of runCommands(step)) {
        const wanted = command.program === 'npm' ? wantedScript(command) : undefined;
        if (!wanted || folder === undefined || command.context.nested || mayFail(command)) continue;
        const one = packageAt(project, folder);
        if (!one || one.scripts.has(wanted.name)) continue;
        const where = one.folder === '' ? 'The `package.json`' : `\`${one.folder}/package.json\``;
        const similar = nearestName(wanted.name, [...one.scripts.keys()]);
        const isPlain = source.text.slice(wanted.span.start, wanted.span.end) === wanted.name && /^[\w:.-]+$/.test(similar ?? '');
        report(
          wanted.span,
          `${where} has no script \`${wanted.name}\`.`,
          similar !== undefined &&
            isPlain &&
            wanted.isWritten &&
            fix('unsafe', `Run \`${similar}\``, () => [{ file: source.path, ...wanted.span, newText: similar }]),
        );
      }
    },
  },

  examples: [
    {
      path: '.github/workflows/ci.yml',
      files: { 'package.json': '{ "scripts": { "type-check": "tsc" } }' },
      bad: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - run: |
                  npm ci
                  npm run typecheck # all of it
                          ^^^^^^^^^ The \`package.json\` has no script \`typecheck\`.
                  npm test
                      ^^^^ The \`package.json\` has no script \`test\`.
      `,
      good: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - run: |
                  npm ci
                  npm run type-check # all of it
                  npm test
      `,
    },
  ],

  valid: [
    {
      path: '.github/workflows/ci.yml',
      files: { 'package.json': '{ "scripts": { "lint": "eslint ." } }', 'web/package.json': '{ "scripts": { "build": "vite build" } }' },
      text: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - run: npm run lint && npm run other --if-present && npm run all --workspaces
              - run: cd web && npm run build
              - run: npm run build
                working-directory: web
              - run: npm run build
                working-directory: \${{ matrix.folder }}
              - run: npm --prefix web run build
      `,
    },
    {
      title: 'A folder that the run makes',
      path: '.github/workflows/ci.yml',
      files: { 'package.json': '{ "scripts": {} }' },
      text: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - run: npm pkg set scripts.test=jest
              - run: npm test
      `,
    },
  ],
});

interface Wanted {
  readonly name: string;
  readonly span: { readonly start: number; readonly end: number };
  /** The name itself can be replaced. */
  readonly isWritten: boolean;
}

function wantedScript(command: ShellCommand): Wanted | undefined {
  if (
    command.words.some(({ prefix }) =>
      /^(?:--if-present|--prefix|-C|-w|--workspaces?|-ws|-iwr|--include-workspace-root|-g|--global)(?:=|$)/.test(prefix),
    )
  ) {
    return undefined;
  }
  const [first, second] = operands(command);
  if (first?.text === 'run' || first?.text === 'run-script') {
    return second?.text === undefined || second.text.includes('_____')
      ? undefined
      : { name: second.text, span: second.span, isWritten: true };
  }
  return first && (first.text === 'test' || first.text === 't') ? { name: 'test', span: first.span, isWritten: false } : undefined;
}

/** Packages come or change while the job runs. */
function makesPackages(scripts: readonly string[]): boolean {
  return scripts.some((text) =>
    /\bnpm (?:pkg set|init)|\b(?:git clone|git checkout|git switch|git submodule)\b|package\.json|\bnpm create\b/.test(text),
  );
}
