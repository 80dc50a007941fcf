import { appendLines, documentedVariables, envReads, fix, folderOf, isSetByPlatform, projectRule, text } from '#core';

export default projectRule({
  title: 'Variable that no template names',
  category: 'maintainability',
  area: 'secrets',
  severity: 'low',
  profile: 'strict',
  why: 'Whoever sets the application up does not know of it, and finds out by what fails.',
  equivalents: ['review:F119'],

  check(project, report) {
    const templates = project.envFiles.filter(({ isTemplate }) => isTemplate);
    if (!project.app.isDeployed || templates.length === 0) return;
    const known = documentedVariables(project);
    const missing = new Map<string, ReturnType<typeof envReads>[number]>();
    for (const read of envReads(project)) {
      if (read.fallback !== undefined || known.has(read.name) || isSetByPlatform(read.name)) continue;
      if (!missing.has(read.name)) missing.set(read.name, read);
    }
    const [first] = missing.values();
    if (!first) return;
    // Each goes into the template of its own part of the project: the nearest one above, or else the first of all.
    const byTemplate = new Map<string, string[]>();
    for (const { name, place } of missing.values()) {
      const above = templates.filter(({ path }) => folderOf(path) === '' || place.file.startsWith(`${folderOf(path)}/`));
      const nearest = above.sort((a, b) => folderOf(b.path).length - folderOf(a.path).length)[0] ?? templates[0];
      if (nearest) byTemplate.set(nearest.path, [...(byTemplate.get(nearest.path) ?? []), name]);
    }
    const [template] = byTemplate.keys();
    const names = [...missing.keys()];
    const shown = names
      .slice(0, 4)
      .map((name) => `\`${name}\``)
      .join(', ');
    report(
      first.place,
      `${shown}${names.length > 4 ? ` and ${names.length - 4} more` : ''} ${names.length === 1 ? 'is' : 'are'} read, but no template names ${names.length === 1 ? 'it' : 'them'}.`,
      fix('safe', `Add ${names.length === 1 ? 'it' : 'them'} to ${byTemplate.size === 1 ? `\`${template}\`` : 'the templates'}`, () => {
        const edits = [...byTemplate].map(([path, own]) =>
          appendLines(
            project,
            path,
            own.map((name) => `${name}=`),
          ),
        );
        return edits.every((one) => one !== undefined) ? edits.flatMap((one) => one ?? []) : undefined;
      }),
    );
  },

  examples: [
    {
      path: 'src/mail.js',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', '.env.example': 'PORT=3000\n' },
      bad: text`
        connect(process.env.SMTP_HOST, process.env.SMTP_PORT || '25', process.env.PORT);
                ^^^^^^^^^^^^^^^^^^^^^ \`SMTP_HOST\` is read, but no template names it.
      `,
      good: text`
        connect(process.env.SMTP_HOST, process.env.SMTP_PORT || '25', process.env.PORT);
      `,
      goodFiles: { '.env.example': 'PORT=3000\nSMTP_HOST=\n' },
    },
  ],

  valid: [
    {
      path: 'src/mail.js',
      text: 'connect(process.env.SMTP_HOST);\n',
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        '.env.example': '# SMTP_HOST=mail.example.com\n',
      },
    },
  ],
});
