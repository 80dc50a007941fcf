import { projectRule } from '#core';

const WORKSPACE = /(?:^|\/)(?:pnpm-workspace\.ya?ml|turbo\.json|lerna\.json|nx\.json|rush\.json)$/;

export default projectRule({
  title: 'Several packages without a workspace',
  category: 'maintainability',
  area: 'dependencies',
  severity: 'low',
  profile: 'strict',
  why: 'Each package is installed, updated and checked apart, so that versions drift and one of them is forgotten.',
  equivalents: ['review:F137'],

  check(project, report) {
    const root = project.packages.find(({ folder }) => folder === project.folder);
    const others = project.packages.filter((one) => one !== root);
    if (!root || others.length === 0 || root.workspaces.length > 0 || project.find(WORKSPACE)) return;
    const names = others.map(({ folder }) => `\`${project.relative(folder)}\``).slice(0, 3);
    report(
      project.at(root.path),
      `${names.join(', ')}${others.length > 3 ? ` and ${others.length - 3} more` : ''} ${others.length === 1 ? 'is a package' : 'are packages'} of ${others.length === 1 ? 'its' : 'their'} own, without a workspace.`,
    );
  },

  noFix: 'Lockfiles and scripts have to move with it.',

  examples: [
    {
      files: { 'api/package.json': '{ "name": "api" }\n' },
      bad: `{ "name": "shop" }
^^^^^^^^^^^^^^^^^^ \`api\` is a package of its own, without a workspace.
`,
    },
  ],

  valid: [
    { text: '{ "workspaces": ["api"] }\n', files: { 'api/package.json': '{}\n' } },
    { text: '{}\n', files: { 'examples/a/package.json': '{}\n' } },
    { title: 'One package, not at the root', path: 'apps/web/package.json', text: '{}\n' },
  ],
});
