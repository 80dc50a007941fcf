import { projectRule, text } from '#core';

export default projectRule({
  title: 'One template for all environments',
  category: 'maintainability',
  area: 'secrets',
  severity: 'low',
  profile: 'strict',
  why: 'What production needs and development does not is found out when it is deployed.',
  equivalents: ['review:F117'],

  check(project, report) {
    if (!project.app.isDeployed || !project.tree.complete) return;
    const templates = project.envFiles.filter(({ isTemplate }) => isTemplate);
    const [first] = templates;
    const hasOthers = project.envFiles.some(({ path }) => /(?:prod|production|staging|live)/i.test(path.slice(path.lastIndexOf('/') + 1)));
    if (!first || hasOthers) return;
    report(project.at(first.path), 'There is no template for production or staging beside this one.');
  },

  noFix: 'What differs between the environments is known to those who run them.',

  examples: [
    {
      path: '.env.example',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      bad: text`
        PORT=3000
        ^^^^^^^^^ There is no template for production or staging beside this one.
      `,
    },
  ],

  valid: [
    {
      path: '.env.example',
      text: 'PORT=3000\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', '.env.production.example': 'PORT=80\n' },
    },
  ],
});
