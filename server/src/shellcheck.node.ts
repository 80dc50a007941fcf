import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import type { ScriptProblem, ScriptToCheck } from '#core';

/** Milliseconds after which a run is given up; a script of a Dockerfile takes some ten. */
const TIMEOUT = 10_000;
/** Processes at the same time. */
const PARALLEL = 2;
/** Scripts whose answers are kept. */
const KEPT = 1000;
/** Bytes of output; more is no answer. */
const MAX_OUTPUT = 4 * 1024 * 1024;

/**
 * Asks the program ShellCheck. Scripts go in through stdin and nothing else does: it runs outside of the workspace, without
 * configuration files (`--norc`), and follows no `source`.
 */
export class Shellcheck {
  readonly #program: string;
  readonly #answers = new Map<string, readonly ScriptProblem[]>();
  /** The program could not be started: it is not installed. */
  #isMissing = false;

  /** @param program name or path of the program */
  constructor(program: string) {
    this.#program = program;
  }

  /** What is known of a script; undefined before it was checked. */
  answer(script: ScriptToCheck): readonly ScriptProblem[] | undefined {
    return this.#isMissing ? [] : this.#answers.get(keyOf(script));
  }

  /** Checks what is not known yet. Where the program fails or is stopped, nothing is known afterwards either. @returns whether something was learnt */
  async check(scripts: readonly ScriptToCheck[], stop?: AbortSignal): Promise<boolean> {
    const waiting = scripts.filter((script) => this.answer(script) === undefined);
    let learnt = false;
    const work = async () => {
      for (let script = waiting.pop(); script && !this.#isMissing && !stop?.aborted; script = waiting.pop()) {
        const problems = await this.#run(script, stop);
        if (!problems || stop?.aborted) continue;
        if (this.#answers.size >= KEPT) this.#answers.clear();
        this.#answers.set(keyOf(script), problems);
        learnt = true;
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, work));
    return learnt;
  }

  /** The program's own words about its version. Undefined where there is none. */
  version(): Promise<string | undefined> {
    return this.#output(['--version'], '', undefined);
  }

  async #run({ shell, text }: ScriptToCheck, stop: AbortSignal | undefined): Promise<readonly ScriptProblem[] | undefined> {
    const args = ['--norc', '--format=json1', '--severity=style', `--shell=${shell}`, '-'];
    const output = await this.#output(args, text, stop);
    // A script that it gives up on is one that nothing is known of: that is not asked again.
    return output === undefined ? (this.#isMissing || stop?.aborted ? undefined : []) : readProblems(output, text);
  }

  /** What the program prints; undefined when it fails. It ends with 1 where it found something. */
  #output(args: readonly string[], input: string, stop: AbortSignal | undefined): Promise<string | undefined> {
    return new Promise((resolve) => {
      const { PATH, Path, SystemRoot } = process.env;
      const env = { ...(PATH ? { PATH } : {}), ...(Path ? { Path } : {}), ...(SystemRoot ? { SystemRoot } : {}), LC_ALL: 'C.UTF-8' };
      const child = spawn(this.#program, args, {
        cwd: tmpdir(),
        env,
        signal: stop,
        windowsHide: true,
        stdio: ['pipe', 'pipe', 'ignore'],
      });
      // Node's own `timeout` would keep the process alive where no child was started.
      const timer = setTimeout(() => child.kill('SIGKILL'), TIMEOUT);
      const end = (output: string | undefined) => {
        clearTimeout(timer);
        resolve(output);
      };
      const chunks: Buffer[] = [];
      let size = 0;
      child.stdout.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_OUTPUT) child.kill('SIGKILL');
        else chunks.push(chunk);
      });
      child.on('error', (error: NodeJS.ErrnoException) => {
        this.#isMissing ||= error.code === 'ENOENT' || error.code === 'EACCES';
        end(undefined);
      });
      child.on('close', (code) => end(code === 0 || code === 1 ? Buffer.concat(chunks).toString('utf8') : undefined));
      child.stdin.on('error', () => {});
      child.stdin.end(input);
    });
  }
}

function keyOf({ shell, text }: ScriptToCheck): string {
  return `${shell}\n${text}`;
}

/** Lines and columns are 1-based, columns count characters (not UTF-16 code units), a tab is one. Source: `--format=json1` of ShellCheck 0.7 and later. */
interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Comment extends Place {
  readonly level: ScriptProblem['level'];
  readonly code: number;
  readonly message: string;
  readonly fix: { readonly replacements: readonly (Place & { readonly replacement: string })[] } | null;
}

function readProblems(output: string, text: string): readonly ScriptProblem[] {
  try {
    const { comments } = JSON.parse(output) as { comments: readonly Comment[] };
    const lines = text.split('\n');
    const starts: number[] = [];
    for (let at = 0, line = 0; line < lines.length; at += (lines[line]?.length ?? 0) + 1, line++) starts.push(at);
    const offset = (line: number, column: number) =>
      (starts[line - 1] ?? text.length) + [...(lines[line - 1] ?? '')].slice(0, column - 1).join('').length;
    const span = (place: Place) => ({ start: offset(place.line, place.column), end: offset(place.endLine, place.endColumn) });
    return comments.map((comment) => ({
      code: comment.code,
      level: comment.level,
      message: comment.message,
      ...span(comment),
      edits: comment.fix?.replacements.map((one) => ({ ...span(one), newText: one.replacement })) ?? [],
    }));
  } catch {
    // Another program of that name.
    return [];
  }
}
