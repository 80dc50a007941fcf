import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Change } from '../fixing.ts';
import { maskValues } from '../masking.ts';
import { type Paint, printable } from '../output.ts';

/** A unified diff as `git apply` takes it, but with secrets starred. @param forTerminal without control characters */
export function formatDiff(changes: readonly Change[], paint: Paint, forTerminal: boolean): string {
  return changes.map((change) => colored(patch(change), paint, forTerminal)).join('');
}

function patch({ shown, before, after, secrets }: Change): string {
  const old = before === null ? '/dev/null' : `a/${shown}`;
  const hide = (text: string) => maskValues(text, secrets);
  return createTwoFilesPatch(old, `b/${shown}`, hide(before ?? ''), hide(after), undefined, undefined, {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
}

function colored(text: string, paint: Paint, forTerminal: boolean): string {
  return text
    .split('\n')
    .map((line) => {
      const shown = forTerminal ? printable(line) : line;
      if (line.startsWith('+++') || line.startsWith('---')) return paint('bold', shown);
      if (line.startsWith('@@')) return paint('cyan', shown);
      if (line.startsWith('+')) return paint('green', shown);
      return line.startsWith('-') ? paint('red', shown) : shown;
    })
    .join('\n');
}
