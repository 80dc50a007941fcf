import { readFileSync } from 'node:fs';
import { isAtLeast, SEVERITIES, type Severity } from '#core';
import type { Arguments, CommandUsage } from '../args.ts';
import { EXIT, type ExitCode, UserError } from '../errors.ts';
import { FAIL_ON, failOnOf } from '../options.ts';
import { write } from '../output.ts';

export const usage: CommandUsage = {
  name: 'merge',
  operands: 'FILE…',
  maxOperands: Number.POSITIVE_INFINITY,
  summary: 'Makes one report of those of `check --shard`: all in JSON, or all in SARIF.',
  options: {
    'fail-on': {
      value: 'SEVERITY',
      choices: FAIL_ON,
      help: 'exit with 1 from this severity on: critical, high (default), medium, low or never',
    },
  },
  notes: [
    'Given in the order of the shards, the result is what one run would have printed.',
    'Exit codes: 0 nothing at or above --fail-on, 1 something, 2 wrong use, or a file that is no such report.',
  ],
};

interface JsonReport {
  readonly version: 1;
  readonly files: number;
  readonly findings: readonly { readonly severity?: unknown }[];
  readonly errors: readonly unknown[];
}

interface SarifRule {
  readonly id: string;
}

interface SarifResult {
  readonly ruleId: string;
  readonly properties?: { readonly severity?: unknown };
}

interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly SarifRule[] } };
  readonly invocations: readonly { readonly toolExecutionNotifications: readonly unknown[] }[];
  readonly results: readonly SarifResult[];
}

interface SarifLog {
  readonly version: '2.1.0';
  readonly runs: readonly [SarifRun];
}

type Report = { readonly kind: 'json'; readonly report: JsonReport } | { readonly kind: 'sarif'; readonly report: SarifLog };

export async function run(args: Arguments): Promise<ExitCode> {
  const failOn = failOnOf(args);
  if (args.operands.length === 0) throw new UserError('Which reports? `seaworthy merge shard-1.json shard-2.json`');
  const reports = args.operands.map(readReport);
  const json = reports.flatMap((one) => (one.kind === 'json' ? [one.report] : []));
  const sarif = reports.flatMap((one) => (one.kind === 'sarif' ? [one.report] : []));
  if (json.length > 0 && sarif.length > 0)
    throw new UserError('Some of the reports are in JSON and some in SARIF: only reports of one format can be merged.');
  const merged = json.length > 0 ? mergeJson(json) : mergeSarif(sarif);
  await write(process.stdout, `${JSON.stringify(merged, undefined, 2)}\n`);
  const severities = [
    ...json.flatMap(({ findings }) => findings.map(({ severity }) => severity)),
    ...sarif.flatMap(({ runs }) => runs[0].results.map(({ properties }) => properties?.severity)),
  ];
  return severities.some((severity) => failOn !== 'never' && isSeverity(severity) && isAtLeast(severity, failOn))
    ? EXIT.findings
    : EXIT.clean;
}

function isSeverity(value: unknown): value is Severity {
  return (SEVERITIES as readonly unknown[]).includes(value);
}

function readReport(path: string): Report {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new UserError(`\`${path}\` cannot be read.`);
  }
  const value = parse(text);
  if (isJsonReport(value)) return { kind: 'json', report: value };
  if (isSarifLog(value)) return { kind: 'sarif', report: value };
  throw new UserError(`\`${path}\` is no report of \`seaworthy check\` in JSON or SARIF.`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isJsonReport(value: unknown): value is JsonReport & Record<string, unknown> {
  return (
    isObject(value) &&
    value.version === 1 &&
    typeof value.files === 'number' &&
    Array.isArray(value.findings) &&
    Array.isArray(value.errors)
  );
}

function isSarifLog(value: unknown): value is SarifLog & Record<string, unknown> {
  if (!isObject(value) || value.version !== '2.1.0' || !Array.isArray(value.runs) || value.runs.length !== 1) return false;
  const [run] = value.runs as unknown[];
  return isObject(run) && Array.isArray(run.results) && Array.isArray(run.invocations) && isObject(run.tool);
}

/** The same errors are found by every shard that needed the file. */
function unique(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function mergeJson(reports: readonly JsonReport[]): JsonReport {
  return {
    version: 1,
    files: reports.reduce((sum, { files }) => sum + files, 0),
    findings: reports.flatMap(({ findings }) => findings),
    errors: unique(reports.flatMap(({ errors }) => errors)),
  };
}

function mergeSarif(logs: readonly SarifLog[]): object {
  const runs = logs.map((log) => log.runs[0]);
  const [first] = runs;
  if (!first) return {};
  const rules = new Map(runs.flatMap(({ tool }) => tool.driver.rules).map((rule) => [rule.id, rule]));
  const ids = [...rules.keys()].sort();
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const merged = {
    ...first,
    tool: { ...first.tool, driver: { ...first.tool.driver, rules: ids.map((id) => rules.get(id)) } },
    invocations: [
      {
        ...first.invocations[0],
        toolExecutionNotifications: unique(runs.flatMap(({ invocations }) => invocations.flatMap((one) => one.toolExecutionNotifications))),
      },
    ],
    results: runs.flatMap(({ results }) => results.map((result) => ({ ...result, ruleIndex: indexes.get(result.ruleId) ?? -1 }))),
  };
  return { ...logs[0], runs: [merged] };
}
