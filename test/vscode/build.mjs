import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { repository } from './harness.mjs';

/** Bundles the tests that run inside VS Code into out/vscode-tests. Returns the entry of each suite. */
export async function buildTests() {
  const out = path.join(repository, 'out/vscode-tests');
  const source = path.join(repository, 'test/vscode');
  const common = { bundle: true, format: 'cjs', target: 'es2022', sourcemap: 'inline', logLevel: 'warning', external: ['vscode'] };
  const host = path.join(out, 'host.js');
  const web = path.join(out, 'web.js');
  await build({
    ...common,
    platform: 'node',
    // Mocha finds its own files by path.
    external: ['vscode', 'mocha'],
    entryPoints: [path.join(source, 'host/index.ts')],
    outfile: host,
  });
  await build({ ...common, platform: 'browser', plugins: [mochaAsGlobal], entryPoints: [path.join(source, 'web/index.ts')], outfile: web });
  return { host, web };
}

/**
 * The browser build of mocha lies in a package of ES modules but assigns `module.exports` where there is one: in a bundle it would replace
 * the exports of our entry. Hidden from it, it sets a global.
 */
const mochaAsGlobal = {
  name: 'mocha-as-global',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]mocha[\\/]mocha\.js$/ }, async ({ path: file }) => ({
      contents: `(function (module, exports) {${await readFile(file, 'utf8')}\n}).call(globalThis);`,
    }));
  },
};
