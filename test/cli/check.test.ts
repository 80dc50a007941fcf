import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkJson, type JsonReport, project, put, seaworthy, temporaryFolder } from './support/cli.ts';

const LATEST = 'FROM node:latest\n';
const CLEAN = 'FROM node:22\n';

describe('seaworthy check', () => {
  it('prints exactly the JSON object of the contract', async () => {
    const folder = project({ 'api/Dockerfile': LATEST });
    const { code, report, stderr } = await checkJson(folder);
    assert.equal(code, 1);
    assert.equal(stderr, '');
    assert.deepEqual(report, {
      version: 1,
      files: 1,
      findings: [
        {
          rule: 'dockerfile/latest-tag',
          equivalents: ['hadolint:DL3007'],
          severity: 'high',
          category: 'supply-chain',
          file: 'api/Dockerfile',
          range: { start: { line: 0, character: 5 }, end: { line: 0, character: 16 } },
          message: '`node:latest` may change from one build to the next.',
          fixes: [
            {
              title: 'Use tag 1',
              safety: 'safe',
              edits: [
                { file: 'api/Dockerfile', range: { start: { line: 0, character: 10 }, end: { line: 0, character: 16 } }, newText: '1' },
              ],
            },
          ],
        },
      ],
      errors: [],
    });
  });

  it('leaves out fixes that cannot be made, and marks of placeholders', async () => {
    const folder = project({ Dockerfile: 'FROM a:1\nMAINTAINER me\n' });
    const { report } = await checkJson(folder);
    const fixes = report.findings[0]!.fixes;
    assert.deepEqual(
      fixes.map(({ title, safety }) => [title, safety]),
      [
        ['Remove it', 'unsafe'],
        ['Use a label', 'placeholder'],
      ],
    );
    assert.equal(fixes[1]!.edits[0]!.newText, 'LABEL by="you"');
  });

  const exits: [string, string, readonly string[], number][] = [
    ['nothing found', CLEAN, [], 0],
    ['a high finding by default', LATEST, [], 1],
    ['a low finding by default', 'FROM a:1\nMAINTAINER me\n', [], 0],
    ['a low finding with --fail-on low', 'FROM a:1\nMAINTAINER me\n', ['--fail-on', 'low'], 1],
    ['a high finding with --fail-on critical', LATEST, ['--fail-on', 'critical'], 0],
    ['a high finding with --fail-on=never', LATEST, ['--fail-on=never'], 0],
  ];
  for (const [what, text, args, expected] of exits) {
    it(`exits with ${expected} for ${what}`, async () => {
      const folder = project({ Dockerfile: text });
      assert.equal((await seaworthy(folder, ['check', ...args])).code, expected);
    });
  }

  const wrong: [readonly string[], RegExp][] = [
    [['check', '--fromat', 'json'], /has no option `--fromat`. Did you mean `--format`\?/],
    [['check', '--format', 'jsn'], /`jsn` is not a valid value of `--format`.*Did you mean `json`\?/],
    [['check', '--format'], /`--format` needs a value/],
    [['check', '--format', '--quiet'], /`--format` needs a value/],
    [['check', '--quiet=yes'], /`--quiet` takes no value/],
    [['check', '--jobs', '0'], /`--jobs` takes a whole number from 1 to 64, not `0`/],
    [['check', '--jobs', 'many'], /not `many`/],
    [['check', '--stdin'], /needs `--stdin-filename NAME`/],
    [['check', '--stdin', '--stdin-filename', 'Dockerfile', 'x'], /leave out `x`/],
    [['check', '--stdin-filename', 'Dockerfile'], /is for `--stdin`/],
    [['check', '--config', 'none.yaml'], /no configuration file `none.yaml`/],
    [['check', '--baseline', 'none.json'], /no baseline `none.json`/],
    [['chekc'], /no command `chekc`. Did you mean `seaworthy check`\?/],
    [['Dockerfile'], /To lint a file: `seaworthy check Dockerfile`/],
    [['--format', 'json'], /The command comes first/],
    [['lsp'], /seaworthy lsp --stdio/],
    [['explain'], /Which rule\?/],
    [['rules', 'x'], /does not take `x`/],
    [['audit', 'Dockerfile'], /is a file/],
    [['audit', 'none'], /no folder `none`/],
  ];
  for (const [args, message] of wrong) {
    it(`refuses \`${args.join(' ')}\``, async () => {
      const folder = project({ Dockerfile: CLEAN });
      const { code, stdout, stderr } = await seaworthy(folder, args);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n {4}at /);
    });
  }

  for (const command of ['check', 'fix', 'audit', 'rules', 'explain', 'lsp']) {
    it(`knows --help and --version of ${command}`, async () => {
      const folder = temporaryFolder();
      const help = await seaworthy(folder, [command, '--help']);
      assert.equal(help.code, 0);
      assert.match(help.stdout, new RegExp(`^Usage: seaworthy ${command}`));
      const version = await seaworthy(folder, [command, '--version']);
      assert.deepEqual([version.code, version.stdout], [0, '1.2.3\n']);
    });
  }

  it('shows the help and fails when no command is given', async () => {
    const { code, stdout, stderr } = await seaworthy(temporaryFolder(), []);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^Usage: seaworthy COMMAND/);
  });

  it('names files relative to the working directory, also above it', async () => {
    const folder = project({ 'a/Dockerfile': LATEST, 'b/c/Dockerfile': LATEST });
    const { report } = await checkJson(join(folder, 'b'), '../a', '.');
    assert.deepEqual(
      report.findings.map((finding) => finding.file),
      ['../a/Dockerfile', 'c/Dockerfile'],
    );
  });

  it('lints a file once that is named twice', async () => {
    const folder = project({ Dockerfile: LATEST });
    const { report } = await checkJson(folder, '.', 'Dockerfile', './Dockerfile');
    assert.equal(report.files, 1);
    assert.equal(report.findings.length, 1);
  });

  it('takes the nearest folder with .git as the root, so that other files are seen from any working directory', async () => {
    const folder = project({ 'a/b/Dockerfile': 'FROM a:1\n# SEES\n', 'other.txt': 'the file\n' });
    const inside = await checkJson(join(folder, 'a', 'b'), '--profile', 'all');
    assert.equal(inside.report.findings[0]!.message, 'Sees the file.');
    const outside = await checkJson(temporaryFolder(), join(folder, 'a', 'b'), '--profile', 'all');
    assert.equal(outside.report.findings[0]!.message, 'Sees the file.');
  });

  it('reads no other files with --no-project, but the configuration', async () => {
    const folder = project({ Dockerfile: 'FROM a:latest\n# SEES\n', 'other.txt': 'the file\n', '.seaworthy.yaml': 'profile: all\n' });
    const { report } = await checkJson(folder, '--no-project', 'Dockerfile');
    assert.deepEqual(
      report.findings.map((finding) => finding.message),
      ['`a:latest` may change from one build to the next.', 'Sees nothing.'],
    );
  });

  it('lets --profile win over the configuration', async () => {
    const folder = project({ Dockerfile: 'FROM a:1\n# SEES\n', '.seaworthy.yaml': 'profile: all\n' });
    assert.equal((await checkJson(folder, 'Dockerfile')).report.findings.length, 1);
    assert.equal((await checkJson(folder, 'Dockerfile', '--profile', 'recommended')).report.findings.length, 0);
  });

  it('uses --config instead of the files beside the sources, with globs relative to its folder', async () => {
    const folder = project({
      'a/Dockerfile': LATEST,
      'b/Dockerfile': LATEST,
      '.seaworthy.yaml': 'ignore: [b]\n',
      'conf/x.yaml': 'rules: { dockerfile/latest-tag: low }\n',
      'a/conf.yaml': 'ignore: [Dockerfile]\n',
    });
    const { report } = await checkJson(folder, '--config', 'conf/x.yaml');
    assert.deepEqual(
      report.findings.map(({ file, severity }) => [file, severity]),
      [
        ['a/Dockerfile', 'low'],
        ['b/Dockerfile', 'low'],
      ],
    );
    const inner = await checkJson(folder, '--config', 'a/conf.yaml');
    assert.deepEqual(
      inner.report.findings.map(({ file }) => file),
      ['b/Dockerfile'],
    );
  });

  it('stops at a wrong configuration, with place and remedy', async () => {
    const folder = project({
      'a/b/Dockerfile': LATEST,
      'a/.seaworthy.yaml': 'profile: recommended\nrules:\n  dockerfile/latest-tga: off\n',
    });
    const { code, stdout, stderr } = await seaworthy(folder, ['check', '--format', 'json']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /a\/\.seaworthy\.yaml:3:3: .*dockerfile\/latest-tga.*did you mean `dockerfile\/latest-tag`/);
    assert.match(stderr, /Correct the lines above/);
    const named = await seaworthy(folder, ['check', '--config', 'a/.seaworthy.yaml']);
    assert.equal(named.code, 2);
    assert.match(named.stderr, /a\/\.seaworthy\.yaml:3:3:/);
  });

  it('reports a named file that is missing, lints the others, and exits with 2', async () => {
    const folder = project({ Dockerfile: LATEST });
    const { code, report, stderr } = await checkJson(folder, 'Dockerfile', 'none/Dockerfile');
    assert.equal(code, 2);
    assert.deepEqual(report.errors, [{ file: 'none/Dockerfile', message: 'does not exist' }]);
    assert.equal(report.findings.length, 1);
    assert.match(stderr, /none\/Dockerfile: does not exist/);
  });

  it('lints a named file by its content when its name says nothing', async () => {
    const folder = project({ 'image.txt': `# comment\n\n${LATEST}`, 'notes.txt': 'nothing\n' });
    const { report, code } = await checkJson(folder, 'image.txt', 'notes.txt');
    assert.equal(code, 2);
    assert.deepEqual(
      report.findings.map(({ file }) => file),
      ['image.txt'],
    );
    assert.deepEqual(report.errors, [{ file: 'notes.txt', message: 'is no Dockerfile, Compose file or workflow' }]);
  });

  it('tells of binary and oversized files, and goes on', async () => {
    const folder = project({
      'a/Dockerfile': Buffer.from([70, 0, 82, 0]),
      'b/Dockerfile': `${LATEST}${'#'.repeat(1 << 20)}\n`,
      'c/Dockerfile': CLEAN,
    });
    const { report, code } = await checkJson(folder);
    assert.equal(code, 0);
    assert.deepEqual(report.errors, [
      { file: 'a/Dockerfile', message: 'is not UTF-8 text' },
      { file: 'b/Dockerfile', message: 'is larger than 1 MB' },
    ]);
    assert.equal((await checkJson(folder, 'b/Dockerfile')).report.findings.length, 1);
    rmSync(join(folder, 'c'), { recursive: true });
    assert.equal((await seaworthy(folder, ['check'])).code, 2);
  });

  it('reports what cannot be read', async () => {
    const folder = project({ 'a/Dockerfile': LATEST, 'b/Dockerfile': LATEST, 'c/Dockerfile': CLEAN });
    chmodSync(join(folder, 'a/Dockerfile'), 0);
    chmodSync(join(folder, 'b'), 0);
    const { stdout, code } = await seaworthy(folder, ['check', '--format', 'json'], { asNobody: true });
    chmodSync(join(folder, 'b'), 0o755);
    const report = JSON.parse(stdout) as JsonReport;
    assert.equal(code, 0);
    assert.deepEqual(report.errors, [
      { file: 'a/Dockerfile', message: 'cannot be read: permission denied' },
      { file: 'b', message: 'cannot be read: permission denied' },
    ]);
  });

  it('is not caught in a loop of symbolic links and does not follow links out of the project', async () => {
    const outside = project({ Dockerfile: LATEST });
    const folder = project({ 'a/Dockerfile': LATEST });
    symlinkSync('..', join(folder, 'a', 'up'));
    symlinkSync(outside, join(folder, 'out'));
    symlinkSync(join(outside, 'Dockerfile'), join(folder, 'Dockerfile'));
    symlinkSync('self', join(folder, 'self'));
    const { report } = await checkJson(folder);
    assert.deepEqual(
      report.findings.map(({ file }) => file),
      ['a/Dockerfile'],
    );
    assert.equal((await checkJson(folder, 'Dockerfile')).report.findings.length, 1);
  });

  it('lints stdin in the place of a file', async () => {
    const folder = project({ 'api/Dockerfile': CLEAN, 'api/.seaworthy.yaml': 'rules: { dockerfile/latest-tag: critical }\n' });
    const args = ['check', '--stdin', '--stdin-filename', 'api/Dockerfile', '--format', 'json'];
    const { code, stdout } = await seaworthy(folder, args, { stdin: LATEST });
    assert.equal(code, 1);
    const [finding] = (JSON.parse(stdout) as { findings: { file: string; severity: string }[] }).findings;
    assert.deepEqual([finding?.file, finding?.severity], ['api/Dockerfile', 'critical']);
  });

  it('finds nothing to do in an empty folder, and says so', async () => {
    const { code, stdout, stderr } = await seaworthy(project({}), ['check']);
    assert.deepEqual([code, stdout.trim()], [0, '']);
    assert.match(stderr, /No Dockerfile, Compose file or workflow was found/);
  });

  it('tells that a named file is ignored by the configuration', async () => {
    const folder = project({ Dockerfile: LATEST, '.seaworthy.yaml': 'ignore: [Dockerfile]\n' });
    const { report, stderr } = await checkJson(folder, 'Dockerfile');
    assert.equal(report.files, 0);
    assert.match(stderr, /Dockerfile is left out: the configuration ignores it/);
  });

  it('survives a rule that fails, and asks for a report', async () => {
    const folder = project({ Dockerfile: 'FROM a:latest\n# CRASH\n' });
    const { report, stderr, code } = await checkJson(folder);
    assert.equal(code, 1);
    assert.equal(report.findings.length, 1);
    assert.match(stderr, /the rule dockerfile\/broken-rule failed, please report it: Error: this rule always fails/);
    assert.doesNotMatch(stderr, /\n {4}at /);
  });

  it('says in parts what it says at once', async () => {
    const folder = project(
      Object.fromEntries(
        Array.from({ length: 10 }, (_, i) => [`d${i}/Dockerfile`, `FROM x${i}:latest\n`] as [string, string]).concat([
          ['docker-compose.yml', 'services:\n  a:\n    image: b:latest\n'],
        ]),
      ),
    );
    for (const format of ['json', 'sarif']) {
      const whole = await seaworthy(folder, ['check', '--format', format]);
      for (const [index, shard] of ['1/3', '2/3', '3/3'].entries()) {
        const part = await seaworthy(folder, ['check', '--format', format, '--shard', shard]);
        assert.notEqual(part.stdout, whole.stdout);
        writeFileSync(join(folder, `part${index}`), part.stdout);
      }
      const merged = await seaworthy(folder, ['merge', 'part0', 'part1', 'part2']);
      assert.equal(merged.stdout, whole.stdout, format);
      assert.equal(merged.code, whole.code);
    }
    const mixed = await seaworthy(folder, ['merge', 'part0', 'd0/Dockerfile']);
    assert.equal(mixed.code, 2);
    assert.match(mixed.stderr, /`d0\/Dockerfile` is no report of `seaworthy check`/);
    const wrong = await seaworthy(folder, ['check', '--shard', '4/3']);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /`--shard` takes a part and how many there are, such as `2\/5`, not `4\/3`/);
  });

  it('prints more than a pipe holds, whole', async () => {
    const text = `FROM a:1\n${'RUN echo b:latest\n'.repeat(3000)}`;
    const folder = project({ Dockerfile: text });
    const { report, stdout } = await checkJson(folder);
    assert.ok(stdout.length > 1_000_000);
    assert.equal(report.findings.length, 3000);
  });

  it('shows only what fails with --quiet', async () => {
    const folder = project({ Dockerfile: 'FROM a:latest\nMAINTAINER me\n' });
    const { report } = await checkJson(folder, '--quiet');
    assert.deepEqual(
      report.findings.map(({ rule }) => rule),
      ['dockerfile/latest-tag'],
    );
    const { stdout } = await seaworthy(folder, ['check', '--quiet']);
    assert.doesNotMatch(stdout, /problem/);
  });

  it('does not enter what is ignored or installed, unless it is named', async () => {
    const folder = project({
      '.gitignore': 'ignored/\n*.dockerfile\n!kept.dockerfile\n',
      'ignored/Dockerfile': LATEST,
      'a.dockerfile': LATEST,
      'kept.dockerfile': LATEST,
      'node_modules/x/Dockerfile': LATEST,
      'build/package/Dockerfile': LATEST,
    });
    const walked = await checkJson(folder);
    assert.deepEqual(
      walked.report.findings.map(({ file }) => file),
      ['kept.dockerfile', 'build/package/Dockerfile'],
    );
    const named = await checkJson(folder, 'ignored', 'a.dockerfile', 'node_modules/x/Dockerfile');
    assert.deepEqual(
      named.report.findings.map(({ file }) => file),
      ['ignored/Dockerfile', 'a.dockerfile', 'node_modules/x/Dockerfile'],
    );
  });

  it('is repeatable: the same run gives the same bytes', async () => {
    const folder = project({ 'b/Dockerfile': LATEST, 'a/Dockerfile': LATEST, Dockerfile: LATEST });
    mkdirSync(join(folder, 'c'));
    put(folder, { 'c/Dockerfile': LATEST });
    const [first, second] = [await checkJson(folder), await checkJson(folder)];
    assert.deepEqual(
      first.report.findings.map(({ file }) => file),
      ['Dockerfile', 'a/Dockerfile', 'b/Dockerfile', 'c/Dockerfile'],
    );
    assert.equal(second.stdout, first.stdout);
  });
});
