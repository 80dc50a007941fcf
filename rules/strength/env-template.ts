import { strength, text } from '#core';

export default strength({
  title: 'A commented template shows which variables there are',
  area: 'secrets',
  equivalents: ['review:S24'],

  find(project) {
    const templates = project.envFiles.filter(
      (file) => file.isTemplate && file.variables.length > 0 && /^[ \t]*#[ \t]*\S/m.test(file.text),
    );
    return { evidence: templates.map(({ path }) => project.at(path)) };
  },

  examples: [
    {
      files: {
        '.env.example': text`
          # Database
          DATABASE_URL=
        `,
      },
      evidence: ['.env.example:1'],
    },
  ],
  lacking: [{ '.env.example': 'DATABASE_URL=\n' }, { '.env': '# Database\nDATABASE_URL=x\n' }],
});
