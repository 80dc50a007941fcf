import { explainRule, nearestName, PeerNames } from '#core';
import { registry } from '../../../../rules/registry.ts';
import type { Arguments, CommandUsage } from '../args.ts';
import { EXIT, type ExitCode, UserError } from '../errors.ts';
import { write } from '../output.ts';

export const usage: CommandUsage = {
  name: 'explain',
  operands: 'RULE',
  maxOperands: 1,
  summary: 'Explains a rule: what it finds, why, examples, what its fixes change and how to switch it off.',
  options: {},
  notes: [
    "RULE is an id (compose/privileged-service), an id without its folder (privileged-service), or another linter's name (hadolint:DL3009, DL3009).",
  ],
};

export async function run(args: Arguments): Promise<ExitCode> {
  const [name] = args.operands;
  if (name === undefined) throw new UserError('Which rule? `seaworthy explain RULE`', '`seaworthy rules` lists them.');
  const ids = new PeerNames(registry).rulesOf(name);
  if (ids.length === 0) throw unknownRule(name);
  const pages = ids.flatMap((id) => {
    const rule = registry.get(id);
    return rule ? [explainRule(rule, id)] : [];
  });
  await write(process.stdout, pages.join('\n'));
  return EXIT.clean;
}

function unknownRule(name: string): UserError {
  const ids = [...registry.keys()];
  const short = ids.map((id) => id.slice(id.indexOf('/') + 1));
  const peers = [...registry.values()].flatMap((rule) => rule.equivalents ?? []);
  const near = nearestName(name, [...ids, ...short, ...peers]) ?? ids.find((id) => id.includes(name.toLowerCase()));
  const hint = near === undefined ? '' : ` Did you mean \`${near}\`?`;
  return new UserError(`There is no rule \`${name}\`.${hint}`, '`seaworthy rules` lists them.');
}
