import { type Finding, isAtLeast } from '#core';
import type { Arguments, CommandUsage } from '../args.ts';
import { EXIT, type ExitCode, UserError } from '../errors.ts';
import { type DiskFile, lintTargets, unreadPlaces } from '../lint.ts';
import { cacheOf, FAIL_ON, type FailOn, failOnOf, jobsOf, profileOf, SHARED, shellcheckOf } from '../options.ts';
import { note, Progress, paintFor, write } from '../output.ts';
import type { LintedFile, Report, ReportError } from '../report.ts';
import { readStdinTarget } from '../stdin.ts';
import { findTargets, type Targets } from '../targets.ts';
import { Workspace } from '../workspace.ts';

export const usage: CommandUsage = {
  name: 'check',
  operands: '[PATH…]',
  maxOperands: Number.POSITIVE_INFINITY,
  summary: 'Lints files, and what it finds in folders (default: the working directory).',
  options: {
    format: {
      value: 'FORMAT',
      choices: ['text', 'json', 'sarif', 'github', 'markdown'],
      help: 'text (default), json, sarif, github or markdown',
    },
    'fail-on': {
      value: 'SEVERITY',
      choices: FAIL_ON,
      help: 'exit with 1 from this severity on: critical, high (default), medium, low or never',
    },
    profile: SHARED.profile,
    config: SHARED.config,
    baseline: { value: 'FILE', help: 'report only what is not in this file; wins over `baseline` in the configuration' },
    'write-baseline': { help: 'write the baseline file with what is found now, and exit with 0' },
    stdin: { help: 'lint the text on stdin' },
    'stdin-filename': { value: 'NAME', help: 'the path that the text on stdin stands for' },
    quiet: { help: 'show only problems at or above --fail-on, and no summary' },
    'no-project': SHARED['no-project'],
    jobs: SHARED.jobs,
    shellcheck: SHARED.shellcheck,
    cache: SHARED.cache,
    'cache-file': SHARED['cache-file'],
    shard: {
      value: 'K/N',
      help: 'lint the K-th of N parts of the files, so that N machines share the work; `seaworthy merge` joins the reports',
    },
  },
  notes: [
    'Files that are named are linted whatever .gitignore says. Folders are searched without what .gitignore excludes, installed packages and vendored code.',
    'Exit codes: 0 nothing at or above --fail-on, 1 something, 2 wrong use or configuration, a named file that could not be linted, or no file that could be read. Files inside folders that cannot be read are reported but do not change the exit code.',
  ],
};

export async function run(args: Arguments): Promise<ExitCode> {
  const jobs = jobsOf(args);
  const shard = shardValue(args);
  const failOn = failOnOf(args);
  const workspace = new Workspace({
    cwd: process.cwd(),
    profile: profileOf(args),
    config: args.value('config'),
    alone: args.flag('no-project'),
    shellcheck: await shellcheckOf(args),
  });
  const progress = new Progress();
  const cache = args.flag('stdin') ? undefined : await cacheOf(args, workspace);
  const { targets, errors: missing } = await collect(args, workspace, progress);
  const run = await lintTargets(workspace, shardOf(targets, shard), { jobs, cache, progress }, async () => undefined);
  const errors = [...missing.map(({ file, message }) => ({ file, message })), ...run.errors];
  errors.push(...unreadPlaces(workspace, errors));
  const exitOnErrors = missing.length > 0 || run.namedFailed || (run.linted.length === 0 && errors.length > 0);

  const baseline = await applyBaseline(args, workspace, run.linted);
  const report: Report = {
    files: run.linted.length,
    linted: args.flag('quiet') ? baseline.linted.map((file) => onlyFailing(file, failOn)) : baseline.linted,
    errors,
    baselined: baseline.baselined,
    gone: baseline.gone,
  };
  await print(args, report, targets.length);
  if (exitOnErrors) return EXIT.error;
  if (args.flag('write-baseline')) return EXIT.clean;
  return report.linted.some((file) => file.findings.some((finding) => fails(finding, failOn))) ? EXIT.findings : EXIT.clean;
}

