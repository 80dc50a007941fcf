import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Paths in the index of the repository whose root a folder is, relative to it. Undefined where there is no repository, or its index is of a
 * form that is not read. Format: gitformat-index(5), versions 2 to 4; nothing is executed.
 */
export function readGitIndex(root: string): ReadonlySet<string> | undefined {
  try {
    const folder = gitFolder(join(root, '.git'));
    return folder === undefined ? undefined : parseIndex(readFileSync(join(folder, 'index')));
  } catch {
    return undefined;
  }
}

/** In worktrees and submodules `.git` is a file that names the folder. */
function gitFolder(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return path;
  const target = stats?.isFile() ? /^gitdir: (.+)$/m.exec(readFileSync(path, 'utf8'))?.[1] : undefined;
  return target === undefined ? undefined : resolve(dirname(path), target.trim());
}

const HEADER = 12;
/** Times, device, owner, size, hash (SHA-1) and flags. */
const ENTRY = 62;

function parseIndex(bytes: Buffer): ReadonlySet<string> | undefined {
  if (bytes.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const version = bytes.readUInt32BE(4);
  if (version < 2 || version > 4) return undefined;
  const count = bytes.readUInt32BE(8);
  const paths = new Set<string>();
  let at = HEADER;
  let previous = '';
  for (let i = 0; i < count; i++) {
    const isExtended = version >= 3 && (bytes.readUInt16BE(at + ENTRY - 2) & 0x4000) !== 0;
    let nameStart = at + ENTRY + (isExtended ? 2 : 0);
    let kept = '';
    if (version === 4) {
      const strip = readVarint(bytes, nameStart);
      nameStart = strip.next;
      kept = previous.slice(0, previous.length - strip.value);
    }
    const nameEnd = bytes.indexOf(0, nameStart);
    if (nameEnd < 0) return undefined;
    // Read as bytes: the stripped length of version 4 counts them.
    previous = kept + bytes.toString('latin1', nameStart, nameEnd);
    paths.add(Buffer.from(previous, 'latin1').toString('utf8'));
    // Before version 4 entries are padded with one to eight zero bytes.
    at = version === 4 ? nameEnd + 1 : at + ((nameEnd - at + 8) & ~7);
  }
  return paths;
}

/** The offset encoding of pack files. */
function readVarint(bytes: Buffer, start: number): { readonly value: number; readonly next: number } {
  let at = start;
  let byte = bytes.readUInt8(at++);
  let value = byte & 0x7f;
  while (byte & 0x80) {
    byte = bytes.readUInt8(at++);
    value = (value + 1) * 128 + (byte & 0x7f);
  }
  return { value, next: at };
}
