import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits, LineIndex, type Range } from '#core';
import { buildCli, checkJson, type JsonReport, project, seaworthy } from './support/cli.ts';

/** Scripts in all the ways in which a Dockerfile holds them, with the codes that have to come out, and what the fixes make of them. */
const CASES: readonly { readonly name: string; readonly text: string; readonly codes: readonly string[]; readonly after?: string }[] = [
  { name: 'one line', text: 'RUN X=$(ls); echo $X', codes: ['SC2086'], after: 'RUN X=$(ls); echo "$X"' },
  {
    name: 'continued lines',
    text: 'RUN X=$(ls) \\\n  # why\n\n  && echo $X; \\\n    echo a${X}b',
    codes: ['SC2086', 'SC2086'],
    after: 'RUN X=$(ls) \\\n  # why\n\n  && echo "$X"; \\\n    echo a"${X}"b',
  },
  { name: 'a word over two lines', text: 'RUN echo $(cat /a\\\n/b)', codes: ['SC2046', 'SC2005'] },
  { name: 'a here-document', text: 'RUN <<EOF\nX=$(ls)\necho $X\nEOF', codes: ['SC2086'], after: 'RUN <<EOF\nX=$(ls)\necho "$X"\nEOF' },
  {
    name: 'a here-document with tabs',
    text: 'RUN <<-EOF\n\tX=$(ls)\n\techo $X\n\tEOF',
    codes: ['SC2086'],
    after: 'RUN <<-EOF\n\tX=$(ls)\n\techo "$X"\n\tEOF',
  },
  {
    name: 'flags and letters of every size',
    text: 'RUN --mount=type=cache,target=/c X=$(ls); echo "é😀" $X',
    codes: ['SC2086'],
    after: 'RUN --mount=type=cache,target=/c X=$(ls); echo "é😀" "$X"',
  },
  {
    name: 'another shell',
    text: 'SHELL ["/bin/bash", "-c"]\nRUN X=$(ls); [[ -f a ]] && echo $X',
    codes: ['SC2086'],
    after: 'SHELL ["/bin/bash", "-c"]\nRUN X=$(ls); [[ -f a ]] && echo "$X"',
  },
  { name: 'what rules of our own tell', text: 'RUN cd /x; make; source /y', codes: [] },
  { name: 'exec form', text: 'RUN ["sh", "-c", "X=$(ls); echo $X"]', codes: [] },
  { name: 'what arguments hold', text: 'ARG V=1\nENV W=2\nRUN echo $V $W', codes: [] },
];

function codesOf({ findings }: JsonReport): string[] {
  return findings.filter(({ rule }) => rule === 'dockerfile/shellcheck').map(({ message }) => /SC\d+/.exec(message)?.[0] ?? message);
}

describe('check --shellcheck', function () {
  this.timeout(60_000);
  let cli: string;

  before(async function () {
    cli = await buildCli();
    if (spawnSync('shellcheck', ['--version']).status === 0) return;
    if (process.env.CI) throw new Error('the program shellcheck is not installed');
    console.warn('      SKIPPED: the program shellcheck is not installed');
    this.skip();
  });

  const check = async (folder: string, ...more: string[]) => {
    const run = await seaworthy(folder, ['check', '--shellcheck', '--profile', 'all', '--fail-on', 'never', '--format', 'json', ...more], {
      cli,
    });
    assert.equal(run.stderr, '');
    return JSON.parse(run.stdout) as JsonReport;
  };

  for (const { name, text, codes, after } of CASES) {
    for (const [form, shape] of [
      ['', (whole: string) => whole],
      [' with CRLF', (whole: string) => whole.replaceAll('\n', '\r\n')],
    ] as const) {
      it(`${name}${form}`, async () => {
        const before = shape(`FROM debian:13-slim\nWORKDIR /srv\n${text}\n`);
        const folder = project({ Dockerfile: before, '.dockerignore': '' });
        const report = await check(folder);
        assert.deepEqual(codesOf(report), codes);
        const edits = report.findings
          .filter(({ rule, message }) => rule === 'dockerfile/shellcheck' && message.includes('SC2086'))
          .flatMap(({ fixes }) => (fixes[0]?.edits ?? []) as { range: Range; newText: string }[]);
        if (after === undefined) return;
        const lines = new LineIndex(before);
        const done = applyEdits(
          before,
          edits.map(({ range, newText }) => ({ start: lines.offsetAt(range.start), end: lines.offsetAt(range.end), newText })),
        );
        assert.equal(done, shape(`FROM debian:13-slim\nWORKDIR /srv\n${after}\n`));
        writeFileSync(join(folder, 'Dockerfile'), done ?? '');
        assert.ok(!codesOf(await check(folder)).includes('SC2086'));
        assert.equal(readFileSync(join(folder, 'Dockerfile'), 'utf8'), done);
      });
    }
  }

  it('says the same with threads and with a cache', async () => {
    const folder = project(Object.fromEntries(CASES.map(({ text }, n) => [`d${n}/Dockerfile`, `FROM debian:13-slim\n${text}\n`])));
    const one = await check(folder, '--jobs', '1');
    assert.deepEqual(await check(folder, '--jobs', '3'), one);
    for (let n = 0; n < 2; n++) assert.deepEqual(await check(folder, '--cache-file', '.cache.json'), one);
    assert.ok(codesOf(one).length > 5);
    // Without the option nothing of it is left.
    const without = await seaworthy(
      folder,
      ['check', '--format', 'json', '--profile', 'all', '--fail-on', 'never', '--cache-file', '.cache.json'],
      { cli },
    );
    assert.deepEqual(codesOf(JSON.parse(without.stdout)), []);
  });

  it('stops where the program is missing, and says what to do', async () => {
    const { code, stderr } = await seaworthy(project({ Dockerfile: 'FROM a\n' }), ['check', '--shellcheck'], { env: { PATH: '/nowhere' } });
    assert.equal(code, 2);
    assert.match(stderr, /`--shellcheck` needs the program `shellcheck`, which was not found\.\nInstall it/);
  });
});

describe('check without --shellcheck', () => {
  it('starts no program', async () => {
    const { report } = await checkJson(project({ Dockerfile: 'FROM a:latest\nRUN cd x; make\n' }));
    assert.deepEqual(codesOf(report), []);
  });
});
