import {
  activitiesOfWorkflow,
  appendItem,
  asMap,
  asScalar,
  asSeq,
  availableChecks,
  fix,
  type Project,
  replaceValue,
  repositoryRoot,
  setIn,
  type WorkflowFile,
  workflowRule,
  workflowsOf,
  yaml,
} from '#core';

const FOR_PULLS = ['pull_request', 'pull_request_target', 'merge_group'];

const OTHER_SERVICES =
  /^(?:\.gitlab-ci\.yml|\.circleci\/|\.travis\.yml|\.drone\.yml|\.buildkite\/|jenkinsfile|azure-pipelines\.ya?ml|bitbucket-pipelines\.yml|appveyor\.yml|\.cirrus\.yml)$/i;

export default workflowRule({
  title: 'No tests for pull requests',
  category: 'ci-cd',
  severity: 'medium',
  profile: 'strict',
  why: 'The tests run when the change is merged already. On the pull request they would say so before, and could block the merge.',
  equivalents: ['review:F083'],
  fixSafety: 'The workflow runs for pull requests, too; those from forks get no secrets.',

  visit: {
    file(file, report, { project }) {
      const on = file.root?.pair('on');
      if (!on || file.kind !== 'workflow' || !isPushed(file)) return;
      // Another service may test them.
      if (project.list(repositoryRoot(file.path))?.some((name) => OTHER_SERVICES.test(name))) return;
      const all = workflowsOf(project, repositoryRoot(file.path));
      if (!all || chosen(all, project)?.path !== file.path) return;
      const { all: activities } = activitiesOfWorkflow(file, project);
      const isHarmless = !(['deploy', 'image-push', 'release', 'migrate'] as const).some((one) => activities.has(one));
      report(
        on.key.span,
        'No workflow runs the tests for pull requests.',
        isHarmless && activities.has('test') && fix('unsafe', 'Run on pull requests, too', () => addTrigger(file)),
      );
    },
  },

  examples: [
    {
      path: '.github/workflows/ci.yml',
      files: {
        '.github/workflows/ci.yml':
          'on:\n  push:\n    branches: [main]\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npx jest\n',
      },
      bad: yaml`
        on:
        ^^ No workflow runs the tests for pull requests.
          push:
            branches: [main] # the default
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: npx jest
      `,
      good: yaml`
        on:
          push:
            branches: [main] # the default
          pull_request:
            branches:
              - main
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: npx jest
      `,
    },
  ],

  valid: [
    {
      title: 'Another workflow does; one that cannot be read may',
      path: '.github/workflows/deploy.yml',
      files: {
        '.github/workflows/deploy.yml':
          'on:\n  push:\n    branches: [main]\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npx jest\n',
        '.github/workflows/pull.yml': 'on: pull_request\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ./check\n',
      },
      text: yaml`
        on:
          push:
            branches: [main]
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: npx jest
      `,
    },
    {
      title: 'Every branch is tested, those of pull requests among them',
      path: '.github/workflows/ci.yml',
      files: { '.github/workflows/ci.yml': 'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npx jest\n' },
      text: yaml`
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: npx jest
      `,
    },
  ],
});

/** To certain branches: a workflow for all of them runs for those of pull requests, too. */
function isPushed(file: WorkflowFile): boolean {
  const map = file.triggers.find(({ name }) => name === 'push')?.map;
  return map?.has('branches') ?? false;
}

/** The workflow that is told: the first that tests, else the first that a push starts where the project has tests; none where pulls are tested. */
function chosen(all: readonly WorkflowFile[], project: Project): WorkflowFile | undefined {
  const does = all.map((file) => ({ file, activities: activitiesOfWorkflow(file, project) }));
  const forPulls = does.filter(({ file }) => file.hasTrigger(...FOR_PULLS));
  if (forPulls.some(({ activities }) => activities.all.has('test') || activities.isOpaque)) return undefined;
  const testing = does.filter(({ activities }) => activities.all.has('test'));
  if (testing.some(({ file }) => file.hasTrigger('push') && !isPushed(file) && !file.isForReleases)) return undefined;
  const first = testing.find(({ file }) => isPushed(file))?.file;
  if (first) return first;
  const pushed = all.find(isPushed);
  return pushed && availableChecks(project, repositoryRoot(pushed.path)).has('test') && !does.some(({ activities }) => activities.isOpaque)
    ? pushed
    : undefined;
}

function addTrigger(file: WorkflowFile): ReturnType<typeof setIn> {
  const root = file.root;
  const on = root?.pair('on');
  if (!root || !on?.value) return undefined;
  if (on.value.kind === 'seq') return appendItem(file.yaml, on.value, 'pull_request');
  if (on.value.kind === 'scalar') return replaceValue(file.yaml, on, [on.value.text, 'pull_request']);
  const branches = asSeq(asMap(on.value.get('push'))?.get('branches'))?.items.map((item) => asScalar(item.value)?.text ?? '') ?? [];
  return setIn(file.yaml, root, ['on', 'pull_request'], branches.length ? { branches } : {});
}
