import { envReads, projectRule, text } from '#core';

const SCHEMA_PACKAGES =
  /^(?:envalid|env-var|@t3-oss\/env-.+|znv|zod-env|convict|@nestjs\/config|joi|yup|pydantic-settings|environs|python-decouple|django-environ|dynaconf|env-schema|fastify-env|@fastify\/env)$/;
/** A schema over the environment, or a check that ends the program or fails. */
const GUARD =
  /\b(?:parse|safeParse|validate)\(\s*process\.env|\bBaseSettings\b|\bprocess\.exit\(|\bthrow\s+new\b|\bsys\.exit\(|\braise\s+\w|os\.environ\[/;

export default projectRule({
  title: 'Environment is not checked at the start',
  category: 'reliability',
  area: 'secrets',
  severity: 'medium',
  profile: 'strict',
  why: 'A variable that is missing or misspelt shows up as an error of one user, hours after the deployment, instead of stopping it.',
  equivalents: ['review:F115'],

  check(project, report) {
    if (project.app.servers.length === 0 || project.app.servers.every(({ isFullStack }) => isFullStack) || !project.knowsAllSources) return;
    const reads = envReads(project).filter(({ from, name }) => from === 'code' && !/^(?:NODE_ENV|PORT|DEBUG)$/.test(name));
    const [first] = reads;
    if (!first || reads.length < 3 || project.dependency(SCHEMA_PACKAGES)) return;
    const files = new Set(reads.map(({ place }) => place.file));
    const isGuarded = project.sources.some(({ path, code }) => files.has(path) && GUARD.test(code));
    if (isGuarded) return;
    report(
      first.place,
      `${new Set(reads.map(({ name }) => name)).size} variables are read, and nothing checks at the start that they are set.`,
    );
  },

  noFix: 'Which variables have to be set, and what they may be, is known to those who wrote the code.',

  examples: [
    {
      path: 'src/config.js',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      bad: text`
        export const url = process.env.DATABASE_URL;
                           ^^^^^^^^^^^^^^^^^^^^^^^^ 3 variables are read, and nothing checks at the start that they are set.
        export const key = process.env.API_KEY;
        export const from = process.env.MAIL_FROM;
      `,
    },
  ],

  valid: [
    {
      path: 'src/config.js',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      text: 'const a = process.env.A_URL, b = process.env.B_URL, c = process.env.C_URL;\nif (!a) throw new Error("A_URL is not set");\n',
    },
    {
      path: 'src/config.js',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0", "envalid": "^8.0.0" } }\n' },
      text: 'const a = process.env.A_URL, b = process.env.B_URL, c = process.env.C_URL;\n',
    },
  ],
});
