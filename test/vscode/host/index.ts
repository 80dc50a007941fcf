import Mocha from 'mocha';
import { writeResult } from './report.ts';

/** Called by VS Code in the extension host. A rejection is a failed run. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: false, forbidOnly: true });
  if (process.env.SEAWORTHY_TEST_GREP) mocha.fgrep(process.env.SEAWORTHY_TEST_GREP);
  // Gives the files below their describe() and it(); they are part of this bundle, so mocha cannot load them itself.
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  await import('./activation.spec.ts');
  await import('./diagnostics.spec.ts');
  await import('./fixes.spec.ts');
  await import('./commands.spec.ts');
  await import('./server.spec.ts');
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
  });
  if (!stats) throw new Error('mocha kept no count');
  await writeResult({ passes: stats.passes, failures: stats.failures, pending: stats.pending });
  if (stats.failures > 0) throw new Error(`${stats.failures} tests failed`);
}
