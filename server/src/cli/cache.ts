import { mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { LintResult, Source } from '#core';
import { errorCode, failureMessage } from '../host.node.ts';
import { VERSION } from './about.ts';
import { writeFilesAtomically } from './atomic.ts';
import { UserError } from './errors.ts';
import { secretsOf, showsSecret } from './masking.ts';
import { digestOf, type Outcome } from './outcome.ts';
import { note } from './output.ts';
import type { Target } from './targets.ts';
import { displayPath, type Workspace } from './workspace.ts';

interface Entry extends Outcome {
  /** Set where a rule asked for the day: the entry holds on no other. */
  readonly today?: string;
}

/** By root and path. */
type Entries = Readonly<Record<string, Entry>>;

/** What one version of the program found with one set of options, the last used first. */
interface Stored {
  readonly seaworthyCache: 1;
  readonly runs: readonly (readonly [identity: string, entries: Entries])[];
}

/** How the file begins, so that no other file is ever taken for a cache and written over. */
const HEAD = '{"seaworthyCache":1,';
/** Sets of options that are kept beside each other: `check` and `audit`, two profiles. */
const KEPT_RUNS = 4;

/**
 * Keeps the outcomes of earlier runs. An entry holds only while the text of its file, every other file and folder that was asked
 * for, the options, the program and, where a rule asked for it, the day are the same.
 */
export class LintCache {
  readonly #workspace: Workspace;
  /** Absolute. */
  readonly #path: string;
  readonly #identity: string;
  readonly #others: Stored['runs'];
  readonly #known: ReadonlyMap<string, Entry>;
  readonly #now = new Map<string, Entry>();
  #isChanged = false;

  /**
   * @param given path as it was given; a file in the user's cache folder when it is left out
   * @throws UserError when the file holds something else
   */
  constructor(workspace: Workspace, given: string | undefined) {
    this.#workspace = workspace;
    this.#path = given === undefined ? usualPath(workspace.cwd) : resolve(workspace.cwd, given);
    this.#identity = digestOf([VERSION, digestOf(readFileSync(__filename, 'latin1')), workspace.identity].join('\n'));
    const runs = readRuns(this.#path, given ?? this.#path);
    this.#others = runs.filter(([identity]) => identity !== this.#identity);
    this.#known = new Map(Object.entries(runs.find(([identity]) => identity === this.#identity)?.[1] ?? {}));
  }

  /** @param source what the target holds now */
  find(target: Target, source: Source): Outcome | undefined {
    const key = this.#keyOf(target);
    const entry = this.#known.get(key);
    if (!entry || entry.text !== digestOf(source.text) || entry.result.kind !== source.kind) return undefined;
    if (entry.today !== undefined && entry.today !== this.#workspace.today) return undefined;
    if (entry.reads.some(([path, digest]) => target.root.digests.of(path) !== digest)) return undefined;
    this.#now.set(key, entry);
    return entry;
  }

  /** Not kept: what a rule that failed left out, and edits that hold a secret. */
  put(target: Target, outcome: Outcome, result: LintResult): void {
    const key = this.#keyOf(target);
    if (result.failures.length > 0 || this.#now.get(key) === outcome) return;
    const secrets = secretsOf(result);
    const fixes = [...outcome.result.findings, ...outcome.result.silenced].flatMap((finding) => finding.fixes);
    if (fixes.some(({ edits }) => edits.some((edit) => showsSecret(edit, secrets)))) return;
    this.#isChanged = true;
    this.#now.set(key, outcome.result.dated ? { ...outcome, today: this.#workspace.today } : outcome);
  }

  /** A cache that cannot be written costs time alone: it is told, and the run goes on. */
  save(): void {
    if (!this.#isChanged) return;
    const entries: Entries = Object.fromEntries([...this.#known, ...this.#now]);
    const stored: Stored = { seaworthyCache: 1, runs: [[this.#identity, entries], ...this.#others.slice(0, KEPT_RUNS - 1)] };
    try {
      mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
      writeFilesAtomically([{ path: this.#path, text: JSON.stringify(stored) }]);
    } catch (error) {
      const reason = error instanceof UserError ? error.message : `the folder of ${this.#path} cannot be made (${errorCode(error)}).`;
      note(`The cache was not written: ${reason}`);
    }
  }

  #keyOf({ root, path }: Target): string {
    return `${displayPath(this.#workspace.cwd, root.path)}\n${path}`;
  }
}

/** A file of its own for every working directory. */
function usualPath(cwd: string): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const folder = XDG_CACHE_HOME || (process.platform === 'win32' && LOCALAPPDATA) || join(homedir(), '.cache');
  return join(folder, 'seaworthy', `${digestOf(cwd)}.json`);
}

/** Nothing where there is no file, or a damaged one. */
function readRuns(path: string, shown: string): Stored['runs'] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) throw new UserError(`The cache \`${shown}\` ${failureMessage(error)}.`);
    return [];
  }
  if (text !== '' && !text.startsWith(HEAD)) {
    throw new UserError(`\`${shown}\` is no cache of Seaworthy; it was left as it is.`, 'Name another file with --cache-file FILE.');
  }
  try {
    const { runs } = JSON.parse(text) as Stored;
    return Array.isArray(runs) && runs.every((run) => Array.isArray(run) && typeof run[1] === 'object' && run[1] !== null) ? runs : [];
  } catch {
    return [];
  }
}
