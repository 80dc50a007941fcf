import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import jsTokens from 'js-tokens';
import { analyse } from 'scslre';

/**
 * No regular expression of the product takes exponential time on any text. Those that a long run of one character makes quadratic see
 * single lines, words or names; that no such run gets at one of them, test/fuzz shows with every kind of file.
 */
const root = fileURLToPath(new URL('..', import.meta.url));

interface Pattern {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

function patternsOf(folder: string): Pattern[] {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter(({ name }) => name.endsWith('.ts'));
  return files.flatMap(({ parentPath, name }) => {
    const path = join(parentPath, name);
    let line = 1;
    const found: Pattern[] = [];
    for (const { type, value } of jsTokens(readFileSync(path, 'utf8'))) {
      const match = type === 'RegularExpressionLiteral' ? /^\/(.*)\/([a-z]*)$/s.exec(value) : null;
      if (match) found.push({ place: `${path.slice(root.length)}:${line}`, source: match[1] ?? '', flags: match[2] ?? '' });
      line += value.split('\n').length - 1;
    }
    return found;
  });
}

describe('regular expressions', () => {
  it('never take exponential time', () => {
    const patterns = ['rules', 'server/src', 'client'].flatMap(patternsOf);
    assert.ok(patterns.length > 1000, `only ${patterns.length} patterns were found`);
    const exponential = patterns.filter(({ source, flags }) =>
      analyse({ source, flags }, { reportTypes: { Self: true, Trade: true, Move: false } }).reports.some((report) => report.exponential),
    );
    assert.deepEqual(exponential, []);
    console.log(`      ${patterns.length} patterns`);
  });
});
