import { asSeq, fix, replaceValue, workflowRule, type YamlScalar, yaml } from '#core';

const REFS = ['branches', 'branches-ignore', 'tags', 'tags-ignore'];
const PATHS = ['paths', 'paths-ignore'];

export default workflowRule({
  title: 'Filter pattern that matches nothing',
  category: 'correctness',
  severity: 'medium',
  profile: 'recommended',
  why: 'Filters are glob patterns, not regular expressions. A pattern that cannot match has no effect, or keeps the workflow from ever starting.',
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

  fixSafety: 'The filter now has an effect: the workflow may start more or less often than before.',

  examples: [
    {
      bad: yaml`
        on:
          push:
            paths: ['./src/**', docs/] # sources
                    ^^^^^^^^^^ \`./src/**\` matches nothing: paths contain no \`.\` or \`..\`.
            branches:
              - ^release-.*
                ^^^^^^^^^^^ \`^release-.*\` matches nothing: a branch or tag name cannot contain \`^\` (filters are glob patterns, not regular expressions).
              - 'v[9-0]'
                ^^^^^^^^ \`v[9-0]\` is not a valid pattern: the range \`9-0\` is in the wrong order.
              - feature/
                ^^^^^^^^ \`feature/\` matches nothing: a branch or tag name cannot look like this.
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
  if (trimmed === '') return { message: 'This filter is blank and matches nothing.' };
  if (trimmed !== text)
    return {
      message: `${name} starts or ends with a space, which no ${isRef ? 'branch or tag name' : 'path'} does.`,
      ...(scalar.block ? {} : { better: trimmed }),
    };
  if (text === '!') return { message: '`!` needs a pattern after it.' };
  const pattern = text.startsWith('!') ? text.slice(1) : text;
  const broken = brokenSign(pattern);
  if (broken) return { message: `${name} is not a valid pattern: ${broken}.` };
  return isRef ? refProblem(pattern, name) : pathProblem(text, pattern, name);
}

function refProblem(pattern: string, name: string): Problem | undefined {
  const sign = /(?<!\\)[~^: ]/.exec(pattern)?.[0];
  if (sign)
    return {
      message: `${name} matches nothing: a branch or tag name cannot contain \`${sign}\` (filters are glob patterns, not regular expressions).`,
    };
  if (/^\/|\/$|\/\/|\.\./.test(pattern)) return { message: `${name} matches nothing: a branch or tag name cannot look like this.` };
  return undefined;
}

function pathProblem(text: string, pattern: string, name: string): Problem | undefined {
  if (!pattern.split('/').some((part) => part === '.' || part === '..')) return undefined;
  const better = /^(!?)\.\/(?!\.)(.+)$/.exec(text);
  return {
    message: `${name} matches nothing: paths contain no \`.\` or \`..\`.`,
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
      if (range) return `the range \`${range[0]}\` is in the wrong order`;
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
