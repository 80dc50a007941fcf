import type { Arguments, CommandUsage } from '../args.ts';
import { EXIT, type ExitCode, UserError } from '../errors.ts';

export const usage: CommandUsage = {
  name: 'lsp',
  operands: '',
  maxOperands: 0,
  summary: 'Starts the language server. Editors start it; it talks the Language Server Protocol on stdin and stdout.',
  options: { stdio: { help: 'talk over stdin and stdout (the only way there is)' } },
};

export async function run(args: Arguments): Promise<ExitCode> {
  if (!args.flag('stdio'))
    throw new UserError('The language server talks over stdin and stdout only.', 'Start it with `seaworthy lsp --stdio`.');
  const { runServer } = await import('../../main.node.ts');
  runServer();
  return EXIT.clean;
}
