import { asTable, pythonName, tomlOf } from './manifests.ts';

/** Lockfiles by package manager, the usual name first. */
export const NODE_LOCKFILES = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
  yarn: ['yarn.lock'],
  pnpm: ['pnpm-lock.yaml'],
  bun: ['bun.lock', 'bun.lockb'],
} as const;
export type NodePackageManager = keyof typeof NODE_LOCKFILES;

export const PYTHON_LOCKFILES = { poetry: ['poetry.lock'], uv: ['uv.lock'], pipenv: ['Pipfile.lock'], pdm: ['pdm.lock'] } as const;

/** The version of every package that a lockfile installs: name → versions. Empty for a format or a text that cannot be read. */
export function lockedVersions(name: string, text: string): ReadonlyMap<string, readonly string[]> {
  const versions = new Map<string, string[]>();
  const add = (name: string, version: unknown) => {
    if (typeof version !== 'string' || name === '') return;
    const known = versions.get(name);
    if (!known) versions.set(name, [version]);
    else if (!known.includes(version)) known.push(version);
  };
  switch (name) {
    case 'package-lock.json':
    case 'npm-shrinkwrap.json':
      addNpm(text, add);
      break;
    case 'yarn.lock':
      for (const match of text.matchAll(/^"?(@?[^@\s"]+)@[^\n]*:\n {2}version:? "?([^"\n]+)"?/gm)) add(match[1] ?? '', match[2]);
      break;
    case 'pnpm-lock.yaml':
      for (const match of text.matchAll(/^ {2}'?\/?(@?[^@\s'(]+)[@/](\d[^:'()\s]*)(?:\([^:\n]*\))?'?:\s*$/gm))
        add(match[1] ?? '', match[2]);
      break;
    case 'poetry.lock':
    case 'uv.lock':
    case 'pdm.lock':
      for (const entry of listOf(tomlOf(text).package)) add(pythonName(String(asTable(entry).name ?? '')), asTable(entry).version);
      break;
  }
  return versions;
}

type Add = (name: string, version: unknown) => void;

/** Version 1 lockfiles nest `dependencies`; later ones list `packages` by path. */
function addNpm(text: string, add: Add): void {
  let lock: unknown;
  try {
    lock = JSON.parse(text);
  } catch {
    return;
  }
  const packages = Object.entries(asTable(asTable(lock).packages));
  for (const [path, entry] of packages) {
    const at = path.lastIndexOf('node_modules/');
    if (at >= 0) add(path.slice(at + 'node_modules/'.length), asTable(entry).version);
  }
  if (packages.length > 0) return;
  const queue = [asTable(asTable(lock).dependencies)];
  for (let table = queue.pop(); table; table = queue.pop()) {
    for (const [name, entry] of Object.entries(table)) {
      add(name, asTable(entry).version);
      queue.push(asTable(asTable(entry).dependencies));
    }
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
