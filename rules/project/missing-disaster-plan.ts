import { disasterPlan, fix, projectRule, text } from '#core';

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
    const created = disasterPlan(project);
    report(
      project.missing(created.path),
      'No document says how everything is set up again after a loss, and in which time.',
      fix('placeholder', `Create \`${created.path}\``, () => [{ create: created.path, contents: created.contents() }]),
    );
  },

  fixSafety: 'It is a beginning: what may be lost, and for how long, has to be decided.',

  examples: [
    {
      files: { 'compose.yaml': 'services:\n  api:\n    build: .\n    ports: ["80:3000"]\n  db:\n    image: postgres:17\n' },
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0", "pg": "^8.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No document says how everything is set up again after a loss, and in which time.
`,
      good: '{ "private": true, "dependencies": { "express": "^5.0.0", "pg": "^8.0.0" } }\n',
      goodFiles: {
        'docs/DISASTER_RECOVERY.md': text`
          # Disaster recovery

          How everything is set up again after a loss.

          ## Goals

          | What | Back after (RTO) | Data that may be lost (RPO) |
          |---|---|---|
          | \`db\` | [30 minutes] | [24 hours] |

          ## Backups

          When this was written, nothing in the repository made any.

          - Kept at: [a place that does not burn with the host]
          - Kept for: [30 days]

          ## Setting up again

          1. Get the repository and the settings.
          2. Start the datastores.

             \`\`\`sh
             docker compose up -d db
             \`\`\`

          3. Restore the newest backup: [command]
          4. Start the rest: \`docker compose up -d\`
          5. Try what matters most to the users.

          ## Rehearsals

          | Date | Took | What was learned |
          |---|---|---|
          | [never] | | |
        `,
      },
    },
  ],

  valid: [
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0", "pg": "^8.0.0" } }\n', files: { 'docs/RECOVERY.md': '\n' } },
    '{ "name": "library" }\n',
  ],
});
