import type { FileEdit } from '../fix.ts';
import { lineBreakOf } from '../text/lines.ts';
import type { Step } from './model.ts';

/**
 * Adds a step in front of one, above the comment lines that stand directly over it.
 * @param lines of the new step, without the dash: the first is `uses: …` or `run: …`, the others are indented below it
 * @returns undefined in a flow list, and for a step that is shared through an alias
 */
export function insertStepBefore(step: Step, lines: readonly string[]): readonly FileEdit[] | undefined {
  const { dash, alias } = step.item;
  const { source } = step.file;
  if (!dash || alias || step.map.flow || step.map.aliased) return undefined;
  const line = source.lines.lineAt(dash.start);
  const start = source.lines.startOf(line);
  const indent = source.text.slice(start, dash.start);
  if (indent.trim() !== '') return undefined;
  const gap = source.text.slice(dash.end, step.map.span.start);
  if (/\S|\n/.test(gap) || gap === '') return undefined;
  let at = line;
  while (at > 0 && source.text.slice(source.lines.startOf(at - 1), source.lines.endOf(at - 1)).startsWith(`${indent}#`)) at--;
  const offset = source.lines.startOf(at);
  const eol = lineBreakOf(source.text);
  const text = lines.map((content, index) => `${indent}${index === 0 ? `-${gap}` : ' '.repeat(1 + gap.length)}${content}${eol}`).join('');
  return [{ file: source.path, start: offset, end: offset, newText: text }];
}
