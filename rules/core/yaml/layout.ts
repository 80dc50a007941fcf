import type { YamlFile, YamlItem, YamlMap, YamlNode, YamlPair, YamlSeq } from './nodes.ts';
import type { WriteStyle } from './render.ts';

/** Problems after which the tree may not say what the text says. */
const DOUBTFUL: ReadonlySet<string> = new Set(['tab', 'indent', 'syntax', 'unclosed', 'too-deep', 'complex-key']);

/** False when the file is so broken that an edit would be a guess. */
export function isEditable(file: YamlFile): boolean {
  return !file.problems.some((problem) => DOUBTFUL.has(problem.code));
}

/** 0-based column of an offset, a byte order mark not counted. */
export function columnOf(file: YamlFile, offset: number): number {
  const { lines, text } = file.source;
  const start = lines.startOf(lines.lineAt(offset));
  return offset - start - (start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : 0);
}

/** Everything before an offset on its line. */
export function leadOf(file: YamlFile, offset: number): string {
  const { lines, text } = file.source;
  return text.slice(lines.startOf(lines.lineAt(offset)), offset);
}

/** Column at which the keys of a block mapping stand; undefined where keys are written in an unusual way. */
export function keyColumn(map: YamlMap): number | undefined {
  const first = map.own[0];
  if (map.flow || !first) return undefined;
  const column = columnOf(map.file, first.key.span.start);
  const usual = map.own.every((pair, index) => {
    const lead = leadOf(map.file, pair.key.span.start);
    return (index === 0 ? /^\uFEFF? *(?:- +)*$/ : /^ *$/).test(lead) && columnOf(map.file, pair.key.span.start) === column;
  });
  return usual ? column : undefined;
}

/** Column of the dashes of a block list. */
export function dashColumn(seq: YamlSeq): number | undefined {
  const first = seq.items[0];
  if (seq.flow || !first?.dash) return undefined;
  const column = columnOf(seq.file, first.dash.start);
  const usual = seq.items.every((item, index) => {
    if (!item.dash) return false;
    const lead = leadOf(seq.file, item.dash.start);
    return (index === 0 ? /^\uFEFF? *(?:- +)*$/ : /^ *$/).test(lead) && columnOf(seq.file, item.dash.start) === column;
  });
  return usual ? column : undefined;
}

/** 0-based line on which a pair or item ends; undefined when blank lines behind it belong to it (`|+`). */
export function lastLineOf(file: YamlFile, entry: YamlPair | YamlItem): number | undefined {
  if (!entry.alias && endsInKeptScalar(entry.value)) return undefined;
  return file.source.lines.lineAt(entry.span.end);
}

function endsInKeptScalar(node: YamlNode | undefined): boolean {
  let last = node;
  while (last && last.kind !== 'scalar') {
    const entry: YamlPair | YamlItem | undefined = last.kind === 'map' ? last.own.at(-1) : last.items.at(-1);
    last = entry?.alias ? undefined : entry?.value;
  }
  return last?.block?.chomp === 'keep';
}

/** The node is written where an alias leads, or below such a place: adding to it would add elsewhere too. */
export function isShared(node: YamlNode): boolean {
  for (let at: YamlNode | undefined = node; at; at = at.parent) if (at.aliased) return true;
  return false;
}

/** An anchor at or below the node that an alias elsewhere needs. */
export function isAliased(node: YamlNode | undefined): boolean {
  if (!node) return false;
  if (node.aliased) return true;
  if (node.kind === 'scalar') return false;
  const entries: readonly (YamlPair | YamlItem)[] = node.kind === 'map' ? node.own : node.items;
  return entries.some((entry) => ('key' in entry && entry.key.aliased) || (!entry.alias && isAliased(entry.value)));
}

const styles = new WeakMap<YamlFile, WriteStyle>();

/** What the file does most visibly: the step of its first nested mapping, the dashes of its first list, its first quotes. */
export function styleOf(file: YamlFile): WriteStyle {
  const known = styles.get(file);
  if (known) return known;
  const seen: { step?: number; dashStep?: number; single: number; double: number } = { single: 0, double: 0 };
  for (const document of file.documents) observe(document.root, file, seen, { left: 3000 });
  const step = seen.step ?? 2;
  const style: WriteStyle = {
    step,
    dashStep: seen.dashStep ?? step,
    quote: seen.single > seen.double ? "'" : '"',
    json: file.documents.length > 0 && file.documents.every((document) => isJson(document.root)),
  };
  styles.set(file, style);
  return style;
}

function isJson(root: YamlNode | undefined): boolean {
  return root?.kind === 'map' && root.flow && root.own[0]?.key.style === 'double' && root.own.every((pair) => pair.key.style === 'double');
}

function observe(
  node: YamlNode | undefined,
  file: YamlFile,
  seen: { step?: number; dashStep?: number; single: number; double: number },
  budget: { left: number },
): void {
  if (!node || budget.left-- <= 0) return;
  if (node.kind === 'scalar') {
    if (node.style === 'single') seen.single++;
    if (node.style === 'double') seen.double++;
    return;
  }
  if (node.kind === 'seq') {
    for (const item of node.items) if (!item.alias) observe(item.value, file, seen, budget);
    return;
  }
  for (const pair of node.own) {
    if (pair.alias || !pair.value) continue;
    const child = pair.value;
    if (!node.flow && child.kind !== 'scalar' && !child.flow) {
      const step = columnOf(file, child.span.start) - columnOf(file, pair.key.span.start);
      if (child.kind === 'map' && step > 0) seen.step ??= step;
      if (child.kind === 'seq' && step >= 0) seen.dashStep ??= step;
    }
    observe(child, file, seen, budget);
  }
}

/** Indentation of what is nested in a mapping: as its neighbours have it, else as the file has it. */
export function styleIn(map: YamlMap): WriteStyle {
  const style = styleOf(map.file);
  const column = keyColumn(map);
  if (column === undefined) return style;
  let { step, dashStep } = style;
  for (const pair of map.own) {
    const child = pair.alias ? undefined : pair.value;
    if (!child || child.kind === 'scalar' || child.flow) continue;
    const indent = columnOf(map.file, child.span.start) - column;
    if (child.kind === 'map' && indent > 0) step = indent;
    if (child.kind === 'seq' && indent >= 0) dashStep = indent;
  }
  return { ...style, step, dashStep };
}
