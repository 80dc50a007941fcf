import type { Span } from '../text/span.ts';

/**
 * Shell text as commands. Every span is in offsets of the file, not of the script, so that a finding or an edit
 * can use it as it is.
 */
export interface ShellScript {
  /** The script as it was parsed: continuations of the outer format already gone. */
  readonly text: string;
  readonly span: Span;
  /** All simple commands in source order, nested ones included (see {@link ShellContext} for what encloses each). */
  readonly commands: readonly ShellCommand[];
  /** Pipelines of two or more elements, in source order. A lone command has one too, but only in `command.pipeline`. */
  readonly pipelines: readonly ShellPipeline[];
  /** Syntax errors; what could be read is in `commands` all the same. Nested scripts count. */
  readonly errors: readonly ShellError[];
  readonly hasErrors: boolean;
  /** Why nothing was read at all: the script is larger or more nested than anything a person writes. */
  readonly limit: ShellLimit | undefined;
  /** The first line from behind `#!`, when the script starts with one. */
  readonly shebang: string | undefined;
}

export type ShellLimit = 'length' | 'nesting' | 'here-documents';

export interface ShellError {
  readonly message: string;
  readonly span: Span;
}

export type ShellOperator = '&&' | '||' | ';' | '|' | '|&' | '&' | 'newline';

export interface OperatorToken {
  readonly operator: ShellOperator;
  readonly span: Span;
}

export interface ShellCommand {
  /** From the first assignment, wrapper or redirect to the last word or redirect; here-document bodies are not included. */
  readonly span: Span;
  /** The command word as written behind assignments and wrappers (`sudo`, `env A=b`, …); undefined when it is dynamic or there is none. */
  readonly name: string | undefined;
  /** `name` without its directory: `apt-get` for `/usr/bin/apt-get`. */
  readonly program: string | undefined;
  readonly nameWord: ShellWord | undefined;
  /** What follows the name. */
  readonly words: readonly ShellWord[];
  readonly wrappers: readonly ShellWrapper[];
  /** Leading `NAME=value`, also those behind `env` and `sudo`. */
  readonly assignments: readonly ShellAssignment[];
  readonly redirects: readonly ShellRedirect[];
  readonly context: ShellContext;
  /** What stands between this command and the one before it in the same list or pipeline. */
  readonly operatorBefore: OperatorToken | undefined;
  readonly operatorAfter: OperatorToken | undefined;
  /** The pipeline this command is an element of; of one element when there is no pipe. */
  readonly pipeline: ShellPipeline;
  /** 0-based place in `pipeline.elements`. */
  readonly index: number;
  /**
   * Whether it may be skipped in a run where everything succeeds: in a branch, loop, case or function, behind `||`,
   * or behind a test (`[ -f x ] && …`).
   */
  readonly isConditional: boolean;
}

/** A command that runs another: `sudo -u x`, `env A=b`, `timeout 30`. */
export interface ShellWrapper {
  readonly name: string;
  /** The wrapper's own name and arguments, without the command that it runs. */
  readonly words: readonly ShellWord[];
  readonly span: Span;
}

export interface ShellAssignment {
  readonly name: string;
  /** `A+=b`. */
  readonly append: boolean;
  /** Undefined for an array. */
  readonly value: ShellWord | undefined;
  /** Words of an array value `A=(x y)`. */
  readonly elements: readonly ShellWord[];
  readonly span: Span;
}

export type RedirectOperator = '>' | '>>' | '<' | '<>' | '<&' | '>&' | '>|' | '&>' | '&>>' | '<<<' | '<<' | '<<-';

export interface ShellRedirect {
  readonly operator: RedirectOperator;
  /** The number in `2>`; undefined for the default one or `{name}>`. */
  readonly descriptor: number | undefined;
  /** File or word; undefined for here-documents and where it is missing. */
  readonly target: ShellWord | undefined;
  readonly hereDocument: ShellHereDocument | undefined;
  readonly span: Span;
}

