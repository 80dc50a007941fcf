import { join } from 'node:path';
import type { Safety } from '#core';
import type { Arguments, CommandUsage } from '../args.ts';
import { writeFilesAtomically } from '../atomic.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import { type Change, fixTargets } from '../fixing.ts';
import { amount } from '../formatters/text.ts';
import { profileOf, SHARED } from '../options.ts';
import { note, Progress, paintFor, printable, write } from '../output.ts';
import { findTargets } from '../targets.ts';
import { Workspace } from '../workspace.ts';

export const usage: CommandUsage = {
  name: 'fix',
  operands: '[PATH…]',
  maxOperands: Number.POSITIVE_INFINITY,
  summary: 'Applies safe fixes to files, and to what it finds in folders (default: the working directory).',
  options: {
    unsafe: { help: 'apply also fixes that change behaviour; review the result' },
    'dry-run': { help: 'show what would change as a diff, and write nothing' },
    profile: SHARED.profile,
    config: SHARED.config,
    quiet: { help: 'tell only what went wrong' },
    'no-project': SHARED['no-project'],
  },
  notes: [
    'Either all files are written or none. Fixes that need a value from you are never applied: the editor offers them.',
    'Secrets are starred in the diff of --dry-run. Exit codes: 0 done, also when there was nothing to do; 2 wrong use or configuration, or a file that could not be read or written.',
  ],
};

export async function run(args: Arguments): Promise<ExitCode> {
  const workspace = new Workspace({
    cwd: process.cwd(),
    profile: profileOf(args),
    config: args.value('config'),
    alone: args.flag('no-project'),
  });
  const progress = new Progress();
  const { targets, errors } = await findTargets(workspace, args.operands.length ? args.operands : ['.'], () => {});
  for (const root of workspace.roots) {
    const paths = targets.filter((target) => target.root === root).map((target) => target.path);
    workspace.checkConfigs(root, paths);
  }
  const safeties: readonly Safety[] = args.flag('unsafe') ? ['safe', 'unsafe'] : ['safe'];
  const outcome = fixTargets(workspace, targets, safeties, progress);
  progress.done();
  for (const error of [...errors, ...outcome.errors]) note(`${error.file}: ${error.message}`);
  for (const line of outcome.refused) note(line);

  const isQuiet = args.flag('quiet');
  if (args.flag('dry-run')) {
    const { formatDiff } = await import('../formatters/diff.ts');
    await write(process.stdout, formatDiff(outcome.changes, paintFor(process.stdout), process.stdout.isTTY === true));
    if (!isQuiet) note(summary(outcome.changes, true));
  } else {
    writeFilesAtomically(outcome.changes.map(({ root, path, before, after }) => ({ path: join(root.path, path), text: after, before })));
    if (!isQuiet) await write(process.stdout, told(outcome.changes));
  }
  return errors.length > 0 || outcome.errors.some((error) => error.serious) ? EXIT.error : EXIT.clean;
}

function told(changes: readonly Change[]): string {
  const lines = changes.flatMap((change) => [
    printable(`${change.shown}${change.before === null ? ' (new)' : ''}`),
    ...[...change.titles].map(([title, count]) => printable(`  ${title}${count > 1 ? ` × ${count}` : ''}`)),
  ]);
  return `${[...lines, summary(changes, false)].join('\n')}\n`;
}

function summary(changes: readonly Change[], isDryRun: boolean): string {
  const fixes = changes.reduce((sum, change) => sum + change.fixes, 0);
  if (fixes === 0) return 'Nothing to fix.';
  return `${isDryRun ? 'Would fix' : 'Fixed'} ${amount(fixes, 'problem')}; ${amount(changes.length, 'file')} ${isDryRun ? 'would change' : 'changed'}.`;
}
