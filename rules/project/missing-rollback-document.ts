import { projectRule } from '#core';

export default projectRule({
  title: 'The way back is not written down',
  category: 'documentation',
  area: 'documentation',
  severity: 'info',
  profile: 'strict',
  why: 'In the middle of the night nobody wants to find out how the release before is brought back.',
  equivalents: ['review:F264'],

  check(project, report) {
    if (!project.app.isDeployed || !project.tree.complete) return;
    if (project.findDocument(/(?:^|\/)[^/]*rollback[^/]*\.\w+$/i, /\broll(?:ing|ed|s)?[- ]?back\b/i)) return;
    report(project.anchor, 'No document says how a release is taken back.');
  },

  noFix: 'How a release is taken back follows from how it is deployed.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No document says how a release is taken back.
`,
    },
  ],

  valid: [
    {
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: { 'docs/DEPLOYMENT.md': '# Deployment\n\nTo roll back, deploy the tag before.\n' },
    },
    '{ "name": "library" }\n',
  ],
});
