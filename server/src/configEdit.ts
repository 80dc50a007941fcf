import { CONFIG_NAMES, type FileEdit, folderOf, joinPath, lineBreakOf, type ProjectFiles } from '#core';

/** Path of the configuration file that is nearest to a file; undefined when there is none. */
export function configFor(files: ProjectFiles, path: string): string | undefined {
  for (let folder: string | undefined = folderOf(path); folder !== undefined; folder = folder === '' ? undefined : folderOf(folder)) {
    for (const name of CONFIG_NAMES) {
      const candidate = joinPath(folder, name);
      if (candidate !== undefined && typeof files.read(candidate) === 'string') return candidate;
    }
  }
  return undefined;
}

/**
 * The edit that switches a rule off: in the nearest configuration file, or in a new one at the root.
 * Undefined where the file is written in a way that leaves it open where the line would go.
 */
export function switchOff(files: ProjectFiles, path: string, rule: string): readonly FileEdit[] | undefined {
  const config = configFor(files, path);
  if (config === undefined) return [{ create: CONFIG_NAMES[0], contents: `rules:\n  ${rule}: off\n` }];
  const text = files.read(config);
  return typeof text === 'string' ? editConfig(config, text, rule) : undefined;
}

function editConfig(file: string, text: string, rule: string): readonly FileEdit[] | undefined {
  if (/^(?:---|\.\.\.|%|\{)/m.test(text)) return undefined;
  const newline = lineBreakOf(text);
  const section = /^rules:[ \t]*(?:#[^\r\n]*)?$/m.exec(text);
  if (!section) {
    // Any other form of the key, such as a flow mapping, is for a person to edit.
    if (/^["']?rules["']?[ \t]*:/m.test(text)) return undefined;
    const start = text.length;
    const gap = text === '' || /[\r\n]$/.test(text) ? '' : newline;
    return [{ file, start, end: start, newText: `${gap}rules:${newline}  ${rule}: off${newline}` }];
  }
  const behind = section.index + section[0].length;
  const next = /^\r?\n(?:[ \t]*(?:#[^\r\n]*)?\r?\n)*([ \t]+)[^\s#]/.exec(text.slice(behind));
  if (next?.[1]?.includes('\t')) return undefined;
  if (
    text
      .slice(behind)
      .split(/\r?\n/)
      .some((line) => line.trimStart().startsWith(`${rule}:`))
  )
    return undefined;
  return [{ file, start: behind, end: behind, newText: `${newline}${next?.[1] ?? '  '}${rule}: off` }];
}
