import { asSeq, fix, replaceValue, workflowRule, type YamlScalar, yaml } from '#core';

const REFS = ['branches', 'branches-ignore', 'tags', 'tags-ignore'];
const PATHS = ['paths', 'paths-ignore'];

export default workflowRule({
  title: 'Filter pattern that matches nothing',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: 'Filters are glob patterns of GitHub’s own, not regular expressions: one that cannot match keeps the workflow from ever starting, or never keeps it.',
  equivalents: ['actionlint:glob'],

  visit: {
    trigger({ map, file }, report) {
      for (const key of [...REFS, ...PATHS]) {
        const node = map?.get(key);
        const isRef = REFS.includes(key);
        const scalars =
          node?.kind === 'scalar'
            ? [node]
            : (asSeq(node)?.items.flatMap((item) => (item.value?.kind === 'scalar' ? [item.value] : [])) ?? []);
        for (const scalar of scalars) {
          const problem = scalar.text === '' ? undefined : problemOf(scalar, isRef);
          if (!problem) continue;
          const { better } = problem;
          report(
            scalar.headerSpan ?? scalar.span,
            problem.message,
            better !== undefined && fix('unsafe', `Change to \`${better}\``, () => replaceValue(file.yaml, scalar, better)),
          );
        }
      }
    },
  },

  fixSafety: 'The filter begins to work: the workflow may start more or less often than it did.',

  examples: [
    {
      bad: yaml`
        on:
          push:
            paths: ['./src/**', docs/] # sources
                    ^^^^^^^^^^ \`./src/**\` matches nothing: paths have no \`.\` or \`..\` in them.
            branches:
              - ^release-.*
                ^^^^^^^^^^^ \`^release-.*\` matches nothing: no ref holds \`^\`, and filters are not regular expressions.
              - 'v[9-0]'
                ^^^^^^^^ \`v[9-0]\` cannot be read: the range \`9-0\` is the wrong way round.
              - feature/
                ^^^^^^^^ \`feature/\` matches nothing: no ref is written so.
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
      good: yaml`
        on:
          push:
            paths: ['src/**', docs/] # sources
            branches:
              - ^release-.*
              - 'v[9-0]'
              - feature/
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - run: make
      `,
    },
  ],

  valid: [
    yaml`
      on:
        push:
          branches: [main, 'release/**', 'v[0-9]+.*', '!v1', 'feature/*']
          tags: ['v?[12]', 'a\\*']
        pull_request:
          paths:
            - '**'
            - '!docs/**/*.md'
            - .github/**
      jobs:
        test:
          runs-on: ubuntu-24.04
          steps:
            - run: make
    `,
  ],
});

interface Problem {
  readonly message: string;
  /** What was meant, where that is plain. */
  readonly better?: string;
}

function problemOf(scalar: YamlScalar, isRef: boolean): Problem | undefined {
  const { text } = scalar;
  const name = `\`${text.trim().slice(0, 40)}\``;
  const trimmed = text.trim();
  if (trimmed === '') return { message: 'A filter of blanks matches nothing.' };
  if (trimmed !== text)
    return { message: `${name} has blanks around it, and no ${isRef ? 'ref' : 'path'} has.`, ...(scalar.block ? {} : { better: trimmed }) };
  if (text === '!') return { message: '`!` needs a pattern behind it.' };
  const pattern = text.startsWith('!') ? text.slice(1) : text;
  const broken = brokenSign(pattern);
  if (broken) return { message: `${name} cannot be read: ${broken}.` };
  return isRef ? refProblem(pattern, name) : pathProblem(text, pattern, name);
}

function refProblem(pattern: string, name: string): Problem | undefined {
  const sign = /(?<!\\)[~^: ]/.exec(pattern)?.[0];
  if (sign) return { message: `${name} matches nothing: no ref holds \`${sign}\`, and filters are not regular expressions.` };
  if (/^\/|\/$|\/\/|\.\./.test(pattern)) return { message: `${name} matches nothing: no ref is written so.` };
  return undefined;
}

function pathProblem(text: string, pattern: string, name: string): Problem | undefined {
  if (!pattern.split('/').some((part) => part === '.' || part === '..')) return undefined;
  const better = /^(!?)\.\/(?!\.)(.+)$/.exec(text);
  return {
    message: `${name} matches nothing: paths have no \`.\` or \`..\` in them.`,
    ...(better ? { better: `${better[1]}${better[2]}` } : {}),
  };
}

/** What makes a pattern unreadable. Escaped characters stand for themselves. */
function brokenSign(pattern: string): string | undefined {
  let previous = '';
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i] ?? '';
    if (c === '\\') {
      previous = 'x';
      i++;
      continue;
    }
    if (c === '[') {
      const close = pattern.indexOf(']', i + 1);
      if (close < 0) return 'the `[` has no closing `]`';
      const range = [...pattern.slice(i + 1, close).matchAll(/(.)-(.)/g)].find(([, from = '', to = '']) => from > to);
      if (range) return `the range \`${range[0]}\` is the wrong way round`;
      i = close;
      previous = 'x';
      continue;
    }
    if ((c === '+' || c === '?') && (previous === '' || previous === '+' || previous === '?'))
      return `\`${c}\` repeats the character before it, and there is none`;
    if (c === '+' && previous === '*') return '`+` repeats the character before it, and there is none';
    previous = c;
  }
  return undefined;
}
