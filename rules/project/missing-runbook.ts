import { projectRule } from '#core';

export default projectRule({
  title: 'No runbook for those who are called',
  category: 'documentation',
  area: 'documentation',
  severity: 'info',
  profile: 'strict',
  why: 'Who is called at night needs to read how it is started, where the logs are, and whom to ask, not to find it out.',
  equivalents: ['review:F271'],

  check(project, report) {
    if (!project.app.isDeployed || !project.tree.complete) return;
    if (
      project.findDocument(
        /(?:^|\/)[^/]*(?:runbook|playbook|operations?|oncall|on-call)[^/]*\.\w+$/i,
        /^#{1,4} .*\b(?:runbook|operations|on-?call|incident)\b.*$/im,
      )
    )
      return;
    report(project.anchor, 'No document says how the application is run: start, stop, logs, what to do when it fails.');
  },

  noFix: 'What goes wrong is known to those who run it.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No document says how the application is run: start, stop, logs, what to do when it fails.
`,
    },
  ],

  valid: [
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { 'docs/runbook.md': '\n' } },
    '{ "name": "library" }\n',
  ],
});
