export {
  type Arguments,
  countFlag,
  type FlagOptions,
  flagValue,
  hasFlag,
  mayHaveMoreArguments,
  operands,
  readArguments,
  subcommand,
} from './arguments.ts';
export type * from './model.ts';
export { parseShell } from './parse.ts';
export { usesPipefail } from './pipefail.ts';
export { type ExpansionAdvice, expansionAdvice, type Quoting, quotingAt } from './quoting.ts';
