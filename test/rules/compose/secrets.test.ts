import assert from 'node:assert/strict';
import { createEngine, yaml } from '#core';
import { registry } from '../../../rules/registry.ts';
import { memoryFiles } from '../../support/memory.ts';

const engine = createEngine({ registry, today: '2026-11-21', config: { forced: { folder: '', profile: 'all' } } });

/** Values of many shapes; none of them is a part of a name or a sentence. */
const VALUES = [
  'Zq7vR2mKx9Lw',
  'zq7v-changeme-zq7v',
  `ghp_${'aB3dE6gH9j'.repeat(4).slice(0, 36)}`,
  `sk_live_${'aB3dE6gH9j'.repeat(3)}`,
  'AKIAZQ7VR2MKX9LWTB4D',
  '8f14e45fceea167a5a36dedd4bea2543',
] as const;

/** Places of a Compose file where people put credentials. */
const PLACES: readonly ((value: string) => string)[] = [
  (value) => `    environment:\n      API_TOKEN: ${value}\n`,
  (value) => `    environment:\n      API_TOKEN: "${value}"\n`,
  (value) => `    environment:\n      - API_TOKEN=${value}\n`,
  (value) => `    environment:\n      - NEO4J_AUTH=neo4j/${value}\n`,
  (value) => `    environment:\n      DATABASE_URL: postgres://shop:${value}@db:5432/shop\n`,
  (value) => `    environment:\n      WEBHOOK_URL: https://${value}:x-oauth-basic@github.com/a/b\n`,
  (value) => `    environment:\n      API_TOKEN: \${API_TOKEN:-${value}}\n`,
  (value) => `    environment:\n      DATABASE_URL: postgres://shop:\${DB_PW:-${value}}@db/shop\n`,
  (value) => `    environment:\n      ${value}: x\n`,
  (value) => `    build:\n      context: .\n      args:\n        NPM_TOKEN: ${value}\n`,
  (value) => `    command: ["server", "--password", "${value}"]\n`,
  (value) => `    command: server --requirepass ${value}\n`,
  (value) => `    healthcheck:\n      test: mysqladmin ping -p${value}\n`,
  (value) => `    labels:\n      - traefik.http.middlewares.auth.basicauth.users=admin:${value}\n`,
];

describe('credentials of a Compose file', () => {
  it('stand in no message, no title and no note', () => {
    let reported = 0;
    for (const value of VALUES) {
      for (const place of PLACES) {
        const text = `services:\n  db:\n    image: example/db:1\n${place(value)}`;
        const source = engine.open('compose.yaml', text);
        assert.ok(source);
        const result = engine.lint(source, memoryFiles({ 'compose.yaml': text, '.env': `OTHER_TOKEN=${value}\n`, '.gitignore': '.env\n' }));
        assert.deepEqual(result.failures, []);
        for (const { rule, message, fixes, related } of result.findings) {
          if (/secret/.test(rule)) reported++;
          // The name of a variable is no secret, whatever it looks like.
          if (text.includes(`${value}: x`) && message.startsWith(`\`${value}\``)) continue;
          for (const shown of [message, ...fixes.map((fix) => fix.title), ...related.map((one) => one.message)])
            assert.ok(!shown.includes(value), `${rule} shows the value: ${shown.replace(value, '…')}`);
        }
      }
    }
    assert.ok(reported >= 40, `only ${reported} reports about credentials`);
  });

  it('are judged by what the file is for, but a token of a known shape never', () => {
    const severityIn = (path: string, value: string, more = ''): string | undefined => {
      const text = `services:\n  db:\n    image: example/db:1\n    environment:\n      API_TOKEN: ${value}\n${more}`;
      const source = engine.open(path, text);
      assert.ok(source);
      return engine.lint(source, memoryFiles({ [path]: text })).findings.find((finding) => finding.rule === 'compose/hardcoded-secret')
        ?.severity;
    };
    const development = '    command: npm run dev\n';
    const [plain, , token] = VALUES;
    const random = VALUES[5];
    assert.deepEqual(
      [
        severityIn('compose.yaml', plain),
        severityIn('compose.yaml', plain, development),
        severityIn('compose.yaml', random, development),
        severityIn('compose.dev.yaml', plain),
        severityIn('compose.dev.yaml', random),
        severityIn('compose.dev.yaml', token),
        severityIn('compose.prod.yaml', token),
      ],
      ['high', 'low', 'medium', 'info', 'medium', 'critical', 'critical'],
    );
  });
});

describe('moving a credential to .env', () => {
  const move = (env: string): string | undefined => {
    const text = yaml`
      services:
        web:
          image: example/web:1
          environment:
            DB_PASSWORD: it's "$$x\y"
    `;
    const source = engine.open('compose.yaml', text);
    assert.ok(source);
    const files = memoryFiles({ 'compose.yaml': text, '.env': env, '.env.example': '', '.gitignore': '.env\n' });
    const fix = engine.lint(source, files).findings.find((finding) => finding.rule === 'compose/hardcoded-secret')?.fixes[0];
    const edit = fix?.edits()?.find((one) => 'file' in one && one.file === '.env');
    return edit && 'newText' in edit ? edit.newText : undefined;
  };

  it('escapes what double quotes need', () => assert.equal(move(''), `DB_PASSWORD="it's \\"\\$x\\\\y\\""\n`));
  it('takes another name where the name is taken', () => assert.match(move('DB_PASSWORD=a\n') ?? '', /^WEB_DB_PASSWORD=/));
  it('adds nothing where the value is there', () => assert.equal(move(`DB_PASSWORD="it's \\"\\$x\\\\y\\"" # mine\n`), undefined));
});
