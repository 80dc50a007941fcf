import jsTokens from 'js-tokens';

export type CodeLanguage = 'javascript' | 'python';

const JAVASCRIPT = /\.[cm]?[jt]sx?$/i;

/** The language of a source file that rules can read; undefined for all others. Type declarations are no code. */
export function codeLanguageOf(path: string): CodeLanguage | undefined {
  if (/\.d\.[cm]?ts$/i.test(path)) return undefined;
  if (JAVASCRIPT.test(path)) return 'javascript';
  return /\.py$/i.test(path) ? 'python' : undefined;
}

/**
 * A source text with blanks in the place of its comments, so that what is commented out is not taken for code. Strings stay, and so do
 * line breaks and offsets. Total: an unfinished text is masked as far as it can be read.
 */
export function withoutComments(text: string, path: string): string {
  return codeLanguageOf(path) === 'python' ? withoutPythonComments(text) : withoutJavaScriptComments(text, path);
}

function withoutJavaScriptComments(text: string, path: string): string {
  if (!text.includes('//') && !text.includes('/*')) return text;
  let masked = '';
  // In plain TypeScript `<T>(x)` is no element.
  for (const token of jsTokens(text, { jsx: !/\.[cm]?ts$/i.test(path) })) {
    masked += token.type === 'MultiLineComment' || token.type === 'SingleLineComment' ? blanks(token.value) : token.value;
  }
  return masked;
}

/** Docstrings are statements, but say nothing that runs: a string that stands alone where a statement begins goes, too. */
const PYTHON = /("""|''')[\s\S]*?(?:\1|$)|"(?:[^"\\\n]|\\.)*(?:"|$)|'(?:[^'\\\n]|\\.)*(?:'|$)|#[^\n]*/g;

function withoutPythonComments(text: string): string {
  return text.replace(PYTHON, (found: string, fence: string | undefined, offset: number) => {
    if (found.startsWith('#')) return blanks(found);
    if (fence === undefined) return found;
    const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
    return /^[ \t]*$/.test(before) ? blanks(found) : found;
  });
}

function blanks(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
