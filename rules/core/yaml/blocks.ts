import type { YamlFile, YamlItem, YamlLines, YamlNode, YamlPair } from './nodes.ts';

/**
 * The lines of the key or item that begins below a comment on a line of its own, its whole block included.
 * @param line 0-based line of the comment
 * @returns undefined when nothing follows, or when what follows begins inside a larger value
 */
export function blockBelow(file: YamlFile, line: number): YamlLines | undefined {
  const { lines } = file.source;
  let first = line + 1;
  while (first < lines.count && /^\s*(?:#.*)?$/.test(lines.textOf(first))) first++;
  if (first >= lines.count) return undefined;
  const from = lines.startOf(first);
  const to = lines.endOf(first);
  for (const document of file.documents) {
    if (!document.root || document.span.end <= from || document.span.start > to) continue;
    const entry = firstEntry(document.root, from, to);
    if (entry) return { first, last: Math.max(first, lines.lineAt(entry.span.end)) };
  }
  return undefined;
}

/** The outermost pair or item that begins between two offsets. */
function firstEntry(root: YamlNode, from: number, to: number): YamlPair | YamlItem | undefined {
  let node: YamlNode | undefined = root;
  while (node && node.kind !== 'scalar') {
    const entries: readonly (YamlPair | YamlItem)[] = node.kind === 'map' ? node.own : node.items;
    const begins = entries.find((entry) => entry.span.start >= from && entry.span.start <= to);
    if (begins) return begins;
    const around: YamlPair | YamlItem | undefined = entries.find(
      (entry) => entry.span.start < from && entry.span.end > from && !entry.alias,
    );
    node = around?.value;
  }
  return undefined;
}

/** Offset of the first line that may hold a comment for the whole file: behind a byte order mark, directives and `---`. */
export function headerEnd(file: YamlFile): number {
  const { text, lines } = file.source;
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 0;
  while (line < lines.count) {
    const content = line === 0 ? lines.textOf(0).slice(bom) : lines.textOf(line);
    if (!content.startsWith('%') && !/^---\s*$/.test(content)) break;
    line++;
  }
  return line === 0 ? bom : lines.startOf(line);
}
