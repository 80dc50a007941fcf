import assert from 'node:assert/strict';
import { createSource, type Finding, type LintResult } from '#core';
import { maskLine, maskValues, secretsOf, showsSecret } from '../../server/src/cli/masking.ts';

/** A result with one finding of the category `secrets` at each of the given texts. */
function resultFor(text: string, ...marked: readonly string[]): LintResult {
  const source = createSource('compose.yml', text, 'compose');
  const findings = marked.map((part) => {
    const start = text.indexOf(part);
    return { rule: 'x/y', category: 'secrets', span: { start, end: start + part.length } } as unknown as Finding;
  });
  return { source, findings, silenced: [] } as unknown as LintResult;
}

describe('masking', () => {
  const lines: [string, string, string, string][] = [
    ['a value', 'KEY: hunter2hunter2', 'hunter2hunter2', 'KEY: hu************'],
    ['a short value whole', 'KEY: abc', 'abc', 'KEY: ***'],
    ['quotes with the value', "KEY: 'hunter2hunter2'", "'hunter2hunter2'", "KEY: 'h**************"],
    ['a default', 'KEY: ${KEY:-hunter2hunter2}', '${KEY:-hunter2hunter2}', 'KEY: ${********************'],
    ['no name of a variable', 'ARG NPM_TOKEN', 'NPM_TOKEN', 'ARG NPM_TOKEN'],
    ['no context of a workflow', 'run: ${{ toJSON(secrets) }}', 'secrets', 'run: ${{ toJSON(secrets) }}'],
  ];
  for (const [what, line, marked, shown] of lines) {
    it(`stars ${what}`, () => {
      assert.equal(maskLine(line, 0, secretsOf(resultFor(line, marked))), shown);
    });
  }

  it('finds distinctive values everywhere, common words only where something is set to them', () => {
    const secrets = secretsOf(resultFor('A: s3cr3t-value-1\nB: postgres\n', 's3cr3t-value-1', 'postgres'));
    const text = 'x s3cr3t-value-1 y\nimage: postgres:16\nB=postgres\nC: "postgres"\nurl: db://u:postgres@h\n';
    const shown = 'x s3************ y\nimage: postgres:16\nB=po******\nC: "po******"\nurl: db://u:po******@h\n';
    assert.equal(maskValues(text, secrets), shown);
    assert.equal(showsSecret({ create: '.env', contents: 'B=postgres\n' }, secrets), true);
    assert.equal(showsSecret({ create: '.env', contents: 'B=${B}\n' }, secrets), false);
  });

  it('takes values literally', () => {
    const secrets = secretsOf(resultFor('A: a.b*c(d$1^', 'a.b*c(d$1^'));
    assert.equal(maskValues('aXbbc(d$1^ a.b*c(d$1^', secrets), 'aXbbc(d$1^ a.********');
  });
});
