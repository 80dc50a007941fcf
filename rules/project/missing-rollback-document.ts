import { appendLines, deploymentGuide, fix, projectRule, rollbackSection } from '#core';

const DEPLOYMENT = /(?:^|\/)[^/]*deploy[^/]*\.(?:md|markdown)$/i;

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
    const guide = project.documents.find((path) => DEPLOYMENT.test(path));
    const created = deploymentGuide(project);
    const message = 'No document says how a release is taken back.';
    if (guide === undefined) {
      const edits = () => [{ create: created.path, contents: created.contents() }];
      report(project.missing(created.path), message, fix('placeholder', `Create \`${created.path}\``, edits));
    } else {
      const lines = () => ['', ...rollbackSection(project).slice(0, -1)];
      report(
        project.anchor,
        message,
        fix('placeholder', `Add a section to \`${guide}\``, () => appendLines(project, guide, lines())),
      );
    }
  },

  fixSafety: 'It is a beginning: how a release is taken back follows from how it is deployed.',

  examples: [
    {
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No document says how a release is taken back.
`,
    },
    {
      title: 'A document about deployment gets a section',
      files: { 'docs/DEPLOYMENT.md': '# Deployment\n\nPush the tag.\n' },
      bad: `{ "private": true, "dependencies": { "express": "^5.0.0" } }
^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ No document says how a release is taken back.
`,
      good: '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
      goodFiles: {
        'docs/DEPLOYMENT.md': '# Deployment\n\nPush the tag.\n\n## Roll back\n\n1. [how the release before is brought back]\n',
      },
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
