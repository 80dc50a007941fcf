import {
  type Activities,
  type Activity,
  activitiesOfWorkflow,
  availableChecks,
  covers,
  type Deployment,
  inWords,
  isAtLeast,
  mainDeployment,
  repositoryRoot,
  type Severity,
  severity,
  union,
  type WorkflowFile,
  workflowRule,
  workflowsOf,
  yaml,
} from '#core';

interface Check {
  readonly row: string;
  /** Any of these is enough. */
  readonly done: readonly Activity[];
  /** What the project has to have for it. */
  readonly needs: Activity;
  /** Ends "Nothing before the deployment …". */
  readonly verb: string;
  readonly severity: Severity;
}

const CHECKS: readonly Check[] = [
  { row: 'review:F074', done: ['test'], needs: 'test', verb: 'runs the tests', severity: 'critical' },
  { row: 'review:F071', done: ['install'], needs: 'install', verb: 'installs the dependencies', severity: 'high' },
  {
    row: 'review:F076',
    done: ['dependency-audit', 'image-scan', 'sast'],
    needs: 'dependency-audit',
    verb: 'looks for known vulnerabilities',
    severity: 'high',
  },
  { row: 'review:F072', done: ['lint'], needs: 'lint', verb: 'lints', severity: 'medium' },
  { row: 'review:F073', done: ['typecheck'], needs: 'typecheck', verb: 'checks types', severity: 'medium' },
  { row: 'review:F075', done: ['coverage'], needs: 'coverage', verb: 'measures test coverage', severity: 'medium' },
  { row: 'review:F077', done: ['build'], needs: 'build', verb: 'builds', severity: 'medium' },
];

