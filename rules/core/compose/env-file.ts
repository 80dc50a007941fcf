import type { CreateFile, FileEdit } from '../fix.ts';
import { folderOf, joinPath, type Project } from '../project/project.ts';
import { lineBreakOf } from '../text/lines.ts';

/** What moving a value out of a Compose file needs to know of the files around it. */
export interface EnvFiles {
  /** `.env` beside the Compose file; `text` is null when there is none yet. */
  readonly env: { readonly path: string; readonly text: string | null };
  readonly example: { readonly path: string; readonly text: string | null };
  /** The .gitignore to append to; undefined when `.env` is ignored already. */
  readonly gitignore: { readonly path: string; readonly text: string | null } | undefined;
}

const EXAMPLES = ['.env.example', '.env.sample', '.env.template', '.env.dist'] as const;

/** @returns undefined when a file cannot be read: then nothing may be moved */
export function findEnvFiles(project: Project, composePath: string): EnvFiles | undefined {
  const folder = folderOf(composePath);
  const at = (name: string): string => joinPath(folder, name) ?? name;
  const env = project.read(at('.env'));
  const examples = EXAMPLES.map((name) => ({ path: at(name), text: project.read(at(name)) }));
  const ignore = findGitignore(project, folder);
  if (env === undefined || ignore === undefined || examples.some((one) => one.text === undefined)) return undefined;
  const example = examples.find((one) => typeof one.text === 'string') ?? examples[0];
  return {
    env: { path: at('.env'), text: env },
    example: { path: example?.path ?? at('.env.example'), text: example?.text ?? null },
    gitignore: ignore.isIgnored ? undefined : ignore.file,
  };
}

interface Gitignore {
  readonly isIgnored: boolean;
  readonly file: { readonly path: string; readonly text: string | null };
}

function findGitignore(project: Project, folder: string): Gitignore | undefined {
  let nearest: Gitignore['file'] | undefined;
  for (let at: string | undefined = folder; at !== undefined; at = at === '' ? undefined : folderOf(at)) {
    const path = joinPath(at, '.gitignore') ?? '.gitignore';
    const text = project.read(path);
    if (text === undefined) return undefined;
    if (text === null) continue;
    nearest ??= { path, text };
    if (ignoresEnv(text, at === folder)) return { isIgnored: true, file: { path, text } };
  }
  return { isIgnored: false, file: nearest ?? { path: joinPath(folder, '.gitignore') ?? '.gitignore', text: null } };
}

/** Whether the patterns of one .gitignore take `.env` out of git; the last one that matches decides. */
function ignoresEnv(text: string, sameFolder: boolean): boolean {
  let ignored = false;
  for (const line of text.split(/\r?\n/)) {
    const pattern = line.trim();
    const negated = pattern.startsWith('!');
    const name = pattern.slice(negated ? 1 : 0).replace(/^\*\*\//, '');
    const local = name.startsWith('/') ? name.slice(1) : name;
    const matches = ['.env', '.env*', '*.env', '.env**'].includes(sameFolder ? local : name);
    if (matches) ignored = !negated;
  }
  return ignored;
}

/** Value of a variable in a `.env` text as Compose reads it, references not followed; undefined when it is not set there. */
export function envValue(text: string | null, name: string): string | undefined {
  let value: string | undefined;
  for (const line of (text ?? '').split(/\r?\n/)) {
    const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*[=:](.*)$/.exec(line);
    // The last one holds.
    if (match?.[1] === name) value = readEnvValue((match[2] ?? '').trim());
  }
  return value;
}

/** Quotes go, escapes count in double quotes, a comment begins behind a blank. */
function readEnvValue(written: string): string {
  const single = /^'([^']*)'/.exec(written);
  if (single) return single[1] ?? '';
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(written);
  if (double) return (double[1] ?? '').replace(/\\([\\"$`])/g, '$1');
  return written.replace(/(?:^|\s)#.*$/, '').trimEnd();
}

/** Writes a value as Compose's reader of `.env` files takes it; undefined for values that cannot be written on one line. */
export function quoteEnvValue(value: string): string | undefined {
  if (/[\r\n]/.test(value)) return undefined;
  if (/^[A-Za-z0-9_./:@%+=,~-]*$/.test(value)) return value;
  if (!value.includes("'")) return `'${value}'`;
  return `"${value.replace(/[\\"$`]/g, '\\$&')}"`;
}

/** Edits that give `.env` a variable, `.env.example` its name, and keep `.env` out of git. */
export function addToEnv(files: EnvFiles, name: string, value: string): FileEdit[] | undefined {
  const quoted = quoteEnvValue(value);
  if (quoted === undefined) return undefined;
  const edits: FileEdit[] = [];
  if (envValue(files.env.text, name) === undefined) edits.push(appendLine(files.env, `${name}=${quoted}`));
  if (envValue(files.example.text, name) === undefined) edits.push(appendLine(files.example, `${name}=`));
  if (files.gitignore) edits.push(appendLine(files.gitignore, '.env'));
  return edits;
}

function appendLine(file: { readonly path: string; readonly text: string | null }, line: string): FileEdit | CreateFile {
  if (file.text === null) return { create: file.path, contents: `${line}\n` };
  const eol = lineBreakOf(file.text);
  const start = file.text.length;
  const lead = file.text === '' || file.text.endsWith('\n') ? '' : eol;
  return { file: file.path, start, end: start, newText: `${lead}${line}${eol}` };
}
