import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createRegistry } from 'vscode-tmgrammar-test/dist/common/index.js';
import { parseGrammarTestCase, runGrammarTestCase } from 'vscode-tmgrammar-test/dist/unit/index.js';

const repository = path.resolve(import.meta.dirname, '../..');
const manifest = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8'));

interface Grammar {
  readonly path: string;
  readonly scopeName: string;
  readonly injectTo?: string[];
}

const injections: Grammar[] = manifest.contributes.grammars.map((grammar: Grammar) => ({
  ...grammar,
  path: path.join(repository, grammar.path),
}));

/** The grammars we inject into: small ones with the same scopes, so that the tests run everywhere. */
const standIns: Grammar[] = [
  { scopeName: 'source.yaml', path: path.join(import.meta.dirname, 'stand-ins/yaml.tmLanguage.json') },
  { scopeName: 'source.dockerfile', path: path.join(import.meta.dirname, 'stand-ins/dockerfile.tmLanguage.json') },
];

/** The ones people have, where scripts/install-vscode.sh has been run. */
function editorGrammars(): Grammar[] | undefined {
  const cache = process.env.SEAWORTHY_VSCODE_CACHE ?? path.join(repository, '.cache/vscode');
  const installed = existsSync(cache) ? readdirSync(cache).find((name) => existsSync(path.join(cache, name, 'complete'))) : undefined;
  if (!installed) return undefined;
  return ['yaml', 'docker'].flatMap((extension) => {
    const folder = path.join(cache, installed, 'server/extensions', extension);
    const { contributes } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return contributes.grammars.map((grammar: Grammar) => ({ ...grammar, path: path.join(folder, grammar.path) }));
  });
}

const files = readdirSync(import.meta.dirname).filter((name) => /\.(yaml|dockerfile)$/.test(name));
const bases = { 'stand-in grammars': standIns, "the editor's own grammars (scripts/install-vscode.sh)": editorGrammars() };

for (const [name, base] of Object.entries(bases)) {
  describe(`injected grammars, in ${name}`, () => {
    for (const file of files) {
      it(file, async function () {
        if (!base) this.skip();
        const test = parseGrammarTestCase(readFileSync(path.join(import.meta.dirname, file), 'utf8'));
        assert.ok(test.assertions.length > 0);
        const failures = await runGrammarTestCase(createRegistry([...base, ...injections]), test);
        const report = failures.map(({ line, srcLine, start, end, missing, unexpected, actual }) => {
          const text = test.source[srcLine]?.slice(start, end);
          return `line ${line + 1}, ${JSON.stringify(text)}: missing [${missing}], unexpected [${unexpected}], has [${actual}]`;
        });
        assert.deepEqual(report, []);
      });
    }
  });
}
