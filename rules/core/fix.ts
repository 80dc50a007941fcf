import type { Span } from './text/span.ts';

/**
 * How much a fix may be trusted.
 * - `safe`: the build or run means the same, comments are kept; may run unattended.
 * - `unsafe`: valid text, but behaviour changes; a person has to choose it.
 * - `placeholder`: holds a value that a person has to fill in.
 */
export type Safety = 'safe' | 'unsafe' | 'placeholder';

/** Replaces a stretch of a file. `file` is relative to the workspace root. */
export interface TextEdit extends Span {
  readonly file: string;
  readonly newText: string;
}

/** Creates a file that does not exist; hosts never overwrite. */
export interface CreateFile {
  readonly create: string;
  readonly contents: string;
}

export type FileEdit = TextEdit | CreateFile;

export interface Fix {
  readonly detail: 'fix';
  readonly safety: Safety;
  /** An imperative sentence without a full stop: "Pin to the commit of v4". */
  readonly title: string;
  /** Computed only when somebody asks; undefined where no edit is certain. */
  readonly edits: () => readonly FileEdit[] | undefined;
}

export function fix(safety: Safety, title: string, edits: () => readonly FileEdit[] | undefined): Fix {
  return { detail: 'fix', safety, title, edits };
}

/** The edits of a fix; undefined where there are none. A fix that throws is one that is not offered: its finding stands all the same. */
export function editsOf(fix: Fix): readonly FileEdit[] | undefined {
  try {
    const edits = fix.edits();
    return edits?.length ? edits : undefined;
  } catch {
    return undefined;
  }
}

export function isCreate(edit: FileEdit): edit is CreateFile {
  return 'create' in edit;
}

const OPEN = '\u{F0000}';
const CLOSE = '\u{F0001}';

/**
 * Marks a part of a new text as a value to be filled in: editors select it as a snippet field,
 * everybody else sees `text`. Private-use characters keep it apart from anything a file holds.
 */
export function placeholder(text: string): string {
  return `${OPEN}${text}${CLOSE}`;
}

export function plainText(newText: string): string {
  return newText.includes(OPEN) ? newText.replaceAll(OPEN, '').replaceAll(CLOSE, '') : newText;
}

/** The text in the snippet syntax of the Language Server Protocol 3.18. */
export function snippetText(newText: string): string {
  let field = 0;
  return newText
    .split(OPEN)
    .map((part, index) => {
      const close = part.indexOf(CLOSE);
      if (index === 0 || close < 0) return escapeSnippet(part);
      return `\${${++field}:${escapeSnippet(part.slice(0, close))}}${escapeSnippet(part.slice(close + CLOSE.length))}`;
    })
    .join('');
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
