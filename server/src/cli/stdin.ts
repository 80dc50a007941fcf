import { dirname, relative, resolve, sep } from 'node:path';
import { UserError } from './errors.ts';
import type { Target } from './targets.ts';
import type { Workspace } from './workspace.ts';

/** Reads stdin to its end and makes it stand for the file `name`, which need not exist. */
export async function readStdinTarget(workspace: Workspace, name: string): Promise<Target> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  if (bytes.subarray(0, 8192).includes(0)) throw new UserError('What came on stdin is not UTF-8 text.');
  const absolute = resolve(workspace.cwd, name);
  const root = workspace.rootFor(dirname(absolute));
  const path = relative(root.path, absolute).split(sep).join('/');
  root.overlay.set(path, bytes.toString('utf8'));
  return { root, path, named: true };
}
