import { appendLines, composeSetup, fix, projectRule, text } from '#core';

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
    const section = /\.(?:md|markdown)$/i.test(readme) ? composeSetup(project) : undefined;
    report(
      project.at(readme),
      'There is a Compose file, and the README does not say how to start it.',
      section && fix('unsafe', 'Add a section about Docker Compose', () => appendLines(project, readme, ['', ...section])),
    );
  },

  fixSafety: 'Check whether something else has to be set up before the first start.',

  examples: [
    {
      path: 'README.md',
      files: { 'compose.yaml': 'services:\n  api:\n    build: .\n' },
      bad: text`
        # Shop
        ^^^^^^ There is a Compose file, and the README does not say how to start it.
      `,
      good: text`
        # Shop

        ## Run with Docker Compose

        \`\`\`sh
        docker compose up -d
        \`\`\`
      `,
    },
  ],

  valid: [{ path: 'README.md', text: '# Shop\n\n    docker compose up\n', files: { 'compose.yaml': 'services:\n  api:\n    build: .\n' } }],
});
