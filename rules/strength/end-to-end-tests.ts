import { strength } from '#core';

const CONFIG = /(?:^|\/)(?:playwright\.config\.[cm]?[jt]s|cypress\.config\.[cm]?[jt]s|cypress\.json|wdio\.conf\.[cm]?[jt]s)$/;

export default strength({
  title: 'End-to-end tests in a browser',
  area: 'testing',
  equivalents: ['review:S36'],

  find(project) {
    const path = project.find(CONFIG);
    if (path === undefined) return undefined;
    const browsers = new Set((project.read(path) ?? '').match(/devices\[['"][^'"]+['"]\]/g) ?? []).size;
    return {
      ...(browsers > 1 ? { title: `End-to-end tests in ${browsers} browsers and devices` } : {}),
      evidence: [project.at(path)],
    };
  },

  examples: [{ files: { 'playwright.config.ts': 'export default {};\n' }, evidence: ['playwright.config.ts:1'] }],
  lacking: [{ 'package.json': '{ "devDependencies": { "playwright": "^1.0.0" } }\n' }],
});
