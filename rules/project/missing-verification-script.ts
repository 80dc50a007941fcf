import { pipelineOf, projectRule } from '#core';

export default projectRule({
  title: 'No script checks everything before a release',
  category: 'maintainability',
  area: 'testing',
  severity: 'info',
  profile: 'strict',
  why: 'What has to be run one after the other by hand is forgotten when it is urgent.',
  equivalents: ['review:F105'],

  check(project, report) {
    if (pipelineOf(project).exists) return;
    for (const { path, scripts, json, isPrivate } of project.packages) {
      if (!scripts.has('build') || !scripts.has('test') || !(isPrivate || project.app.isDeployed)) continue;
      const chains = [...scripts.values()].some((text) => /\bbuild\b/.test(text) && /\btest\b/.test(text));
      if (chains) return;
      report(project.at(path, json.keySpan('scripts', 'build')), 'No script runs lint, tests and build together.');
      return;
    }
  },

  noFix: 'Which checks belong to a release is a decision of the project.',

  examples: [
    {
      path: 'package.json',
      bad: `{
  "private": true,
  "scripts": {
    "build": "next build",
    ^^^^^^^ No script runs lint, tests and build together.
    "test": "vitest run"
  }
}
`,
    },
  ],

  valid: ['{ "private": true, "scripts": { "build": "next build", "test": "vitest run", "check": "npm test && npm run build" } }\n'],
});
