import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { cliPath, project, seaworthy } from './support/cli.ts';

const SECRET = 'abcdef1234567890XYZ';

async function text(files: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<string> {
  return (await seaworthy(project(files), ['check', ...args])).stdout;
}

describe('check --format text', () => {
  it('shows place, severity, message, rule, line, squiggle, fixes and a summary', async () => {
    const shown = await text({ 'api/Dockerfile': 'FROM node:latest\nMAINTAINER me\n', Dockerfile: 'FROM a:1\n' });
    assert.equal(
      shown,
      `api/Dockerfile:1:6 high \`node:latest\` may change from one build to the next. dockerfile/latest-tag
 1 | FROM node:latest
   |      ^^^^^^^^^^^
   fix: Use tag 1 (safe)

api/Dockerfile:2:1 low MAINTAINER is | deprecated, 100% <sure>. dockerfile/old-maintainer
 2 | MAINTAINER me
   | ^^^^^^^^^^^^^
   fix: Remove it (unsafe)
   fix: Use a label (placeholder)

2 problems in 1 of 2 files: 1 high, 1 low.
1 can be fixed with \`seaworthy fix\`, 1 more with \`--unsafe\`.
`,
    );
  });

  it('says so when there is nothing', async () => {
    assert.equal(await text({ Dockerfile: 'FROM a:1\n' }), 'No problems in 1 file.\n');
  });

  const lines: [string, string, string, string][] = [
    ['tabs', 'RUN\techo\tb:latest', 'RUN echo    b:latest', '            ^^^^^^^^'],
    ['wide characters', 'RUN echo 日本 b:latest', 'RUN echo 日本 b:latest', '              ^^^^^^^^'],
    ['combining marks', 'RUN echo e\u0301 b:latest', 'RUN echo e\u0301 b:latest', '           ^^^^^^^^'],
    ['what steers a terminal', 'RUN \u001b[31m\u202e b:latest', 'RUN \ufffd[31m\ufffd b:latest', '           ^^^^^^^^'],
  ];
  for (const [what, line, shownLine, squiggle] of lines) {
    it(`draws ${what}`, async () => {
      const shown = (await text({ Dockerfile: `FROM a:1\n${line}\n` })).split('\n');
      assert.equal(shown[1], ` 2 | ${shownLine}`);
      assert.equal(shown[2], `   | ${squiggle}`);
    });
  }

  it('cuts long lines around the problem', async () => {
    const [, line, squiggle] = (await text({ Dockerfile: `FROM a:1\nRUN ${'x '.repeat(500)}b:latest ${'y '.repeat(500)}\n` })).split('\n');
    assert.ok(line!.length <= 120, String(line!.length));
    assert.match(line!, /^ 2 \| ….*b:latest.*…$/);
    assert.equal(line!.indexOf('b:latest'), squiggle!.indexOf('^'));
  });

  it('colours only when it is told to, for a pipe is no terminal', async () => {
    const folder = project({ Dockerfile: 'FROM a:latest\n' });
    const run = (env: Record<string, string>) => seaworthy(folder, ['check'], { env });
    assert.ok(!(await run({})).stdout.includes('\u001b'));
    assert.ok((await run({ FORCE_COLOR: '1' })).stdout.includes('\u001b[31m'));
    assert.ok(!(await run({ NO_COLOR: '1' })).stdout.includes('\u001b'));
  });
});

describe('check --format github', () => {
  it('escapes what would end a command', async () => {
    const shown = await text({ 'a,b:c/Dockerfile': 'FROM a:1\nMAINTAINER me\n' }, '--format', 'github');
    assert.equal(
      shown,
      '::notice file=a%2Cb%3Ac/Dockerfile,line=2,col=1,endLine=2,endColumn=14,title=dockerfile/old-maintainer::MAINTAINER is | deprecated, 100%25 <sure>.\n',
    );
  });
});

describe('check --format markdown', () => {
  it('is a table with the worst first, and no markup of the linted text', async () => {
    const shown = await text({ Dockerfile: 'FROM a:1\nMAINTAINER me\nRUN echo b:latest\n' }, '--format', 'markdown');
    const rows = shown.split('\n').filter((line) => line.startsWith('| '));
    assert.equal(rows.length, 3);
    assert.match(rows[1]!, /^\| high \| Dockerfile:3 \| `b:latest` may change .* \| Use tag 1 \(safe\) \| `dockerfile\/latest-tag` \|$/);
    assert.match(rows[2]!, /MAINTAINER is \\\| deprecated, 100% &lt;sure&gt;\./);
  });
});

describe('check --format sarif', () => {
  const files = {
    'api/Dockerfile': `FROM node:latest\nMAINTAINER me\nENV TOKEN=${SECRET}\nRUN echo x:latest && echo y:latest\n`,
    'with space/Dockerfile': 'FROM a:latest\n',
  };

  it('is valid by the published schema', async () => {
    const log: unknown = JSON.parse(await text(files, '--format', 'sarif'));
    const {
      $schema: _draft4,
      id: _id,
      ...schema
    } = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/sarif-2.1.0.schema.json'), 'utf8'));
    const ajv = new Ajv({
      strict: false,
      unicodeRegExp: false,
      formats: { uri: (uri: string) => URL.canParse(uri), 'uri-reference': /^[^\s\\]*$/, 'date-time': true },
    });
    const validate = ajv.compile(schema);
    assert.ok(validate(log), JSON.stringify(validate.errors, undefined, 2));
  });

  it('holds places, levels, fixes and names that survive edits', async () => {
    const { runs } = JSON.parse(await text(files, '--format', 'sarif'));
    const { results, tool } = runs[0];
    assert.deepEqual(results[0].locations[0].physicalLocation, {
      artifactLocation: { uri: 'api/Dockerfile', uriBaseId: '%SRCROOT%' },
      region: { startLine: 1, startColumn: 6, endLine: 1, endColumn: 17 },
    });
    assert.equal(results.at(-1).locations[0].physicalLocation.artifactLocation.uri, 'with%20space/Dockerfile');
    assert.deepEqual(results[0].fixes[0].artifactChanges[0].replacements, [
      { deletedRegion: { startLine: 1, startColumn: 11, endLine: 1, endColumn: 17 }, insertedContent: { text: '1' } },
    ]);
    assert.equal(tool.driver.rules[results[0].ruleIndex].id, results[0].ruleId);
    const secretRule = tool.driver.rules.find((rule: { id: string }) => rule.id === 'dockerfile/hardcoded-secret');
    assert.equal(secretRule.properties['security-severity'], '9.5');
    assert.ok(secretRule.properties.tags.includes('security'));
    const prints = results.map(
      (result: { partialFingerprints: { primaryLocationLineHash: string } }) => result.partialFingerprints.primaryLocationLineHash,
    );
    assert.equal(new Set(prints).size, prints.length);

    const edited = { ...files, 'api/Dockerfile': `# moved down\n\n${files['api/Dockerfile'].replace('FROM node', 'FROM   node')}` };
    const after = JSON.parse(await text(edited, '--format', 'sarif')).runs[0].results;
    assert.deepEqual(
      after.map(
        (result: { partialFingerprints: { primaryLocationLineHash: string } }) => result.partialFingerprints.primaryLocationLineHash,
      ),
      prints,
    );
  });
});

describe('secrets', () => {
  const files = { Dockerfile: `FROM a:1\nENV TOKEN=${SECRET} A=b:latest\n# ${SECRET} c:latest\n` };
  const runs: (readonly string[])[] = [
    ['check'],
    ['check', '--format', 'json'],
    ['check', '--format', 'sarif'],
    ['check', '--format', 'github'],
    ['check', '--format', 'markdown'],
    ['audit'],
    ['audit', '--format', 'markdown'],
    ['audit', '--format', 'html'],
    ['audit', '--format', 'json'],
    ['audit', '--format', 'sarif'],
    ['fix', '--dry-run'],
  ];
  for (const args of runs) {
    it(`are never shown by \`${args.join(' ')}\`, also where other rules show their line`, async () => {
      const { stdout, stderr, code } = await seaworthy(project(files), args);
      assert.notEqual(code, 2, stderr);
      assert.doesNotMatch(stdout + stderr, new RegExp(SECRET.slice(0, 6)));
      assert.ok(stdout.includes('hardcoded-secret') || args[0] === 'fix');
    });
  }

  it('are hidden also when they are short, where something is set to them', async () => {
    const folder = project({ Dockerfile: 'FROM gitea:1\nENV TOKEN=gitea\n' });
    const { stdout } = await seaworthy(folder, ['fix', '--dry-run']);
    assert.match(stdout, /^ FROM gitea:1$/m);
    assert.match(stdout, /^-ENV TOKEN=\*{5}$/m);
    assert.match(stdout, /^\+TOKEN=\*{5}$/m);
    const json = await seaworthy(folder, ['check', '--format', 'json']);
    assert.deepEqual(JSON.parse(json.stdout).findings[0].fixes[0].edits, []);
  });

  it('are starred in place, with at most two characters left', async () => {
    const shown = await text(files);
    assert.ok(shown.includes(` 2 | ENV TOKEN=ab${'*'.repeat(SECRET.length - 2)} A=b:latest\n`));
    assert.ok(shown.includes(` 3 | # ab${'*'.repeat(SECRET.length - 2)} c:latest\n`));
  });

  it('leave a fix without edits in JSON when these would print them', async () => {
    const report = JSON.parse(await text(files, '--format', 'json'));
    const finding = report.findings.find(({ category }: { category: string }) => category === 'secrets');
    assert.deepEqual(finding.fixes, [{ title: 'Move it to `.env`', safety: 'safe', edits: [] }]);
  });
});

describe('a reader that goes away', () => {
  it('is no error', async () => {
    const folder = project({ Dockerfile: `FROM a:1\n${'RUN echo b:latest\n'.repeat(3000)}` });
    const cli = await cliPath();
    const child = spawn(process.execPath, [cli, 'check'], { cwd: folder });
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('close', resolve));
    assert.equal(stderr, '');
    assert.equal(code, 1);
  });
});
