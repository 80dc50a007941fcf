import { projectRule } from '#core';

export default projectRule({
  title: 'Deployment is not written down',
  category: 'documentation',
  area: 'documentation',
  severity: 'low',
  profile: 'strict',
  why: 'When the one who knows is away, nobody can deploy, and nobody can set it up anew.',
  equivalents: ['review:F263'],

  check(project, report) {
    if (!project.app.isDeployed || !project.tree.complete) return;
    if (
      project.findDocument(
        /(?:^|\/)[^/]*(?:deploy|hosting|installation)[^/]*\.\w+$/i,
        /^#{1,4} .*\b(?:deploy(?:ment|ing)?|hosting|production)\b.*$/im,
      )
    )
      return;
    report(project.anchor, 'No document and no heading of the README says how it is deployed.');
  },

  noFix: 'How it is deployed is known to those who do.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No document and no heading of the README says how it is deployed.
`,
    },
  ],

  valid: [
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { 'README.md': '# Shop\n\n## Deployment\n' } },
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { 'docs/DEPLOYMENT.md': '\n' } },
    '{ "name": "library" }\n',
  ],
});