export default workflowRule({
  title: 'Deployment that nothing checks before',
  category: 'ci-cd',
  severity: 'high',
  profile: 'strict',
  why: 'What is pushed goes live, broken or not. The project has these checks already; a job that runs them and that the deployment `needs` stops a bad version.',
  equivalents: CHECKS.map((check) => check.row),
  noFix:
    'The checks belong into a job of their own that the deploying job names in `needs`; which of them may block a deployment is a decision of the team.',

  visit: {
    file(file, report, { project }) {
      const deployment = mainDeployment(file, project);
      if (!deployment || deployment.before.isOpaque) return;
      const root = repositoryRoot(file.path);
      const has = availableChecks(project, root);
      const missing = CHECKS.filter((check) => has.has(check.needs) && isMissing(check, deployment));
      if (missing.length === 0) return;
      const others =
        workflowsOf(project, root)?.filter((other) => other.path !== file.path && other.hasTrigger('push', 'pull_request')) ?? [];
      const elsewhere = (check: Check): WorkflowFile | undefined =>
        others.find((other) => does(activitiesOfWorkflow(other, project), check));
      // Where a person or a tag starts it, the checks of the commit have run before.
      const isAutomatic = file.triggers.some(({ name, map }) => name === 'push' && !(map?.has('tags') && !map.has('branches')));
      // A scan says something about the project, whichever workflow runs it.
      const mayScan = union(others.map((other) => activitiesOfWorkflow(other, project))).isOpaque;
      const nowhere = missing.filter((check) => !elsewhere(check) && !(check.needs === 'dependency-audit' && mayScan));
      if (nowhere.length) {
        report(
          deployment.job.key.span,
          `Nothing before the deployment in \`${deployment.job.id}\` ${inWords(
            nowhere.map((check) => check.verb),
            'or',
          )}.`,
          severity(worst(nowhere)),
          covers(...nowhere.map((check) => check.row)),
        );
      }
      const apart = missing.filter((check) => check.needs !== 'dependency-audit' && check.needs !== 'install' && elsewhere(check));
      const [first] = apart;
      const other = first && elsewhere(first);
      if (!other || !isAutomatic) return;
      const there = apart.filter((check) => elsewhere(check) === other);
      report(
        deployment.job.key.span,
        `\`${deployment.job.id}\` deploys without waiting for \`${other.path.replace(/^.*\//, '')}\`, which ${inWords(
          there.map((check) => check.verb),
          'and',
        )}.`,
        severity('medium'),
        covers(...there.map((check) => check.row)),
      );
    },
  },

  examples: [
    {
      path: '.github/workflows/deploy.yml',
      files: {
        'package.json': '{ "scripts": { "lint": "eslint .", "test": "vitest run", "build": "vite build" }, "dependencies": { "a": "1" } }',
        'tsconfig.json': '{}',
      },
      bad: yaml`
        on:
          push:
            branches: [main]
        jobs:
          deploy:
          ^^^^^^ Nothing before the deployment in \`deploy\` runs the tests, installs the dependencies, looks for known vulnerabilities, lints, checks types or builds.
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v7
              - run: rsync -az --exclude node_modules ./ deploy@example.com:/srv/app
              - run: ssh deploy@example.com "sudo systemctl restart app"
      `,
    },
    {
      title: 'The checks run, but nobody waits for them',
      path: '.github/workflows/deploy.yml',
      files: {
        'package.json': '{ "scripts": { "test": "vitest run" } }',
        '.github/workflows/ci.yml': 'on: [push]\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm test\n',
      },
      bad: yaml`
        on:
          push:
            branches: [main]
        jobs:
          live:
          ^^^^ \`live\` deploys without waiting for \`ci.yml\`, which runs the tests.
            runs-on: ubuntu-24.04
            steps:
              - run: flyctl deploy --remote-only
      `,
    },
  ],

  valid: [
    {
      title: 'A job that it needs',
      path: '.github/workflows/deploy.yml',
      files: {
        'package.json': '{ "scripts": { "test": "vitest run", "check": "npm run lint && npm test", "lint": "eslint ." } }',
      },
      text: yaml`
        on: push
        jobs:
          check:
            runs-on: ubuntu-24.04
            steps:
              - run: npm run check
          deploy:
            needs: check
            runs-on: ubuntu-24.04
            steps:
              - run: kubectl apply -f deploy.yaml
      `,
    },
    {
      title: 'It waits for the end of another workflow',
      path: '.github/workflows/deploy.yml',
      files: {
        'package.json': '{ "scripts": { "test": "vitest run" } }',
        '.github/workflows/ci.yml': 'name: CI\non: [push]\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm test\n',
      },
      text: yaml`
        on:
          workflow_run:
            workflows: [CI]
            types: [completed]
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            steps:
              - run: rsync -a dist/ me@example.com:/srv
      `,
    },
    {
      title: 'A script that cannot be read may check everything',
      path: '.github/workflows/deploy.yml',
      files: { 'package.json': '{ "scripts": { "test": "vitest run" } }' },
      text: yaml`
        on: push
        jobs:
          deploy:
            runs-on: ubuntu-24.04
            steps:
              - run: ./verify-all.sh
              - run: rsync -a dist/ me@example.com:/srv
      `,
    },
    {
      title: 'A project without checks, and a site for its documentation',
      path: '.github/workflows/docs.yml',
      files: { 'package.json': '{ "scripts": { "test": "vitest run" } }' },
      text: yaml`
        on: push
        jobs:
          publish-docs:
            runs-on: ubuntu-24.04
            steps:
              - run: rsync -a site/ me@example.com:/srv
      `,
    },
  ],
});

function does(activities: Activities, check: Check): boolean {
  return check.done.some((activity) => activities.all.has(activity));
}

function isMissing(check: Check, { before, isManaged, job }: Deployment): boolean {
  if (does(before, check)) return false;
  // A platform, the build of the image, or the server that fetches the code itself installs and builds.
  const isElsewhere = isManaged || before.all.has('image-build') || !job.steps.some((step) => step.usesAction('actions/checkout'));
  return !(isElsewhere && (check.needs === 'install' || check.needs === 'build'));
}

function worst(checks: readonly Check[]): Severity {
  return checks.reduce<Severity>((found, check) => (isAtLeast(check.severity, found) ? check.severity : found), 'medium');
}
