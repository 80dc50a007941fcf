import { envReads, projectRule, text } from '#core';

/** Packages that do nothing else. */
const ENVIRONMENT_PACKAGES =
  /^(?:envalid|env-var|@t3-oss\/env-.+|znv|zod-env|convict|env-schema|fastify-env|@fastify\/env|@julr\/vite-plugin-validate-env|pydantic-settings|environs|python-decouple|django-environ|dynaconf|starlette-config)$/;
const MENTIONS_ENVIRONMENT = /\bprocess\.env\b|\bimport\.meta\.env\b|\bos\.(?:environ|getenv)\b|\bConfigModule\b/;
/** A schema over the environment in the same file. */
const SCHEMA =
  /\b(?:safeParse|parseAsync|validateSync|cleanEnv|createEnv|plainToInstance|plainToClass|validationSchema|validateEnv\w*)\b|(?<!JSON\.)\bparse\(\s*(?:process\.env|env|import\.meta\.env|os\.environ)|\bvalidate\s*[:(]|\b(?:z|Joi|joi|yup|v)\.object\(|\bBaseSettings\b/;
/** What is missing ends the program: `if (!url) throw …`, `if (missing.length) process.exit(1)`, `?? fail(…)`, `os.environ["X"]`. */
const GUARD =
  /\bif\s*\([^\n]{0,200}(?:!|===?\s*(?:undefined|null|''|"")|\.length\b|\.size\b)[^\n]{0,200}\)[^}]{0,400}?(?:\bthrow\b|\bprocess\.exit\(|\bDeno\.exit\()|(?:\?\?|\|\|)\s*(?:fail|panic|raise|missing|required?|die|throw\w*)\w*\(|\b(?:assert|invariant)\w*(?:\.ok)?\(\s*(?:process\.env|env)\b|\bif\s+(?:not\s|[^\n]{0,80}\bis\s+None\b|missing\b|len\()[^\n]{0,120}:\s*[^\n]{0,200}\n?[^\n]{0,200}\n?[^\n]{0,200}(?:\braise\b|\bsys\.exit\()|\bos\.environ\[/;

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
    if (!first || reads.length < 3 || project.dependency(ENVIRONMENT_PACKAGES)) return;
    const isGuarded = project.sources.some(
      ({ code, isTest }) => !isTest && MENTIONS_ENVIRONMENT.test(code) && (SCHEMA.test(code) || GUARD.test(code)),
    );
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
    {
      title: 'Bodies of requests are checked, the environment is not',
      path: 'src/app.js',
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0", "joi": "^17.0.0" } }\n',
        'src/users.js': 'const user = Joi.object({ name: Joi.string() });\nif (!user) throw new Error();\n',
      },
      bad: text`
        connect(process.env.DATABASE_URL, process.env.API_KEY, process.env.MAIL_FROM);
                ^^^^^^^^^^^^^^^^^^^^^^^^ 3 variables are read, and nothing checks at the start that they are set.
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
    {
      title: 'A guard in another file, over a list of names',
      path: 'src/server.js',
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/env.js':
          "const missing = ['A_URL', 'B_URL'].filter((name) => !process.env[name]);\nif (missing.length > 0) {\n  console.error(missing);\n  process.exit(1);\n}\n",
      },
      text: 'start(process.env.A_URL, process.env.B_URL, process.env.C_URL);\n',
    },
    {
      title: 'A schema',
      path: 'src/env.ts',
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0", "zod": "^4.0.0" } }\n',
        'src/a.ts': 'start(process.env.A_URL, process.env.B_URL, process.env.C_URL);\n',
      },
      text: 'const source = process.env;\nexport const env = z.object({ A_URL: z.string() }).parse(source);\n',
    },
    {
      title: 'Python fails at what is missing',
      path: 'app/config.py',
      files: { 'requirements.txt': 'flask==3.0.0\n' },
      text: 'import os\n\na = os.getenv("A_URL")\nb = os.getenv("B_URL")\nc = os.getenv("C_URL")\nif not a:\n    raise RuntimeError("A_URL is not set")\n',
    },
  ],
});
