/** What a person did wrong or has to change: told in plain words, exit code 2, no stack trace. */
export class UserError extends Error {
  /** What to do about it: further lines. */
  readonly hints: readonly string[];

  constructor(message: string, ...hints: readonly string[]) {
    super(message);
    this.hints = hints;
  }
}

/** Exit codes of every command. */
export const EXIT = { clean: 0, findings: 1, error: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
