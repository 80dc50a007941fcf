// Projects of many files: one in ten is a Dockerfile, a Compose file or a workflow, the others are what stands around them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { documentOf } from './documents.mjs';

/** Makes a project, and removes it when `run` is done. @param {number} files */
export async function inProject(files, run) {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-bench-project-'));
  try {
    for (const [path, text] of filesOf(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A folder that holds so many files of one kind, each a little different. @param {keyof import('./documents.mjs').KINDS} kind */
export async function inFolderOf(kind, files, lines, run) {
  const folder = mkdtempSync(join(tmpdir(), 'seaworthy-bench-kind-'));
  try {
    const paths = [];
    for (let n = 0; n < files; n++) {
      const path = { dockerfile: `app${n}/Dockerfile`, compose: `app${n}/compose.yaml`, workflow: `.github/workflows/ci${n}.yml` }[kind];
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), documentOf(kind, lines + (n % 5) * 10));
      paths.push(path);
    }
    return await run(folder, paths);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function* filesOf(count) {
  yield [
    'package.json',
    '{ "name": "bench", "private": true, "scripts": { "test": "node --test" }, "dependencies": { "express": "5.1.0" } }\n',
  ];
  for (let n = 1; n < count; n++) {
    const folder = `packages/part${Math.floor(n / 50)}`;
    if (n % 30 === 0) yield [`${folder}/app${n}/Dockerfile`, documentOf('dockerfile', 40)];
    else if (n % 30 === 10) yield [`${folder}/app${n}/compose.yaml`, documentOf('compose', 60)];
    else if (n % 30 === 20) yield [`.github/workflows/part${n}.yml`, documentOf('workflow', 60)];
    else if (n % 7 === 0) yield [`${folder}/docs/page${n}.md`, `# Page ${n}\n\nText about part ${n}.\n`];
    else yield [`${folder}/src/module${n}.ts`, `import express from 'express';\n\n${source(n)}`];
  }
}

function source(n) {
  return Array.from(
    { length: 20 },
    (_, line) => `export function handler${n}x${line}(value: number): number {\n  return value + ${line};\n}\n`,
  ).join('\n');
}
