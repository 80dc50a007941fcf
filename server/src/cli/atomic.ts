import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorCode } from '../host.node.ts';
import { UserError } from './errors.ts';

export interface FileWrite {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** What the file held when it was read; another content stops everything. `null`: the file must not exist. Left out: whatever it is. */
  readonly before?: string | null;
}

interface Prepared extends FileWrite {
  /** With links followed: a link stays a link. */
  readonly target: string;
  readonly temporary: string;
}

/**
 * Writes all files or none: every text goes to a file beside its target first, which then takes the target's place with the same
 * mode and owner. New files never replace one that came up meanwhile.
 * @throws UserError that says what is wrong and what to do
 */
export function writeFilesAtomically(writes: readonly FileWrite[]): void {
  const prepared: Prepared[] = [];
  const done: Prepared[] = [];
  try {
    for (const write of writes) prepared.push(prepare(write));
    for (const one of prepared) {
      guard(one.path, () => put(one));
      done.push(one);
    }
  } catch (error) {
    for (const one of done.reverse()) undo(one);
    throw error;
  } finally {
    for (const { temporary } of prepared) rmSync(temporary, { force: true });
  }
}

function prepare(write: FileWrite): Prepared {
  return guard(write.path, () => {
    const exists = existsSync(write.path);
    if (exists && write.before === null) throw new UserError(`${write.path}: was not written, for it exists already. Nothing was changed.`);
    const target = exists ? realpathSync(write.path) : write.path;
    if (exists) checkTarget(target, write);
    else mkdirSync(dirname(target), { recursive: true });
    const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(4).toString('hex')}.tmp`);
    try {
      writeFileSync(temporary, write.text, { flag: 'wx' });
      if (exists) keepModeAndOwner(target, temporary);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
    return { ...write, target, temporary };
  });
}

function checkTarget(target: string, write: FileWrite): void {
  // For root every file is writable; a file without any write bit was meant to stay as it is.
  if ((statSync(target).mode & 0o222) === 0) throw Object.assign(new Error('read-only'), { code: 'EROFILE' });
  accessSync(target, constants.W_OK);
  if (typeof write.before === 'string' && readFileSync(target, 'utf8') !== write.before) {
    throw new UserError(`${write.path}: changed while Seaworthy was at work. Nothing was changed; run it again.`);
  }
}

function keepModeAndOwner(target: string, temporary: string): void {
  const { mode, uid, gid } = statSync(target);
  try {
    chownSync(temporary, uid, gid);
  } catch {
    // Only root may give files away; the mode is what counts for everybody else.
  }
  chmodSync(temporary, mode);
}

function put({ target, temporary, before }: Prepared): void {
  if (before !== null) {
    renameSync(temporary, target);
    return;
  }
  try {
    linkSync(temporary, target);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw error;
    // Some file systems have no hard links.
    copyFileSync(temporary, target, constants.COPYFILE_EXCL);
  }
}

/** What is in the way of one file must not leave the others changed. */
function undo({ path, target, before }: Prepared): void {
  if (before === null) rmSync(target, { force: true });
  else if (before !== undefined) put(prepare({ path, text: before }));
}

const REASONS: Readonly<Record<string, string>> = {
  EROFILE: 'is read-only. Make it writable (`chmod u+w`) and run again.',
  EACCES: 'cannot be written: permission denied. Make the file and its folder writable and run again.',
  EPERM: 'cannot be written: permission denied. Make the file and its folder writable and run again.',
  EROFS: 'cannot be written: the file system is read-only.',
  ENOSPC: 'cannot be written: the disk is full. Make room and run again.',
  EDQUOT: 'cannot be written: the disk quota is used up. Make room and run again.',
  EBUSY: 'cannot be replaced: it is in use or mounted by itself. Mount its folder instead and run again.',
  EEXIST: 'was not written, for it exists already.',
};

function guard<Value>(path: string, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    if (error instanceof UserError) throw error;
    const code = errorCode(error) ?? 'unknown error';
    throw new UserError(`${path}: ${REASONS[code] ?? `cannot be written (${code}).`}`);
  }
}
