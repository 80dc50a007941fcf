import { strength } from '#core';

const PACKAGES =
  /^(?:envalid|env-var|@t3-oss\/env-.+|znv|zod-env|pydantic-settings|environs|python-decouple|django-environ|env-schema|@fastify\/env)$/;
const CHECK = /\b(?:safeParse|parse|validate|cleanEnv|from)\(\s*process\.env|\bclass\s+\w+\(\s*BaseSettings\b|\bcreateEnv\s*\(/;

export default strength({
  title: 'The environment is checked at the start',
  area: 'secrets',
  equivalents: ['review:S27'],

  find(project) {
    const place = project.findCode(CHECK);
    const known = project.dependency(PACKAGES);
    if (place) return { evidence: [place] };
    return known && !known.dev ? { evidence: [project.at(known.file, known.nameSpan)] } : undefined;
  },

  examples: [
    {
      files: { 'package.json': '{}\n', 'src/env.ts': 'const schema = z.object({});\nexport const env = schema.parse(process.env);\n' },
      evidence: ['src/env.ts:2'],
    },
  ],
  lacking: [{ 'package.json': '{}\n', 'src/env.ts': 'export const port = process.env.PORT;\n' }],
});
