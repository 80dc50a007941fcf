import { parseArgs } from 'node:util';
import { nearestName } from '#core';
import { UserError } from './errors.ts';

export interface Option {
  /** Placeholder of the value in the help; without it the option is a switch. */
  readonly value?: string;
  readonly help: string;
  readonly choices?: readonly string[];
}

export interface CommandUsage {
  readonly name: string;
  /** What may stand behind the command, for the help. */
  readonly operands: string;
  readonly maxOperands: number;
  readonly summary: string;
  readonly options: Readonly<Record<string, Option>>;
  /** Paragraphs below the options. */
  readonly notes?: readonly string[];
}

export interface Arguments {
  readonly operands: readonly string[];
  flag(name: string): boolean;
  value(name: string): string | undefined;
}

const COMMON: Readonly<Record<string, Option>> = {
  help: { help: 'show this help' },
  version: { help: 'show the version' },
};
const SHORT: Readonly<Record<string, string>> = { h: 'help', V: 'version' };

/** @throws UserError for what the command does not know or lacks */
export function parseArguments(usage: CommandUsage, argv: readonly string[]): Arguments {
  const options = { ...usage.options, ...COMMON };
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(options).map(([name, option]) => {
        const short = Object.keys(SHORT).find((key) => SHORT[key] === name);
        return [name, { type: option.value === undefined ? 'boolean' : 'string', ...(short ? { short } : {}) } as const];
      }),
    ),
  });
  const help = `Run \`seaworthy ${usage.name} --help\` to see what it takes.`;
  const operands: string[] = [];
  const values = new Map<string, string | true>();
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (!option) throw unknownOption(usage, token.rawName, Object.keys(options), help);
    values.set(token.name, readValue(token.rawName, option, token.value, token.inlineValue === true, help));
  }
  if (operands.length > usage.maxOperands) {
    throw new UserError(`\`seaworthy ${usage.name}\` does not take \`${operands[usage.maxOperands]}\`.`, help);
  }
  return {
    operands,
    flag: (name) => values.has(name),
    value: (name) => {
      const value = values.get(name);
      return value === true ? undefined : value;
    },
  };
}

function unknownOption(usage: CommandUsage, name: string, known: readonly string[], help: string): UserError {
  const near = nearestName(name.replace(/^-+/, ''), known);
  const hint = near ? ` Did you mean \`--${near}\`?` : '';
  return new UserError(`\`seaworthy ${usage.name}\` has no option \`${name}\`.${hint}`, help);
}

function readValue(name: string, option: Option, value: string | undefined, inline: boolean, help: string): string | true {
  if (option.value === undefined) {
    if (value !== undefined) throw new UserError(`\`${name}\` takes no value.`, help);
    return true;
  }
  if (value === undefined || value === '' || (!inline && value.startsWith('-') && value !== '-')) {
    throw new UserError(`\`${name}\` needs a value: ${name} ${option.value}`, help);
  }
  if (option.choices && !option.choices.includes(value)) {
    const near = nearestName(value, option.choices);
    const hint = near ? ` Did you mean \`${near}\`?` : '';
    throw new UserError(`\`${value}\` is not a valid value of \`${name}\`; it takes ${option.choices.join(', ')}.${hint}`, help);
  }
  return value;
}

/** @returns undefined when the option is not there. @throws UserError unless it is a whole number in the range */
export function numberValue(args: Arguments, name: string, min: number, max: number): number | undefined {
  const text = args.value(name);
  if (text === undefined) return undefined;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new UserError(`\`--${name}\` takes a whole number from ${min} to ${max}, not \`${text}\`.`);
}

export function helpText(usage: CommandUsage): string {
  const rows = Object.entries({ ...usage.options, ...COMMON }).map(([name, option]) => {
    const short = Object.keys(SHORT).find((key) => SHORT[key] === name);
    return [`${short ? `-${short}, ` : '    '}--${name}${option.value === undefined ? '' : ` ${option.value}`}`, option.help] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  const lines = rows.map(([left, right]) => `  ${left.padEnd(width)}${right.replaceAll('\n', `\n${' '.repeat(width + 2)}`)}`);
  const head = `Usage: seaworthy ${usage.name}${usage.operands ? ` ${usage.operands}` : ''} [options]\n\n${usage.summary}\n\nOptions:\n`;
  return `${head}${lines.join('\n')}\n${(usage.notes ?? []).map((paragraph) => `\n${paragraph}\n`).join('')}`;
}
