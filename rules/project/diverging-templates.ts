import { folderOf, projectRule, text } from '#core';

export default projectRule({
  title: 'Environment templates that disagree',
  category: 'maintainability',
  area: 'secrets',
  severity: 'low',
  profile: 'strict',
  why: 'A variable that only one environment has is either forgotten in the others or no longer used.',
  equivalents: ['review:F118'],

  check(project, report) {
    const templates = project.envFiles.filter(({ isTemplate, variables }) => isTemplate && variables.length > 0);
    for (const template of templates) {
      const siblings = templates.filter((other) => other !== template && folderOf(other.path) === folderOf(template.path));
      for (const other of siblings) {
        const known = new Set([...other.text.matchAll(/^[ \t]*#?[ \t]*([A-Za-z_][A-Za-z0-9_]*)=/gm)].map((match) => match[1]));
        const odd = template.variables.filter(({ name }) => !known.has(name));
        // Files that share nothing are for different programs.
        if (odd.length === 0 || odd.length > template.variables.length / 2) continue;
        const [first] = odd;
        if (!first) continue;
        const more = odd.length > 1 ? ` and ${odd.length - 1} more` : '';
        report(
          project.at(template.path, first.nameSpan),
          `\`${first.name}\`${more} ${odd.length > 1 ? 'are' : 'is'} not in \`${other.path}\`.`,
        );
      }
    }
  },

  noFix: 'Whether it is missing there or superfluous here, no file tells.',

  examples: [
    {
      path: '.env.example',
      files: { '.env.production.example': 'PORT=80\nDATABASE_URL=\n' },
      bad: text`
        PORT=3000
        DATABASE_URL=
        MAIL_FROM=
        ^^^^^^^^^ \`MAIL_FROM\` is not in \`.env.production.example\`.
      `,
    },
  ],

  valid: [{ path: '.env.example', text: 'PORT=3000\nDATABASE_URL=\n', files: { '.env.production.example': 'PORT=80\n# DATABASE_URL=\n' } }],
});
