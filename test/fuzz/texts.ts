import fc from 'fast-check';
import type { RuleLanguage } from '#core';
import { registry } from '../../rules/registry.ts';
import { readCarets } from '../support/carets.ts';

/** Where a text of a kind is saved. */
export const PATHS = {
  dockerfile: 'Dockerfile',
  compose: 'compose.yaml',
  workflow: '.github/workflows/ci.yml',
  action: 'action.yml',
  dependabot: '.github/dependabot.yml',
  config: '.seaworthy.yaml',
} as const;

export type FuzzKind = keyof typeof PATHS;
export const FUZZ_KINDS = Object.keys(PATHS) as FuzzKind[];

const KIND_OF: Partial<Record<RuleLanguage, FuzzKind>> = { dockerfile: 'dockerfile', compose: 'compose', workflow: 'workflow' };

/** Texts that rules have something to say about: the examples of all rules. */
const SEEDS: Readonly<Record<FuzzKind, string[]>> = {
  dockerfile: [],
  compose: [],
  workflow: [],
  action: ['name: a\nruns:\n  using: composite\n  steps:\n    - run: echo "${{ github.event.issue.title }}"\n      shell: bash\n'],
  dependabot: ['version: 2\nupdates:\n  - package-ecosystem: npm\n    directory: /\n    schedule:\n      interval: weekly\n'],
  config: ['profile: strict\nrules:\n  secrets: critical\nignore: [a/**]\noverrides:\n  - files: ["*.local.yml"]\n    role: development\n'],
};
for (const rule of registry.values()) {
  const kind = KIND_OF[rule.language];
  if (!kind) continue;
  for (const { bad, good } of rule.examples) SEEDS[kind].push(readCarets(bad).text, ...(good === undefined ? [] : [good]));
  for (const valid of rule.valid) SEEDS[kind].push(typeof valid === 'string' ? valid : valid.text);
}

/** Pieces that readers stumble over. */
const AWKWARD = [
  '\u0000',
  '\uFEFF',
  '\u0085',
  '\u2028',
  '\u2029',
  '\r',
  '\r\n',
  '\n',
  '\t',
  '\u00a0',
  '\v',
  '\f',
  '\ud800',
  '\udc00',
  '😀',
  'é',
  '\u202e',
  '\u200b',
  '"',
  "'",
  '`',
  '\\',
  '\\\n',
  '`\n',
  '$',
  '${',
  '${{',
  '}}',
  '}',
  '{',
  '[',
  ']',
  '(',
  ')',
  '$(',
  '$((',
  '<<EOF\n',
  '<<-EOF\n',
  'EOF\n',
  '<<',
  '&a ',
  '*a',
  '<<: *a',
  '!!binary ',
  '!reset ',
  '!<',
  '? ',
  ': ',
  ':',
  '- ',
  '-',
  '|',
  '|+2\n',
  '>-',
  '---\n',
  '...\n',
  '%YAML 1.2\n',
  '#',
  '# ',
  '# seaworthy-ignore ',
  '# hadolint ignore=',
  '# escape=`\n',
  '# syntax=',
  '# check=skip=all\n',
  '&&',
  '||',
  ';',
  '|',
  '&',
  '>',
  '2>&1',
  '@',
  '@sha256:',
  ':latest',
  '--from=',
  '--mount=type=cache',
  'ONBUILD ',
  '0x',
  '1e999',
  '-0',
  'null',
  '~',
  'yes',
  '2026-01-01',
  ' ',
  '  ',
  '        ',
] as const;

const seed = (kind: FuzzKind) => fc.constantFrom(...SEEDS[kind]);
const awkward = fc.constantFrom(...AWKWARD);

/** One change of a text: cut, doubled, moved, something put in. */
const change = fc.record({
  what: fc.constantFrom('insert', 'delete', 'repeat', 'swap', 'line', 'cut'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat({ max: 40 }),
  text: awkward,
});
export type Change = typeof change extends fc.Arbitrary<infer Type> ? Type : never;

export function applyChange(text: string, { what, at, length, text: piece }: Change): string {
  const start = Math.floor(at * text.length);
  const end = Math.min(text.length, start + length);
  switch (what) {
    case 'insert':
      return text.slice(0, start) + piece + text.slice(start);
    case 'delete':
      return text.slice(0, start) + text.slice(end);
    case 'repeat':
      return text.slice(0, start) + text.slice(start, end).repeat(3) + text.slice(end);
    case 'swap':
      return text.slice(end) + text.slice(0, end);
    case 'line': {
      const lines = text.split('\n');
      const line = Math.floor(at * lines.length);
      return [...lines.slice(0, line), piece + (lines[line] ?? ''), ...lines.slice(line + 1 + (length % 3))].join('\n');
    }
    case 'cut':
      return text.slice(0, start);
    default:
      return what satisfies never;
  }
}

export const changes = fc.array(change, { maxLength: 8 });

/** Real texts that were changed, pieces of several spliced, and texts that never were one. */
export function texts(kind: FuzzKind): fc.Arbitrary<string> {
  const changed = fc.tuple(seed(kind), changes).map(([text, all]) => all.reduce(applyChange, text));
  const spliced = fc
    .tuple(seed(kind), seed(kind), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([a, b, x, y]) => a.slice(0, Math.floor(x * a.length)) + b.slice(Math.floor(y * b.length)));
  const foreign = fc.constantFrom(...FUZZ_KINDS).chain(seed);
  const rubbish = fc
    .array(fc.oneof(awkward, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 60 })
    .map((parts) => parts.join(''));
  return fc.oneof(
    { arbitrary: changed, weight: 6 },
    { arbitrary: spliced, weight: 3 },
    { arbitrary: foreign, weight: 1 },
    { arbitrary: rubbish, weight: 2 },
  );
}
