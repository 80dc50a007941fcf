import type { FileEdit } from '../../fix.ts';
import { lineBreakOf } from '../../text/lines.ts';
import type { ProjectModel } from '../model.ts';
import { folderOf, joinPath } from '../project.ts';

/**
 * Edits that put lines at the end of a file, in its own line breaks, or create it with them.
 * @returns undefined where there is something by that name that cannot be read
 */
export function appendLines(project: ProjectModel, path: string, lines: readonly string[]): readonly FileEdit[] | undefined {
  const text = project.files.read(path);
  if (text === undefined) return undefined;
  if (text === null) return [{ create: path, contents: `${lines.join('\n')}\n` }];
  const eol = lineBreakOf(text);
  const lead = text === '' || text.endsWith('\n') ? '' : eol;
  return [{ file: path, start: text.length, end: text.length, newText: `${lead}${lines.join(eol)}${eol}` }];
}

/** The `.gitignore` that lines for a folder go into: the nearest there is, else a new one in the folder that is audited. */
export function gitignoreFor(project: ProjectModel, folder: string): string {
  return project.nearest(folder, ['.gitignore']) ?? joinPath(project.folder, '.gitignore') ?? '.gitignore';
}

/** Edits that keep a file out of git. */
export function ignorePath(project: ProjectModel, path: string): readonly FileEdit[] | undefined {
  const gitignore = gitignoreFor(project, folderOf(path));
  const folder = folderOf(gitignore);
  return appendLines(project, gitignore, [`/${folder === '' ? path : path.slice(folder.length + 1)}`]);
}
