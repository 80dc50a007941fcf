// Bundles everything into dist/. Options: --minify, --watch.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { everywhere, onNode } from './aliases.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const minify = process.argv.includes('--minify');
const watch = process.argv.includes('--watch');

/** Texts on which a rule is silent are for its tests alone; examples are shown by `explain`. */
const withoutValidTexts = {
  name: 'without-valid-texts',
  setup(build) {
    build.onLoad({ filter: /[\\/]rules[\\/](?:dockerfile|compose|workflow|file|project)[\\/][\w-]+\.ts$/ }, ({ path }) => {
      const contents = readFileSync(path, 'utf8').replace(/\n {2}valid: \[(?:\n[\s\S]*?\n {2}\]|[^\n]*\]),\n\}\);/, '\n  valid: [],\n});');
      return { contents, loader: 'ts' };
    });
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  minify,
  sourcemap: minify ? false : 'linked',
  logLevel: 'warning',
  metafile: true,
  legalComments: 'none',
  plugins: [withoutValidTexts],
  outdir: 'dist',
  define: { SEAWORTHY_VERSION: JSON.stringify(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version) },
};
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'], alias: onNode };
const web = { ...common, platform: 'browser', target: 'es2022', external: ['vscode'], alias: everywhere };

const bundles = [
  { ...node, entryPoints: { extension: 'client/src/extension.ts', server: 'server/src/main.node.ts' } },
  { ...node, entryPoints: { cli: 'server/src/cli/main.ts' }, banner: { js: '#!/usr/bin/env node' } },
  { ...web, format: 'cjs', entryPoints: { 'extension.browser': 'client/src/extension.browser.ts' } },
  { ...web, format: 'iife', entryPoints: { 'server.browser': 'server/src/main.browser.ts' } },
  { ...web, format: 'iife', entryPoints: { report: 'client/webview/report.ts' } },
];

mkdirSync(join(root, 'dist'), { recursive: true });

if (watch) {
  for (const bundle of bundles) await (await esbuild.context(bundle)).watch();
} else {
  const results = await Promise.all(bundles.map((bundle) => esbuild.build(bundle))).catch(() => {
    // esbuild has said what is wrong and where.
    process.exit(1);
  });
  writeNotices(results.flatMap((result) => Object.keys(result.metafile.inputs)));
}

/** The licences of the packages that are inside the bundles, as their licences ask. */
function writeNotices(inputs) {
  const packages = new Set();
  for (const input of inputs) {
    const match = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (match) packages.add(input.slice(0, match.index) + (match.index ? '/' : '') + 'node_modules/' + match[1]);
  }
  const notices = [...packages].sort().map((folder) => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    return `${manifest.name} ${manifest.version} (${manifest.license})\n\n${licenceOf(join(root, folder))}`;
  });
  writeFileSync(join(root, 'dist', 'third-party-notices.txt'), notices.join(`\n${'-'.repeat(80)}\n\n`));
}

function licenceOf(folder) {
  for (const name of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'License.txt', 'license', 'LICENCE', 'thirdpartynotices.txt']) {
    try {
      return readFileSync(join(folder, name), 'utf8').trim();
    } catch {}
  }
  return 'The package ships no licence text.';
}
