// What every bundle, of the product and of tests, takes instead of a package's own entry.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = join(dirname(fileURLToPath(import.meta.url)), '..', 'node_modules');

/** Its UMD build requires its parts by names that a bundler cannot follow. */
export const everywhere = { 'jsonc-parser': join(packages, 'jsonc-parser', 'lib', 'esm', 'main.js') };

/** yaml's Node build asks `process.env` at every token, which costs a fifth of the parse; its browser build is the same otherwise. */
export const onNode = { ...everywhere, yaml: join(packages, 'yaml', 'browser', 'index.js') };
