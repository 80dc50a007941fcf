import { projectRule } from '#core';

const HOOKS =
  /(?:^|\/)(?:\.pre-commit-config\.ya?ml|\.husky\/[\w-]+|\.?lefthook\.(?:ya?ml|toml|json)|\.lintstagedrc(?:\.\w+)?|\.overcommit\.yml|\.githooks\/[\w-]+)$/;

export default projectRule({
  title: 'No checks before a commit',
  category: 'maintainability',
  area: 'testing',
  severity: 'info',
  profile: 'strict',
  why: 'What a hook tells in a second, the pipeline tells after minutes, when one has begun something else.',
  equivalents: ['review:F098'],

  check(project, report) {
    if (!project.app.isDeployed || !project.tree.complete || project.find(HOOKS)) return;
    if (project.dependency('husky', 'lint-staged', 'simple-git-hooks', 'pre-commit', 'lefthook', '@evilmartians/lefthook', 'yorkie'))
      return;
    report(project.anchor, 'No hook checks what is about to be committed.');
  },

  noFix: 'Hooks are a matter of how a team likes to work.',

  examples: [
    {
      path: 'package.json',
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No hook checks what is about to be committed.
`,
    },
  ],

  valid: ['{ "private": true, "dependencies": { "express": "^5.0.0" }, "devDependencies": { "husky": "^9.0.0" } }\n'],
});
