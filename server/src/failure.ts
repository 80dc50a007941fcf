/**
 * What may be logged of an error: where it happened, but no message that could quote the text of a file. The messages of these
 * three classes name code only.
 */
export function describeFailure(error: unknown): string {
  if (typeof error === 'string') return withoutContent(error);
  return error instanceof Error ? withoutContent(error.stack ?? error.name) : 'unknown error';
}

function withoutContent(stack: string): string {
  const [first = '', ...rest] = stack.split('\n');
  const isAboutCode = /^(?:TypeError|ReferenceError|RangeError): /.test(first);
  const frames = rest.filter((line) => /^\s+at /.test(line)).slice(0, 6);
  return [isAboutCode ? first : first.replace(/:.*$/, ''), ...frames].join('\n');
}
