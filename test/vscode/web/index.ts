import 'mocha/mocha.js';
import * as vscode from 'vscode';
import { eventually, eventuallyFindingsAt, folder, open, tabLabels } from '../host/editor.ts';
import { writeResult } from '../host/report.ts';

/** Entry for the web worker host: the same editor, but no Node, no processes and no file system. */
export async function run(): Promise<void> {
  // The reporter of the browser build wants a page to draw in.
  mocha.setup({ ui: 'bdd', timeout: 30_000, reporter: ConsoleReporter });
  defineTests();
  const stats = await new Promise<Mocha.Stats | undefined>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats));
  });
  if (!stats) throw new Error('mocha kept no count');
  await writeResult({ passes: stats.passes, failures: stats.failures, pending: stats.pending });
  if (stats.failures > 0) throw new Error(`${stats.failures} tests failed`);
}

class ConsoleReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner) {
    super(runner);
    runner.on('pass', (test) => console.log(`    ✔ ${test.title}`));
    runner.on('fail', (test, error) => console.error(`    ✘ ${test.title}\n${error.stack}`));
  }
}

function defineTests(): void {
  describe('in a web worker', () => {
    it('lints a Dockerfile', async () => {
      const { document } = await open('Dockerfile');
      await eventuallyFindingsAt(document, ':latest');
    });

    it('lints a Compose file and a workflow', async () => {
      await eventuallyFindingsAt((await open('compose.yaml')).document, 'privileged: true');
      await eventuallyFindingsAt((await open('.github/workflows/ci.yml')).document, 'github.event.pull_request.title');
    });

    it('audits the folder, reading files through the client', async () => {
      const audit = await vscode.commands.executeCommand<{ files?: number; counts: Record<string, number> }>('seaworthy.auditWorkspace');
      if (!Object.values(audit.counts).some((count) => count > 0)) throw new Error(JSON.stringify(audit));
      await eventually('the report', () => tabLabels().some((label) => label.includes(`Audit of ${folder().name}`)));
    });

    it('restarts the server', async () => {
      await vscode.commands.executeCommand('seaworthy.restartServer');
      await eventuallyFindingsAt((await open('Dockerfile')).document, ':latest');
    });
  });
}
