import { asMap, fix, placeholder, setIn, workflowRule, yaml } from '#core';

export default workflowRule({
  title: 'Two runs for each push to a pull request',
  category: 'performance',
  severity: 'info',
  profile: 'strict',
  area: 'ci-cd',
  why: 'A push to the branch of a pull request starts the workflow twice, once as `push` and once as `pull_request`. With `branches` under `push`, that runs for the main branch only.',
  fixSafety: 'Pushes to other branches run only once they have a pull request.',

  visit: {
    file(file, report) {
      const push = file.triggers.find(({ name }) => name === 'push');
      if (!push || !file.hasTrigger('pull_request') || push.map?.pairs.length) return;
      // The job decides itself, or one run cancels the other.
      if (/github\.event_name|concurrency/.test(file.source.text)) return;
      const { root } = file;
      report(
        push.node.span,
        '`push` without `branches` runs for pull requests a second time.',
        root &&
          asMap(root.get('on')) &&
          fix('placeholder', 'Limit `push` to the main branch', () =>
            setIn(file.yaml, root, ['on', 'push', 'branches'], [placeholder('main')]),
          ),
      );
    },
  },

  examples: [
    {
      bad: yaml`
        on: [push, pull_request]
             ^^^^ \`push\` without \`branches\` runs for pull requests a second time.
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
    },
    {
      bad: yaml`
        on:
          push:
          ^^^^ \`push\` without \`branches\` runs for pull requests a second time.
          pull_request: # of everybody
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
      good: yaml`
        on:
          push:
            branches:
              - main
          pull_request: # of everybody
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
        push:
          branches: [main]
        pull_request:
      jobs:
        test:
          runs-on: ubuntu-24.04
          steps:
            - run: make
    `,
    yaml`
      on: [push, pull_request]
      jobs:
        test:
          if: github.event_name == 'push' || github.event.pull_request.head.repo.fork
          runs-on: ubuntu-24.04
          steps:
            - run: make
    `,
  ],
});