interface Shard {
  /** 1-based. */
  readonly part: number;
  readonly of: number;
}

function shardValue(args: Arguments): Shard {
  const text = args.value('shard');
  if (text === undefined) return { part: 1, of: 1 };
  const [, part, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const shard = { part: Number(part), of: Number(of) };
  if (!(shard.part >= 1 && shard.part <= shard.of))
    throw new UserError(`\`--shard\` takes a part and how many there are, such as \`2/5\`, not \`${text}\`.`);
  return shard;
}

/** A stretch of the files in the order in which they are found: the reports one after the other are the report of all. */
function shardOf<Item>(items: readonly Item[], { part, of }: Shard): readonly Item[] {
  const at = (index: number) => Math.floor((items.length * index) / of);
  return items.slice(at(part - 1), at(part));
}

async function collect(args: Arguments, workspace: Workspace, progress: Progress): Promise<Targets> {
  const name = args.value('stdin-filename');
  if (args.flag('stdin')) {
    if (args.operands.length > 0)
      throw new UserError(`\`--stdin\` lints one text; leave out \`${args.operands[0]}\`, or leave out \`--stdin\`.`);
    if (name === undefined) throw new UserError('`--stdin` needs `--stdin-filename NAME`: the name tells what kind of file the text is.');
    return { targets: [await readStdinTarget(workspace, name)], errors: [] };
  }
  if (name !== undefined) throw new UserError('`--stdin-filename` is for `--stdin`.');
  const paths = args.operands.length > 0 ? args.operands : ['.'];
  return findTargets(workspace, paths, (count) => progress.update(`Looking for files: ${count}`));
}

interface Filtered {
  readonly linted: readonly LintedFile[];
  readonly baselined: number;
  readonly gone: number;
}

async function applyBaseline(args: Arguments, workspace: Workspace, linted: readonly DiskFile[]): Promise<Filtered> {
  const named = args.value('baseline');
  const writes = args.flag('write-baseline');
  const isNeeded =
    named !== undefined || writes || linted.some((file) => workspace.baselineFor(file.root, file.result.source.path) !== undefined);
  if (!isNeeded) return { linted, baselined: 0, gone: 0 };
  const { filterByBaselines, writeBaselines } = await import('../baseline.ts');
  if (!writes) return filterByBaselines(workspace, linted, named);
  for (const line of writeBaselines(workspace, linted, named)) note(line);
  return { linted: [], baselined: 0, gone: 0 };
}

function onlyFailing(file: LintedFile, failOn: FailOn): LintedFile {
  return failOn === 'never' ? file : { ...file, findings: file.findings.filter((finding) => fails(finding, failOn)) };
}

function fails(finding: Finding, failOn: FailOn): boolean {
  return failOn !== 'never' && isAtLeast(finding.severity, failOn);
}

async function print(args: Arguments, report: Report, candidates: number): Promise<void> {
  const format = args.value('format') ?? 'text';
  const quiet = args.flag('quiet');
  for (const error of report.errors) note(errorLine(error));
  if (format !== 'json' && format !== 'sarif' && candidates === 0 && report.errors.length === 0 && !quiet) {
    note('No Dockerfile, Compose file or workflow was found.');
  }
  if (args.flag('write-baseline')) return;
  await write(process.stdout, await formatted(format, report, quiet));
}

async function formatted(format: string, report: Report, quiet: boolean): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../formatters/json.ts')).formatJson(report);
    case 'sarif':
      return (await import('../formatters/sarif.ts')).formatSarif(report);
    case 'github':
      return (await import('../formatters/github.ts')).formatGithub(report);
    case 'markdown':
      return (await import('../formatters/markdown.ts')).formatMarkdown(report);
    default: {
      const { formatText } = await import('../formatters/text.ts');
      return formatText(report, { paint: paintFor(process.stdout), width: process.stdout.columns ?? 120, summary: !quiet });
    }
  }
}

function errorLine({ file, message }: ReportError): string {
  return `${file}: ${message}`;
}
