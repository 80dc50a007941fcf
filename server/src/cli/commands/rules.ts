import type { RegisteredRule } from '#core';
import { registry } from '../../../../rules/registry.ts';
import type { Arguments, CommandUsage } from '../args.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import { cell } from '../formatters/markdown.ts';
import { write } from '../output.ts';

export const usage: CommandUsage = {
  name: 'rules',
  operands: '',
  maxOperands: 0,
  summary: 'Lists all rules, also those that are not in the default profile.',
  options: { format: { value: 'FORMAT', choices: ['text', 'json', 'markdown'], help: 'text (default), json or markdown' } },
};

export async function run(args: Arguments): Promise<ExitCode> {
  const rules = [...registry].sort(([a], [b]) => (a < b ? -1 : 1));
  await write(process.stdout, formatRules(rules, args.value('format')));
  return EXIT.clean;
}

type Entry = readonly [id: string, rule: RegisteredRule];

function formatRules(rules: readonly Entry[], format: string | undefined): string {
  if (format === 'json') return `${JSON.stringify({ version: 1, rules: rules.map(jsonRule) }, undefined, 2)}\n`;
  if (format === 'markdown') {
    const rows = rules.map(
      ([id, rule]) =>
        `| \`${id}\` | ${cell(rule.title)} | ${rule.severity} | ${rule.category} | ${rule.profile} | ${hasFix(rule) ? 'yes' : ''} |\n`,
    );
    return `| rule | finds | severity | category | profile | fix |\n|---|---|---|---|---|---|\n${rows.join('')}`;
  }
  const width = Math.max(0, ...rules.map(([id]) => id.length));
  const lines = rules.map(([id, rule]) => `${id.padEnd(width)}  ${rule.severity.padEnd(8)}  ${rule.profile.padEnd(11)}  ${rule.title}\n`);
  return `${lines.join('')}\n${rules.length} rules. \`seaworthy explain RULE\` tells more of one.\n`;
}

function jsonRule([id, rule]: Entry): object {
  return {
    id,
    title: rule.title,
    language: rule.language,
    severity: rule.severity,
    category: rule.category,
    profile: rule.profile,
    why: rule.why,
    equivalents: rule.equivalents ?? [],
    fix: hasFix(rule),
    ...(rule.fixSafety === undefined ? {} : { fixSafety: rule.fixSafety }),
  };
}

/** Seen from the examples: what is mended there can be mended. */
function hasFix(rule: RegisteredRule): boolean {
  return rule.examples.some((example) => example.good !== undefined);
}
