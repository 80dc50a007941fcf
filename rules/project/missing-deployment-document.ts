import { deploymentGuide, fix, projectRule, text } from '#core';

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
    const created = deploymentGuide(project);
    report(
      project.missing(created.path),
      'No document and no heading of the README says how it is deployed.',
      fix('placeholder', `Create \`${created.path}\``, () => [{ create: created.path, contents: created.contents() }]),
    );
  },

  fixSafety: 'It is a beginning, made from services, jobs and scripts; what else belongs to a deployment is known to those who do it.',

  examples: [
    {
      files: {
        'compose.yaml': 'services:\n  api:\n    build: .\n    ports: ["80:3000"]\n  db:\n    image: postgres:17\n',
        '.env.example': 'PORT=\n',
      },
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No document and no heading of the README says how it is deployed.
`,
      good: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      goodFiles: {
        'docs/DEPLOYMENT.md': text`
          # Deployment

          ## What has to be there

          - Host: [where it runs, and who has access]
          - Settings: all variables of \`.env.example\`, kept in [the secret store]

          ## Steps

          \`\`\`sh
          docker compose build
          docker compose pull --ignore-buildable
          docker compose up -d
          \`\`\`

          ## Check

          [how one sees that all is well]

          ## Roll back

          \`\`\`sh
          git checkout release-before
          docker compose up -d --build
          \`\`\`
        `,
      },
    },
  ],

  valid: [
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { 'README.md': '# Shop\n\n## Deployment\n' } },
    { text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', files: { 'docs/DEPLOYMENT.md': '\n' } },
    '{ "name": "library" }\n',
  ],
});
