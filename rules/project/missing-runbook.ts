import { fix, projectRule, runbook, text } from '#core';

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
    const created = runbook(project);
    report(
      project.missing(created.path),
      'No document says how the application is run: start, stop, logs, what to do when it fails.',
      fix('placeholder', `Create \`${created.path}\``, () => [{ create: created.path, contents: created.contents() }]),
    );
  },

  fixSafety: 'It is a beginning, made from services and scripts; what goes wrong is known to those who run it.',

  examples: [
    {
      files: {
        'compose.yaml': 'services:\n  api:\n    build: .\n    ports: ["80:3000"]\n  db:\n    image: postgres:17\n',
        Dockerfile: 'FROM node:24\n',
      },
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No document says how the application is run: start, stop, logs, what to do when it fails.
`,
      good: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      goodFiles: {
        'docs/RUNBOOK.md': text`
          # Runbook

          For whoever is called when the application does not work.

          ## Services

          | Service | From | Published ports |
          |---|---|---|
          | \`api\` | built from \`Dockerfile\` | 80 |
          | \`db\` | \`postgres:17\` |  |

          ## Start and stop

          \`\`\`sh
          docker compose up -d
          docker compose ps
          docker compose restart api
          docker compose down
          \`\`\`

          ## Logs

          \`\`\`sh
          docker compose logs --tail 200 --follow api
          \`\`\`

          ## Check

          [how one sees that all is well]

          ## Roll back

          \`\`\`sh
          git checkout release-before
          docker compose up -d --build
          \`\`\`

          ## When something fails

          | Sign | Likely cause | What to do |
          |---|---|---|
          | [what is seen] | [why] | [first step] |

          ## Whom to ask

          - [name, and how to reach them]
        `,
      },
    },
  ],

  valid: [
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { 'docs/runbook.md': '\n' } },
    '{ "name": "library" }\n',
  ],
});
