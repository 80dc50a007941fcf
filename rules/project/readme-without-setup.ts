import { projectRule, text } from '#core';

export default projectRule({
  title: 'README does not say how to start the containers',
  category: 'documentation',
  area: 'documentation',
  severity: 'low',
  profile: 'strict',
  why: 'The Compose file is there, but who does not know of it installs everything by hand.',
  equivalents: ['review:F272'],

  check(project, report) {
    const readme = project
      .matching(/^(?:[^/]+\/)?README(?:\.\w+)?$/i)
      .find((path) => project.relative(path) === project.relative(path).split('/').pop());
    const content = readme === undefined ? undefined : project.read(readme);
    if (readme === undefined || content === undefined || project.composeFiles.length === 0) return;
    if (/docker[- ]compose|podman[- ]compose|\bmake \w+/i.test(content)) return;
    report(project.at(readme), 'There is a Compose file, and the README does not say how to start it.');
  },

  noFix: 'What has to be set before the first start is known to those who wrote it.',

  examples: [
    {
      path: 'README.md',
      files: { 'compose.yaml': 'services:\n  api:\n    build: .\n' },
      bad: text`
        # Shop
        ^^^^^^ There is a Compose file, and the README does not say how to start it.
      `,
    },
  ],

  valid: [{ path: 'README.md', text: '# Shop\n\n    docker compose up\n', files: { 'compose.yaml': 'services:\n  api:\n    build: .\n' } }],
});
