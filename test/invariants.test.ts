import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import jsTokens from 'js-tokens';
import { registry, strengths } from '../rules/registry.ts';
import { generate, root, ruleIds, strengthIds } from '../scripts/generated.ts';

/** Files below a folder, relative to the repository, forward slashes. */
function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

/** A source file without comments, texts and patterns: what it does, not what it talks about. */
function codeOf(path: string): string {
  const silent = /Comment$|^StringLiteral$|Template|^RegularExpressionLiteral$/;
  return [...jsTokens(textOf(path))].map(({ type, value }) => (silent.test(type) ? ' ' : value)).join('');
}

function importsOf(path: string): string[] {
  return [...textOf(path).matchAll(/^\s*(?:import|export)\b[^'"`;]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|\bimport\('([^']+)'\)/gm)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  );
}

/** Package → the only folder of rules/ that may import it. */
const PACKAGES: Readonly<Record<string, string>> = {
  yaml: 'rules/core/yaml/',
  'dockerfile-ast': 'rules/core/dockerfile/',
  unbash: 'rules/core/shell/',
  'picomatch/posix.js': 'rules/core/',
  ignore: 'rules/core/project/',
  'js-tokens': 'rules/core/project/',
  'jsonc-parser': 'rules/core/project/',
  'smol-toml': 'rules/core/project/',
};

describe('borders between the parts', () => {
  const ruleFiles = filesBelow('rules', /\.ts$/);

  it('rules/ imports only rules/ and the listed packages', () => {
    for (const path of ruleFiles) {
      for (const name of importsOf(path)) {
        if (name === '#core') continue;
        if (name.startsWith('.')) {
          const target = join(dirname(path), name).split(sep).join('/');
          assert.ok(target.startsWith('rules/'), `${path} imports ${name}`);
          continue;
        }
        const folder = PACKAGES[name];
        assert.ok(folder && path.startsWith(folder), `${path} imports ${name}`);
      }
    }
  });

  it('the core imports no rule and no rule imports a rule', () => {
    for (const path of ruleFiles) {
      if (path === 'rules/registry.ts') continue;
      for (const name of importsOf(path)) {
        if (!name.startsWith('.')) continue;
        const target = join(dirname(path), name).split(sep).join('/');
        const allowed = target.startsWith('rules/core/') || target.startsWith('rules/data/');
        assert.ok(allowed, `${path} imports ${name}`);
        if (path.startsWith('rules/data/'))
          assert.ok(!target.startsWith('rules/core/') || isTypeImport(path, name), `${path} imports ${name}`);
      }
    }
  });

  it('rules/ has no clock, no randomness, no environment', () => {
    for (const path of ruleFiles) {
      assert.doesNotMatch(
        codeOf(path),
        /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\bperformance\.now\b|\bsetTimeout\(|\bfetch\(/,
        path,
      );
    }
  });

  it('server/src/convert.ts alone imports both the engine and LSP types', () => {
    for (const path of filesBelow('server/src', /\.ts$/)) {
      if (path === 'server/src/convert.ts') continue;
      const text = textOf(path);
      const engine = importsOf(path).some((name) => name === '#core' || name.includes('rules/'));
      const types = /import[^;]*\b(Diagnostic|CodeAction|WorkspaceEdit|TextEdit|Hover)\b[^;]*from 'vscode-languageserver/.test(text);
      assert.ok(!(engine && types), `${path} knows the engine's types and LSP's`);
    }
  });

  it('the client knows of the server only its protocol, and of the engine only how two audits are compared', () => {
    const known = new Set(['server/src/protocol.ts', 'rules/core/audit/change.ts']);
    for (const path of filesBelow('client/src', /\.ts$/)) {
      for (const name of importsOf(path)) {
        if (!name.startsWith('.')) continue;
        const target = join(dirname(path), name).split(sep).join('/');
        assert.ok(target.startsWith('client/') || known.has(target), `${path} imports ${name}`);
      }
    }
  });

  it('node built-ins stay out of what runs in a browser', () => {
    for (const path of [...filesBelow('server/src', /\.ts$/), ...filesBelow('client/src', /\.ts$/)]) {
      if (path.includes('/cli/') || path.endsWith('.node.ts') || path === 'client/src/extension.ts') continue;
      for (const name of importsOf(path)) assert.ok(!name.startsWith('node:'), `${path} imports ${name}`);
    }
  });
});

function isTypeImport(path: string, name: string): boolean {
  return new RegExp(`import type [^;]*from '${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}'`).test(textOf(path));
}

describe('generated files', () => {
  it('are fresh', async () => {
    for (const [path, text] of await generate()) {
      assert.ok(existsSync(join(root, path)), `${path} is missing: run \`npm run generate\``);
      assert.equal(textOf(path), text, `${path} is stale: run \`npm run generate\``);
    }
  });

  it('hold every rule file, and nothing else', () => {
    assert.deepEqual([...registry.keys()], ruleIds());
    assert.deepEqual([...strengths.keys()], strengthIds());
    assert.deepEqual(
      filesBelow('docs/rules', /\.md$/),
      ruleIds()
        .map((id) => `docs/rules/${id}.md`)
        .sort(),
    );
  });
});

describe('rule metadata', () => {
  for (const [id, rule] of registry) {
    it(id, () => {
      assert.equal(rule.language === 'file' ? 'file' : rule.language, id.split('/')[0]);
      assert.match(id, /^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.doesNotMatch(id, /\/(no|require|prefer|use|disallow)-/, 'an id names the problem');
      assert.match(rule.title, /^\S.*[^.\s]$/, 'a title is a noun phrase without a full stop');
      assert.match(rule.why, /^[A-Z`$\d].*[.!?]$/s, 'why is made of sentences');
      assert.ok(rule.why.length <= 400, 'why is too long for a hover');
      assert.ok(rule.examples.length > 0, 'a rule has an example');
      assert.ok(rule.valid.length > 0, 'a rule has a near miss that is silent');
      for (const name of rule.equivalents ?? []) assert.match(name, /^[a-z][a-z-]*:\S+$/, `equivalent ${name}`);
      assert.equal(new Set(rule.equivalents).size, rule.equivalents?.length ?? 0, 'an equivalent is named twice');
      for (const other of rule.supersedes ?? []) assert.ok(registry.has(other), `supersedes ${other}`);
      const hasFix = rule.examples.some((example) => example.good !== undefined);
      assert.ok(
        hasFix !== (rule.noFix !== undefined),
        hasFix ? 'noFix is given, but an example has a fix' : 'a rule without a fix says why in noFix',
      );
      assert.equal(rule.check !== undefined, rule.language === 'project', 'rules over the project, and only they, have `check`');
      if (rule.language === 'project') assert.ok(rule.area, 'a rule over the project names its area');
      if (rule.category === 'security' || rule.category === 'secrets')
        assert.notEqual(rule.severity, 'info', 'a security problem is not a note');
    });
  }

  it('no rule file is a swamp', () => {
    for (const id of ruleIds()) {
      const lines = textOf(`rules/${id}.ts`).split('\n').length;
      assert.ok(lines <= 320, `rules/${id}.ts has ${lines} lines: something belongs in core/`);
    }
  });
});
