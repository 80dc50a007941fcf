import type { Finding } from './finding.ts';
import type { FileEdit } from './fix.ts';
import type { Comment, LineRange, Registry } from './rule.ts';
import type { Source } from './source.ts';
import type { Span } from './text/span.ts';

/** One rule named by an ignore comment. */
export interface IgnoredRule {
  /** As written: one of our ids, or `PEER:RULE`. */
  readonly text: string;
  readonly span: Span;
  /** Our rules that it stands for; empty when nothing is known by that name. */
  readonly rules: readonly string[];
  used: boolean;
}

/** An ignore comment: ours, or one of a peer that we honour. */
export interface Ignore {
  readonly comment: Comment;
  readonly source: Source;
  /** Ours; a peer's comment is honoured but never judged. */
  readonly own: boolean;
  readonly names: readonly IgnoredRule[];
  /** All rules that are equivalent to a rule of this peer. */
  readonly peer?: string;
  /** The text after the colon. */
  readonly reason: string;
  /** Lines covered, 0-based; `file` for all. */
  readonly covers: LineRange | 'file';
}

/** Layout facts that an ignore comment needs to know of its file. */
export interface Layout {
  /** The lines of the instruction, key or item that begins below a 0-based line. */
  blockBelow(line: number): LineRange | undefined;
  /** Offset behind a byte order mark and parser directives: where a comment for the whole file may be put. */
  readonly headerEnd: number;
}

/** Finds every ignore comment of a file. */
export function findIgnores(source: Source, comments: readonly Comment[], layout: Layout, names: PeerNames): Ignore[] {
  const found: Ignore[] = [];
  for (const comment of comments) {
    const ignore = parseOwn(source, comment, layout, names) ?? parsePeer(source, comment, layout, names);
    if (ignore) found.push(ignore);
  }
  return found;
}

function parseOwn(source: Source, comment: Comment, layout: Layout, names: PeerNames): Ignore | undefined {
  if (!comment.text.startsWith('seaworthy-')) return undefined;
  // `hadolint:DL3008` is a name, `compose/x: because` is a name and a reason: a colon before a blank or the end separates.
  const match = /^seaworthy-(?:ignore|disable)(-file)?(?![\w-])(.*)$/.exec(comment.text) ?? undefined;
  if (!match) return undefined;
  const rest = match[2] ?? '';
  const colon = rest.search(/:(?=\s|$)/);
  const list = colon < 0 ? rest : rest.slice(0, colon);
  const at = source.text.indexOf(comment.text, comment.span.start) + comment.text.length - rest.length;
  return {
    comment,
    source,
    own: true,
    names: splitNames(list, at, (name) => names.rulesOf(name)),
    reason: colon < 0 ? '' : rest.slice(colon + 1).trim(),
    covers: match[1] ? 'file' : coverage(source, comment, layout),
  };
}

function splitNames(list: string, at: number, rulesOf: (name: string) => readonly string[]): IgnoredRule[] {
  const names: IgnoredRule[] = [];
  for (const match of list.matchAll(/[^\s,]+/g)) {
    const start = at + match.index;
    names.push({ text: match[0], span: { start, end: start + match[0].length }, rules: rulesOf(match[0]), used: false });
  }
  return names;
}

/** Above a key or instruction: its block. At the end of a line: that line, with the block scalar that it opens. */
function coverage(source: Source, comment: Comment, layout: Layout): LineRange {
  const nothing = { first: comment.line, last: comment.line };
  if (comment.ownLine) return layout.blockBelow(comment.line) ?? nothing;
  const before = source.text.slice(source.lines.startOf(comment.line), comment.span.start);
  const opensBlock = /[|>][-+0-9]*[ \t]*$/.test(before);
  return (opensBlock && layout.blockBelow(comment.line - 1)) || nothing;
}

interface PeerSyntax {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray) => PeerIgnore | undefined;
}

interface PeerIgnore {
  readonly peer: string;
  /** The peer's rule names; undefined for all its rules. */
  readonly rules?: readonly string[];
  readonly scope: 'file' | 'stage' | 'natural' | 'directive' | 'next-line' | 'this-or-next-line';
}

const list = (text: string | undefined): string[] => (text ?? '').split(/[\s,]+/).filter(Boolean);

