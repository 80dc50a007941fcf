import { overlaps, type Span } from './span.ts';

export interface Replacement extends Span {
  readonly newText: string;
}

/**
 * Applies edits whose spans all refer to the given text.
 * @returns undefined when two of them overlap: nothing is applied then
 */
export function applyEdits(text: string, edits: readonly Replacement[]): string | undefined {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let position = 0;
  let previous: Replacement | undefined;
  for (const edit of ordered) {
    if (previous && (overlaps(previous, edit) || edit.start < position)) return undefined;
    result += text.slice(position, edit.start) + edit.newText;
    position = edit.end;
    previous = edit;
  }
  return result + text.slice(position);
}
