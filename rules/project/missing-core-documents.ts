import { projectRule } from '#core';

/** What newcomers look for: title for messages, name of a document, heading of any. */
const WANTED: readonly (readonly [string, RegExp, RegExp])[] = [
  ['architecture', /(?:^|\/)[^/]*(?:architecture|design|overview)[^/]*\.\w+$/i, /^#{1,4} .*\barchitecture\b/im],
  ['interface', /(?:^|\/)(?:[^/]*\bapi\b[^/]*|openapi|swagger)\.\w+$/i, /^#{1,4} .*\b(?:API|endpoints?)\b/m],
  ['troubleshooting', /(?:^|\/)[^/]*(?:troubleshooting|faq)[^/]*\.\w+$/i, /^#{1,4} .*\b(?:troubleshooting|faq|common problems)\b/im],
  ['contributing', /(?:^|\/)[^/]*contributing[^/]*\.\w+$/i, /^#{1,4} .*\bcontributing\b/im],
];

export default projectRule({
  title: 'Documents that a newcomer looks for',
  category: 'documentation',
  area: 'documentation',
  severity: 'info',
  profile: 'strict',
  why: 'Whoever joins has to ask what could be read: how it is built, how it is used, what to do when it does not work.',
  equivalents: ['review:F270'],

  check(project, report) {
    if (!project.app.isDeployed || !project.tree.complete) return;
    const missing = WANTED.filter(([, name, heading]) => !project.findDocument(name, heading)).map(([title]) => title);
    if (missing.length >= 3) report(project.anchor, `There is no document about ${missing.join(', ')}.`);
  },

  noFix: 'They have to be written by those who know.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ There is no document about architecture, interface, troubleshooting, contributing.
`,
    },
  ],

  valid: [
    {
      text: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      files: { 'docs/ARCHITECTURE.md': '\n', 'docs/API.md': '\n', 'README.md': '# Shop\n\n## Troubleshooting\n' },
    },
    '{ "name": "library" }\n',
  ],
});
