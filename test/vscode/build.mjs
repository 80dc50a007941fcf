import path from 'node:path';
import { build } from 'esbuild';
import { repository } from './harness.mjs';

/** Bundles the tests that run inside VS Code into out/vscode-tests. Returns the entry of each suite. */
export async function buildTests() {
  const out = path.join(repository, 'out/vscode-tests');
  const source = path.join(repository, 'test/vscode');
  const common = { bundle: true, format: 'cjs', target: 'es2022', sourcemap: 'inline', logLevel: 'warning' };
  const host = path.join(out, 'host.js');
  const web = path.join(out, 'web.js');
  // Mocha stays outside the bundle in Node: it finds its own files by path.
  await build({
    ...common,
    platform: 'node',
    external: ['vscode', 'mocha'],
    entryPoints: [path.join(source, 'host/index.ts')],
    outfile: host,
  });
  await build({ ...common, platform: 'browser', external: ['vscode'], entryPoints: [path.join(source, 'web/index.ts')], outfile: web });
  return { host, web };
}
