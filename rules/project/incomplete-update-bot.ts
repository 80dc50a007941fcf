import { asMap, asScalar, asSeq, projectRule, updateTargets, yaml } from '#core';

export default projectRule({
  title: 'Dependabot leaves some dependencies out',
  category: 'supply-chain',
  area: 'dependencies',
  severity: 'info',
  profile: 'strict',
  why: 'What it does not look at grows old unnoticed, while everybody believes that it is looked after.',
  equivalents: ['review:F097'],

  check(project, report) {
    const path = project.matching(/^\.github\/dependabot\.ya?ml$/)[0];
    const root = path === undefined ? undefined : asMap(project.yaml(path)?.documents[0]?.root);
    const updates = root?.pair('updates');
    if (path === undefined || !updates) return;
    const known = new Set((asSeq(updates.value)?.items ?? []).map((item) => asScalar(asMap(item.value)?.get('package-ecosystem'))?.text));
    const missing = [...new Set(updateTargets(project).map(({ ecosystem }) => ecosystem))].filter(
      (one) => !known.has(one) && !(one === 'pip' && known.has('uv')),
    );
    if (missing.length > 0)
      report(project.at(path, updates.key.span), `There is no entry for ${missing.map((one) => `\`${one}\``).join(', ')}.`);
  },

  noFix: 'How often and how grouped updates are wanted is decided by the entries that are there.',

  examples: [
    {
      path: '.github/dependabot.yml',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', Dockerfile: 'FROM node:24\n' },
      bad: yaml`
        version: 2
        updates:
        ^^^^^^^ There is no entry for \`docker\`.
          - package-ecosystem: npm
            directory: /
            schedule:
              interval: weekly
      `,
    },
  ],

  valid: [
    {
      path: '.github/dependabot.yml',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      text: yaml`
        version: 2
        updates:
          - package-ecosystem: npm
            directory: /
            schedule:
              interval: weekly
      `,
    },
  ],
});