/** Ignore comments of other linters, as their documentation and sources describe them (2026-08). */
const PEERS: readonly PeerSyntax[] = [
  {
    pattern: /^hadolint\s+(?:(global|stage)\s+)?ignore\s*=\s*([\w\s,]+?)(?:\s+#.*)?$/,
    read: ([, scope, names]) => {
      const rules = list(names);
      // One name of another shape voids the whole pragma there.
      if (!rules.every((rule) => /^(DL|SC)\d+$/.test(rule))) return undefined;
      return { peer: 'hadolint', rules, scope: scope === 'global' ? 'file' : scope === 'stage' ? 'stage' : 'natural' };
    },
  },
  {
    pattern: /^check\s*=\s*skip\s*=\s*([\w\s,]+?)(?:;.*)?$/i,
    read: ([, names]) => {
      const rules = list(names);
      return { peer: 'buildkit', ...(rules.some((rule) => rule.toLowerCase() === 'all') ? {} : { rules }), scope: 'directive' };
    },
  },
  { pattern: /^dockerfile-utils:\s*ignore\b/, read: () => ({ peer: 'dockerfile-utils', scope: 'natural' }) },
  { pattern: /^checkov:skip=([\w,]+)/, read: ([, names]) => ({ peer: 'checkov', rules: list(names), scope: 'file' }) },
  { pattern: /^kics-scan\s+ignore-line\b/, read: () => ({ peer: 'kics', scope: 'next-line' }) },
  { pattern: /^kics-scan\s+ignore-block\b/, read: () => ({ peer: 'kics', scope: 'natural' }) },
  { pattern: /^kics-scan\s+ignore\s*$/, read: () => ({ peer: 'kics', scope: 'file' }) },
  {
    pattern: /^kics-scan\s+disable=([\w,-]+)/,
    read: ([, names]) => ({ peer: 'kics', rules: list(names).map((id) => id.slice(0, 8)), scope: 'file' }),
  },
  { pattern: /^trivy:ignore:([\w-]+)/, read: ([, name]) => ({ peer: 'trivy', rules: [trivyId(name ?? '')], scope: 'natural' }) },
  { pattern: /^zizmor:\s*ignore\[([\w\s,-]*)\]/, read: ([, names]) => ({ peer: 'zizmor', rules: list(names), scope: 'natural' }) },
  { pattern: /^dclint\s+disable-file\b/, read: () => ({ peer: 'dclint', scope: 'file' }) },
  { pattern: /^dclint\s+disable-line\b\s*([\w\s,-]*)$/, read: ([, names]) => withRules('dclint', names, 'this-or-next-line') },
  { pattern: /^dclint\s+disable(?![\w-])\s*([\w\s,-]*)$/, read: ([, names]) => withRules('dclint', names, 'file') },
];

function withRules(peer: string, names: string | undefined, scope: PeerIgnore['scope']): PeerIgnore {
  const rules = list(names);
  return { peer, ...(rules.length ? { rules } : {}), scope };
}

/** `AVD-DS-0001`, `DS001` and `DS-0001` are one check. */
function trivyId(id: string): string {
  const digits = /DS-?0*(\d+)$/i.exec(id)?.[1];
  return digits ? `DS-${digits.padStart(4, '0')}` : id;
}

function parsePeer(source: Source, comment: Comment, layout: Layout, names: PeerNames): Ignore | undefined {
  for (const { pattern, read } of PEERS) {
    const match = pattern.exec(comment.text);
    const ignore = match && read(match);
    if (!ignore) continue;
    const common = { comment, source, own: false, reason: '', covers: peerCoverage(ignore.scope, source, comment, layout) };
    if (!ignore.rules) return { ...common, peer: ignore.peer, names: [] };
    return {
      ...common,
      names: ignore.rules.map((rule) => ({
        text: `${ignore.peer}:${rule}`,
        span: comment.span,
        rules: names.rulesOf(`${ignore.peer}:${rule}`),
        used: false,
      })),
    };
  }
  return undefined;
}

function peerCoverage(scope: PeerIgnore['scope'], source: Source, comment: Comment, layout: Layout): Ignore['covers'] {
  // Among the parser directives it holds for the file, elsewhere for the instruction below.
  if (scope === 'file' || (scope === 'directive' && comment.span.start < layout.headerEnd)) return 'file';
  if (scope === 'next-line') return { first: comment.line + 1, last: comment.line + 1 };
  if (scope === 'this-or-next-line') return { first: comment.line, last: comment.ownLine ? comment.line + 1 : comment.line };
  if (scope === 'natural' || scope === 'directive') return coverage(source, comment, layout);
  // A stage ends where the next FROM begins.
  const below = layout.blockBelow(comment.line);
  if (!below) return { first: comment.line, last: comment.line };
  for (let line = below.last + 1; line < source.lines.count; line++) {
    if (/^\s*from\s/i.test(source.lines.textOf(line))) return { first: below.first, last: line - 1 };
  }
  return { first: below.first, last: source.lines.count - 1 };
}

/** Finds our rules by any name that people know them by. */
export class PeerNames {
  readonly #ids: ReadonlySet<string>;
  readonly #byOtherName = new Map<string, string[]>();

  constructor(registry: Registry) {
    this.#ids = new Set(registry.keys());
    for (const [id, rule] of registry) {
      const equivalents = rule.equivalents ?? [];
      // `DL3009` says as much as `hadolint:DL3009`, and `privileged-service` as much as the whole id.
      const short = equivalents.map((name) => name.slice(name.indexOf(':') + 1));
      for (const name of new Set([...equivalents, ...short, ...(rule.aliases ?? []), id.slice(id.indexOf('/') + 1)])) {
        const known = this.#byOtherName.get(name.toLowerCase());
        if (known) known.push(id);
        else this.#byOtherName.set(name.toLowerCase(), [id]);
      }
    }
  }

  /** Our rules for one of our ids, an earlier id, an id without its folder, or another tool's `PEER:RULE` or `RULE`; empty when unknown. */
  rulesOf(name: string): readonly string[] {
    return this.#ids.has(name) ? [name] : (this.#byOtherName.get(name.toLowerCase()) ?? []);
  }
}

/** `SC2086` is no rule of ours but one of the many things that one rule tells. */
function isMeant(name: string, { equivalents }: Finding): boolean {
  return equivalents?.some((one) => one === name || one.slice(one.indexOf(':') + 1) === name) ?? false;
}

/**
 * Takes the findings away that an ignore comment covers, and marks what was used.
 * @returns the findings that stay, and those that were silenced
 */
export function applyIgnores(
  findings: readonly Finding[],
  ignores: readonly Ignore[],
  registry: Registry,
): { kept: Finding[]; silenced: Finding[] } {
  if (ignores.length === 0) return { kept: [...findings], silenced: [] };
  const kept: Finding[] = [];
  const silenced: Finding[] = [];
  for (const finding of findings) {
    let hit = false;
    for (const ignore of ignores) {
      if (!coversLine(ignore.covers, finding.range.start.line)) continue;
      if (ignore.peer !== undefined && registry.get(finding.rule)?.equivalents?.some((name) => name.startsWith(`${ignore.peer}:`)))
        hit = true;
      for (const name of ignore.names) {
        if (!name.rules.includes(finding.rule) && !isMeant(name.text, finding)) continue;
        name.used = true;
        hit = true;
      }
    }
    (hit ? silenced : kept).push(finding);
  }
  return { kept, silenced };
}

function coversLine(covers: Ignore['covers'], line: number): boolean {
  return covers === 'file' || (covers.first <= line && line <= covers.last);
}

/** An edit that takes one name out of an ignore comment, and the whole comment when it was the only one. */
export function removeIgnoredName(ignore: Ignore, name: IgnoredRule): readonly FileEdit[] {
  const { source, comment } = ignore;
  if (ignore.names.length > 1) {
    const index = ignore.names.indexOf(name);
    const next = ignore.names[index + 1];
    const previous = ignore.names[index - 1];
    const cut = next
      ? { start: name.span.start, end: next.span.start }
      : { start: previous?.span.end ?? name.span.start, end: name.span.end };
    return [{ file: source.path, ...cut, newText: '' }];
  }
  return [{ file: source.path, ...commentCut(source, comment), newText: '' }];
}

function commentCut(source: Source, comment: Comment): Span {
  if (comment.ownLine) return { start: source.lines.startOf(comment.line), end: source.lines.startOf(comment.line + 1) };
  const lineStart = source.lines.startOf(comment.line);
  const before = source.text.slice(lineStart, comment.span.start);
  return { start: lineStart + before.trimEnd().length, end: comment.span.end };
}

/**
 * The edit of "Ignore here": a comment line of its own above the block or instruction that the finding is in.
 * @param line 0-based line above which the comment goes
 */
export function ignoreAbove(source: Source, rule: string, line: number): readonly FileEdit[] {
  const start = source.lines.startOf(line);
  const indent = /^[ \t]*/.exec(source.lines.textOf(line))?.[0] ?? '';
  const newline = source.text.includes('\r\n') ? '\r\n' : '\n';
  return [{ file: source.path, start, end: start, newText: `${indent}# seaworthy-ignore ${rule}${newline}` }];
}

/** The edit of "Ignore in this file". */
export function ignoreInFile(source: Source, rule: string, { headerEnd }: Layout): readonly FileEdit[] {
  const newline = source.text.includes('\r\n') ? '\r\n' : '\n';
  return [{ file: source.path, start: headerEnd, end: headerEnd, newText: `# seaworthy-ignore-file ${rule}${newline}` }];
}

/**
 * The line above which an ignore comment covers a given line: the start of the smallest block around it.
 * Undefined where no comment can stand, for example in a flow collection over several lines.
 */
export function ignoreLineFor(layout: Layout, line: number): number | undefined {
  for (let candidate = line; candidate >= 0; candidate--) {
    const block = layout.blockBelow(candidate - 1);
    if (block && block.first === candidate && block.last >= line) return candidate;
  }
  return undefined;
}
