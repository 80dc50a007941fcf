import { strength } from '#core';

const PACKAGES =
  /^(?:zod|joi|yup|valibot|ajv|class-validator|express-validator|superstruct|@sinclair\/typebox|pydantic|marshmallow|fastapi|cerberus)$/;

export default strength({
  title: 'Input is checked against a schema',
  area: 'security',
  equivalents: ['review:S53'],

  find(project) {
    const found = project.dependency(PACKAGES);
    return found && !found.dev
      ? { title: `Input is checked against a schema: \`${found.name}\``, evidence: [project.at(found.file, found.nameSpan)] }
      : undefined;
  },

  examples: [{ files: { 'package.json': '{\n  "dependencies": {\n    "zod": "^1.0.0"\n  }\n}\n' }, evidence: ['package.json:3'] }],
  lacking: [{ 'package.json': '{ "devDependencies": { "zod": "^1.0.0" } }\n' }],
});
