import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { generate, root } from './generated.ts';

const files = await generate();
for (const [path, text] of files) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
for (const page of pages(join(root, 'docs', 'rules'))) {
  const path = relative(root, page).split(sep).join('/');
  if (!files.has(path)) rmSync(page);
}
console.log(`${files.size} files are fresh`);

/** Pages of rules that are gone go, too. */
function pages(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name));
}
