import { findExpressions, type Job, parseExpression, references, type Step, severity, workflowRule, yaml } from '#core';

const PRIVILEGED = ['pull_request_target', 'workflow_run', 'issue_comment'];

/** What names the code of a pull request. */
const HEAD = [
  /^github\.head_ref$/,
  /^github\.event\.pull_request\.(head\.(sha|ref|label|repo\..*)|merge_commit_sha)$/,
  /^github\.event\.workflow_run\.(head_branch|head_sha|head_commit\.id|head_repository\..*|pull_requests\.\*\.head\..*)$/,
];
const NUMBER = /^github\.event\.(number|pull_request\.number|issue\.number)$/;

/** Programs that run code of the folder they are started in: scripts of a package, a build file, plug-ins of a configuration. */
const BUILDERS =
  /^(?:npm|npx|yarn|pnpm|bun|make|cmake|gradle|gradlew|mvn|mvnw|ant|cargo|go|pip|pip3|poetry|uv|tox|nox|pytest|python|python3|node|deno|ruby|bundle|rake|composer|php|dotnet|msbuild|swift|bazel|just|task|docker|docker-compose|terraform|pre-commit|eslint|jest|mocha|tsc|bash|sh)$/;

export default workflowRule({
  title: 'Checkout of a pull request’s code with access to secrets',
  category: 'security',
  severity: 'high',
  profile: 'recommended',
  why: 'These runs have the repository’s secrets and a token with write access. When they build or test the code of an outsider’s pull request, that code can read both.',
  equivalents: ['poutine:untrusted_checkout_exec'],
  noFix: 'The workflow has to be split: build with `pull_request`, and use the result in a second workflow that checks out nothing.',

  visit: {
    job(job, report) {
      const { file } = job;
      if (!file.hasTrigger(...PRIVILEGED) || onlyOwnPulls(job, undefined)) return;
      for (const step of job.steps) {
        const found = headCheckout(step);
        if (!found || onlyOwnPulls(job, step)) continue;
        const trigger = file.triggers.find((one) => PRIVILEGED.includes(one.name))?.name ?? '';
        const runner = job.steps.slice(step.index + 1).find(runsCode);
        report(
          found,
          runner
            ? `This \`${trigger}\` run checks out the code of a pull request, and a later step executes it.`
            : `This \`${trigger}\` run checks out the code of a pull request, with access to secrets.`,
          runner && !isGated(job) ? severity('critical') : undefined,
        );
      }
    },
  },

  examples: [
    {
      bad: yaml`
        on: pull_request_target
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
                with:
                  ref: \${{ github.event.pull_request.head.sha }}
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This \`pull_request_target\` run checks out the code of a pull request, and a later step executes it.
              - run: npm ci
      `,
    },
    {
      bad: yaml`
        on: issue_comment
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
                with:
                  ref: refs/pull/\${{ github.event.issue.number }}/merge
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ This \`issue_comment\` run checks out the code of a pull request, with access to secrets.
              - run: cat README.md
              - run: gh pr checkout "$NUMBER"
                     ^^^^^^^^^^^^^^^^^^^^^^^^ This \`issue_comment\` run checks out the code of a pull request, with access to secrets.
      `,
    },
  ],

  valid: [
    yaml`
      on: pull_request_target
      jobs:
        label:
          runs-on: ubuntu-24.04
          steps:
            - uses: actions/checkout@v7
            - run: make label
    `,
    yaml`
      on: pull_request
      jobs:
        test:
          runs-on: ubuntu-24.04
          steps:
            - uses: actions/checkout@v7
              with:
                ref: \${{ github.event.pull_request.head.sha }}
            - run: make
    `,
    yaml`
      on: pull_request_target
      jobs:
        test:
          if: github.event.pull_request.head.repo.full_name == github.repository
          runs-on: ubuntu-24.04
          steps:
            - uses: actions/checkout@v7
              with:
                ref: \${{ github.head_ref }}
            - run: make
    `,
  ],
});

/** Where a step fetches the code of the pull request. */
function headCheckout(step: Step): { start: number; end: number } | undefined {
  if (step.usesAction('actions/checkout')) {
    for (const name of ['ref', 'repository']) {
      const value = step.input(name)?.value;
      if (value?.kind === 'scalar' && namesHead(value.text)) return value.span;
    }
    return undefined;
  }
  const fetch = step.script?.commands.find(({ program, words }) => {
    const line = words.map((word) => word.template).join(' ');
    return (program === 'gh' && /^pr checkout\b/.test(line)) || (program === 'git' && /^(fetch|pull)\b.*\b(refs\/)?pull\//.test(line));
  });
  return fetch?.span;
}

function namesHead(text: string): boolean {
  return findExpressions(text).some((fence) => {
    const { ast } = parseExpression(text.slice(fence.inner.start, fence.inner.end));
    return references(ast).some(({ path }) => {
      const name = path.join('.');
      return HEAD.some((pattern) => pattern.test(name)) || (NUMBER.test(name) && /\bpull\//.test(text));
    });
  });
}

function runsCode(step: Step): boolean {
  const { reference, script } = step;
  if (reference?.kind === 'local') return true;
  return script?.commands.some(({ program, name }) => (program !== undefined && BUILDERS.test(program)) || name?.startsWith('./')) ?? false;
}

/** Conditions that let no pull request of a fork through. */
function onlyOwnPulls(job: Job, step: Step | undefined): boolean {
  const conditions = [job.map?.text('if'), step?.condition?.text];
  return conditions.some(
    (text) =>
      text !== undefined &&
      (/head\.repo\.(full_name|owner\.login|id)\s*==\s*github\.(repository|event\.repository)/.test(text) ||
        /github\.repository(_owner)?\s*==\s*github\.event\.(pull_request|workflow_run)\.head/.test(text) ||
        /head_repository\.(full_name|owner\.login|id)\s*==\s*github\./.test(text) ||
        /head\.repo\.fork\s*==\s*false|!\s*github\.event\.pull_request\.head\.repo\.fork/.test(text) ||
        /github\.event\.workflow_run\.event\s*[!=]=\s*'(push|schedule|workflow_dispatch)'/.test(text)),
  );
}

/** Somebody with rights has to act first: an environment with reviewers, a label, or a check of the author. */
function isGated(job: Job): boolean {
  const condition = job.map?.text('if') ?? '';
  return job.has('environment') || /label|author_association|github\.(event\.)?(actor|sender|triggering_actor)/.test(condition);
}
