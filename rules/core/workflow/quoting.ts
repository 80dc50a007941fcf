/** How a place in a script of another language than sh is read. */
export type CodeQuoting = 'bare' | 'single' | 'double' | 'template' | 'comment' | 'unknown';

/**
 * How PowerShell reads the character at an offset: `'…'` and `@'…'@` are taken as they are, `"…"` and `@"…"@` expand
 * variables, a backtick escapes.
 */
export function powershellQuotingAt(script: string, offset: number): CodeQuoting {
  let quoting: CodeQuoting = 'bare';
  let close = '';
  for (let i = 0; i < offset; i++) {
    const c = script[i] ?? '';
    if (quoting !== 'bare') {
      if (c === '`' && quoting === 'double') i++;
      else if (close.length === 1 && c === close && script[i + 1] === close && close !== '\n') i++;
      else if (script.startsWith(close, i)) {
        i += close.length - 1;
        quoting = 'bare';
      }
      continue;
    }
    if (c === '`') i++;
    else if (c === '@' && /^["'][ \t]*\r?\n/.test(script.slice(i + 1, i + 8))) {
      quoting = script[i + 1] === '"' ? 'double' : 'single';
      close = `\n${script[i + 1]}@`;
      i++;
    } else if (c === '"' || c === "'") {
      quoting = c === '"' ? 'double' : 'single';
      close = c;
    } else if (c === '<' && script[i + 1] === '#') {
      quoting = 'comment';
      close = '#>';
    } else if (c === '#' && /^$|[\s;(){}|]/.test(script[i - 1] ?? '')) {
      quoting = 'comment';
      close = '\n';
    }
  }
  return quoting;
}

/** A slash that can only begin a regular expression, with a quote in it: what follows cannot be read without a parser. */
const REGEX_WITH_QUOTE = /(?:[=(,:[!&|?{};>]|\b(?:return|typeof|case|in|of))\s*\/(?![/*])[^/\n]*["'`]/;

/** How JavaScript reads the character at an offset. `unknown` inside `${…}` of a template, and where a regular expression may confuse. */
export function javascriptQuotingAt(script: string, offset: number): CodeQuoting {
  const before = script.slice(0, offset);
  if (REGEX_WITH_QUOTE.test(before)) return 'unknown';
  let quoting: CodeQuoting = 'bare';
  let close = '';
  for (let i = 0; i < offset; i++) {
    const c = script[i] ?? '';
    if (quoting === 'bare') {
      const two = script.slice(i, i + 2);
      if (c === "'" || c === '"' || c === '`') {
        quoting = c === "'" ? 'single' : c === '"' ? 'double' : 'template';
        close = c;
      } else if (two === '//' || two === '/*') {
        quoting = 'comment';
        close = two === '//' ? '\n' : '*/';
        i++;
      }
      continue;
    }
    if (quoting === 'comment') {
      if (!script.startsWith(close, i)) continue;
      i += close.length - 1;
      quoting = 'bare';
    } else if (c === '\\') i++;
    else if (quoting === 'template' && c === '$' && script[i + 1] === '{') {
      const end = script.indexOf('}', i);
      // Braces or quotes inside the hole could end elsewhere.
      if (end < 0 || end >= offset || /[{'"`]/.test(script.slice(i + 2, end))) return 'unknown';
      i = end;
    } else if (c === close || (c === '\n' && quoting !== 'template')) quoting = 'bare';
  }
  return quoting;
}