export interface ShellHereDocument {
  readonly delimiter: string;
  /** The end word was quoted: nothing in the body is expanded. */
  readonly isQuoted: boolean;
  /** The body as written, with the tabs that `<<-` strips. */
  readonly text: string;
  readonly bodySpan: Span;
  /** Parts of an expanding body; empty for a quoted one. */
  readonly parts: readonly ShellPart[];
  /** False when the end word is missing. */
  readonly isClosed: boolean;
}

export interface ShellPipeline {
  readonly span: Span;
  readonly elements: readonly PipelineElement[];
  /** The elements that are simple commands. */
  readonly commands: readonly ShellCommand[];
  /** `|` and `|&`, one fewer than `elements`. */
  readonly operators: readonly OperatorToken[];
  /** `! a | b`. */
  readonly isNegated: boolean;
  readonly context: ShellContext;
}

/** One side of a pipe: a simple command, or a group, loop or subshell. */
export interface PipelineElement {
  readonly span: Span;
  /** Set for a simple command. */
  readonly command: ShellCommand | undefined;
  /** The simple command, or those directly or indirectly inside the compound one. */
  readonly commands: readonly ShellCommand[];
}

export type ShellContextKind =
  | 'top-level'
  | 'group'
  | 'subshell'
  | 'condition'
  | 'branch'
  | 'loop'
  | 'case'
  | 'function'
  | 'coprocess'
  | 'command-substitution'
  | 'process-substitution'
  | 'nested-script';

export interface ShellContext {
  readonly kind: ShellContextKind;
  readonly span: Span;
  readonly parent: ShellContext | undefined;
  /** Whether all that is inside may be skipped in a run where everything succeeds. */
  readonly isConditional: boolean;
  /** For a nested script: what runs it. */
  readonly nested: NestedScript | undefined;
}

export interface NestedScript {
  /** `sh -c`, `su -c`, `eval`, or a here-document that feeds a shell. */
  readonly via: 'argument' | 'eval' | 'here-document';
  /** Program name of the shell: `bash`; `sh` for `su`; `eval` for `eval`. */
  readonly shell: string;
  /** Names given with `-o`, single letters for the others: `['pipefail', 'e', 'u']`. */
  readonly options: readonly string[];
}

export type ShellPartKind =
  | 'literal'
  | 'single-quoted'
  | 'ansi-c-quoted'
  | 'double-quoted'
  | 'parameter'
  | 'command-substitution'
  | 'process-substitution'
  | 'arithmetic'
  | 'glob'
  | 'brace-expansion';

export interface ShellPart {
  readonly kind: ShellPartKind;
  readonly span: Span;
  /** As written, quotes included. */
  readonly raw: string;
  /** The text it stands for; undefined when the shell computes it. Globs and braces stand for themselves. */
  readonly text: string | undefined;
  /** Of double quotes, globs and braces. */
  readonly parts: readonly ShellPart[];
  /** Of a parameter expansion: `HOME` in `$HOME`, `a` in `${a:-b}`, `1` in `$1`. */
  readonly parameter: string | undefined;
  /** Of a parameter expansion with an operator: `:-`, `##`, `/`, …. */
  readonly parameterOperator: string | undefined;
}

export interface ShellWord {
  readonly span: Span;
  /** As written. */
  readonly raw: string;
  /** The value behind quotes and backslashes; undefined as soon as one part is computed by the shell. Globs and braces stay as they are. */
  readonly text: string | undefined;
  /** Static text in front of the first computed part; equals `text` for a static word. */
  readonly prefix: string;
  /** The value with computed parts as written: `curl=${VERSION}` for `"curl=${VERSION}"`. */
  readonly template: string;
  readonly isDynamic: boolean;
  /** The shell may make no, one or several words of it: an expansion outside quotes, or `"$@"`. */
  readonly maySplit: boolean;
  /** Holds an unquoted glob or brace expansion. */
  readonly hasPattern: boolean;
  /** Every character is inside quotes. */
  readonly isQuoted: boolean;
  readonly parts: readonly ShellPart[];
}
