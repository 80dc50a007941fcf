import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import { nearestName } from '#core';
import { VERSION } from './about.ts';
import { type Arguments, type CommandUsage, helpText, parseArguments } from './args.ts';
import { EXIT, type ExitCode, UserError } from './errors.ts';
import { printable, write } from './output.ts';

interface Command {
  readonly usage: CommandUsage;
  readonly run: (args: Arguments) => Promise<ExitCode>;
}

/** Loaded when they are run: `check` must not pay for the language server. */
const COMMANDS: Readonly<Record<string, { readonly summary: string; readonly load: () => Promise<Command> }>> = {
  check: { summary: 'lint files and folders', load: () => import('./commands/check.ts') },
  fix: { summary: 'apply safe fixes', load: () => import('./commands/fix.ts') },
  merge: { summary: 'make one report of those of several runs', load: () => import('./commands/merge.ts') },
  audit: { summary: 'report on a whole project, with scores and a plan', load: () => import('./commands/audit.ts') },
  rules: { summary: 'list all rules', load: () => import('./commands/rules.ts') },
  explain: { summary: 'explain one rule', load: () => import('./commands/explain.ts') },
  lsp: { summary: 'start the language server', load: () => import('./commands/lsp.ts') },
};

const HELP = `Usage: seaworthy COMMAND [options]

Finds, explains and fixes what would hurt in production: Dockerfiles, Docker Compose files and GitHub Actions workflows.

Commands:
${Object.entries(COMMANDS)
  .map(([name, command]) => `  ${name.padEnd(9)}${command.summary}`)
  .join('\n')}

\`seaworthy COMMAND --help\` tells more. Exit codes: 0 clean, 1 problems found, 2 wrong use or configuration.
`;

async function main(argv: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined) {
    await write(process.stderr, HELP);
    return EXIT.error;
  }
  if (name === '--help' || name === '-h' || name === 'help') return print(HELP);
  if (name === '--version' || name === '-V') return print(`${VERSION}\n`);
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw unknownCommand(name);
  const { usage, run } = await command.load();
  const args = parseArguments(usage, rest);
  if (args.flag('help')) return print(helpText(usage));
  if (args.flag('version')) return print(`${VERSION}\n`);
  return run(args);
}

async function print(text: string): Promise<ExitCode> {
  await write(process.stdout, text);
  return EXIT.clean;
}

function unknownCommand(name: string): UserError {
  if (name.startsWith('-'))
    return new UserError(`The command comes first: \`seaworthy check ${name} …\`.`, 'Run `seaworthy --help` to see all commands.');
  const near = nearestName(name, Object.keys(COMMANDS));
  const hint = near ? `Did you mean \`seaworthy ${near}\`?` : `To lint a file: \`seaworthy check ${name}\`.`;
  return new UserError(`There is no command \`${name}\`. ${hint}`, 'Run `seaworthy --help` to see all commands.');
}

/** Tells what went wrong in one line; a stack trace helps nobody who did not ask for it. */
function explainFailure(error: unknown): void {
  const lines = error instanceof UserError ? [error.message, ...error.hints] : [unexpected(error)];
  const details = process.env.SEAWORTHY_DEBUG && error instanceof Error && error.stack ? `${error.stack}\n` : '';
  // Written at once: after an uncaught error nothing else may run.
  try {
    writeSync(2, `seaworthy: ${lines.map(printable).join('\n')}\n${details}`);
  } catch {
    // Nobody listens.
  }
}

function unexpected(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return `unexpected error, please report it: ${message.split('\n')[0]} (SEAWORTHY_DEBUG=1 shows more)`;
}

function start(): void {
  // `seaworthy check | head` closes the pipe early; that is the reader's right.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || error.code === 'EOF') return;
      explainFailure(error);
      process.exitCode = EXIT.error;
    });
  }

  // The language server has its own way to live on.
  if (process.argv[2] !== 'lsp') {
    process.on('uncaughtException', (error) => {
      explainFailure(error);
      process.exitCode = EXIT.error;
    });
  }

  main(process.argv.slice(2)).then(
    // No process.exit: what is still on its way through a pipe would be lost.
    (code) => {
      process.exitCode ??= code;
    },
    (error: unknown) => {
      explainFailure(error);
      process.exitCode = EXIT.error;
    },
  );
}

// The threads of `--jobs` are this program again.
if (isMainThread) start();
else void import('./worker.ts');
