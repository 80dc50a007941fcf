import { baseName, projectRule, related } from '#core';

const IMPORTANT =
  /(?:^|\/)(?:services?|controllers?|middlewares?|guards?|routes?)\/(?:[^/]+\/)*[^/]+\.(?:[cm]?[jt]s|py)$|\.(?:service|controller|middleware|guard)\.[cm]?[jt]s$/;
const SHOWN = 10;

export default projectRule({
  title: 'Files that much depends on have no test',
  category: 'testing',
  area: 'testing',
  severity: 'info',
  profile: 'strict',
  why: 'Signing in, permissions and what is charged are decided there; a test of these files is worth more than ten of others.',
  equivalents: ['review:F162'],

  check(project, report) {
    if (project.app.servers.length === 0 || !project.knowsAllSources) return;
    const tests = project.sources.filter(({ isTest }) => isTest);
    if (tests.length === 0) return;
    const tested = new Set(tests.flatMap(({ path, code }) => [stem(path), ...namedIn(code)]));
    const files = project.sources.filter(
      ({ path, isTest }) => !isTest && IMPORTANT.test(project.relative(path)) && !/(?:^|\/)(?:index|__init__)\.\w+$/.test(path),
    );
    const missing = files.filter(({ path }) => !tested.has(stem(path)) && !tested.has(topic(path))).map(({ path }) => path);
    const first = missing.find((path) => /auth|login|user|payment|order|permission/i.test(path)) ?? missing[0];
    if (first === undefined || missing.length < 3) return;
    const others = missing.filter((path) => path !== first).slice(0, SHOWN);
    report(
      project.at(first),
      `${missing.length} of ${files.length} services, controllers and the like have no test, this one among them.`,
      ...others.map((path) => related(path, project.at(path).span, 'Has no test either.')),
    );
  },

  noFix: 'Tests have to be written by those who know what the code is to do.',

  examples: [
    {
      path: 'src/services/auth.service.ts',
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/services/mail.service.ts': 'a\n',
        'src/services/order.service.ts': 'a\n',
        'src/services/sum.test.ts': 'a\n',
      },
      bad: `export class Auth {}
^^^^^^^^^^^^^^^^^^^^ 3 of 3 services, controllers and the like have no test, this one among them.
`,
    },
  ],

  valid: [
    {
      title: 'Tests have other names, and import the files',
      path: 'src/services/auth.service.ts',
      text: 'a\n',
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/services/mail.service.ts': 'a\n',
        'src/services/order.service.ts': 'a\n',
        'test/auth.test.ts': 'a\n',
        'test/unit.test.ts': "import { mail } from '../src/services/mail.service.js';\njest.mock('../src/services/order.service');\n",
      },
    },
    {
      path: 'src/services/auth.service.ts',
      text: 'a\n',
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/services/auth.service.test.ts': 'a\n',
      },
    },
  ],
});

/** `auth.service` for `auth.service.test.ts` and `test_auth.service.py`. */
function stem(path: string): string {
  return baseName(path)
    .replace(/\.(?:test|spec)(?=\.)/, '')
    .replace(/^test_|_test(?=\.)/, '')
    .replace(/\.\w+$/, '');
}

/** `auth` for `auth.service.ts` and `auth_service.py`: tests are often named for the topic. */
function topic(path: string): string {
  return stem(path).replace(/[._-]?(?:service|controller|middleware|guard|routes?)$/i, '');
}

/** Names of the files that a test imports or replaces. */
function namedIn(code: string): string[] {
  const modules = [...code.matchAll(/(['"])(?:[^'"\n]*\/)?([\w.-]+?)(?:\.[cm]?[jt]sx?)?\1/g)].map((match) => match[2] ?? '');
  const python = [...code.matchAll(/^[ \t]*(?:from|import)[ \t]+([^\n]+)/gm)].flatMap((match) => (match[1] ?? '').split(/[^\w]+/));
  return [...modules, ...python];
}
