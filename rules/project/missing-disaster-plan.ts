import { projectRule } from '#core';

export default projectRule({
  title: 'Nobody knows how long a restart from nothing takes',
  category: 'documentation',
  area: 'documentation',
  severity: 'info',
  profile: 'strict',
  why: 'After a fire, a ransom or a wrong command it is too late to find out what is needed, and how much data is lost.',
  equivalents: ['review:F235'],

  check(project, report) {
    if (project.app.datastores.length === 0 || !project.app.isDeployed || !project.tree.complete) return;
    if (
      project.findDocument(
        /(?:^|\/)[^/]*(?:disaster|recovery|continuity)[^/]*\.\w+$/i,
        /\b(?:disaster recovery|RTO|RPO|recovery (?:time|point) objective)\b/,
      )
    )
      return;
    report(project.anchor, 'No document says how everything is set up again after a loss, and in which time.');
  },

  noFix: 'What may be lost, and for how long, has to be decided.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0", "pg": "^8.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No document says how everything is set up again after a loss, and in which time.
`,
    },
  ],

  valid: [
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0", "pg": "^8.0.0" } }\n', files: { 'docs/RECOVERY.md': '\n' } },
    '{ "name": "library" }\n',
  ],
});
