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
    const tested = new Set(project.sources.filter(({ isTest }) => isTest).map(({ path }) => stem(path)));
    if (tested.size === 0) return;
    const files = project.sources.filter(
      ({ path, isTest }) => !isTest && IMPORTANT.test(project.relative(path)) && !/(?:^|\/)(?:index|__init__)\.\w+$/.test(path),
    );
    const missing = files.filter(({ path }) => !tested.has(stem(path))).map(({ path }) => path);
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
