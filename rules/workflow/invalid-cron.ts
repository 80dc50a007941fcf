import { asMap, asScalar, asSeq, workflowRule, yaml } from '#core';

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly words?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day of the month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'] },
  // Some implementations of cron take 7 for Sunday.
  { name: 'day of the week', min: 0, max: 7, words: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] },
];

export default workflowRule({
  title: 'Invalid cron schedule',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'GitHub accepts only cron expressions of five fields (minute, hour, day of the month, month, day of the week), and refuses the file otherwise.',
  equivalents: ['actionlint:events'],
  noFix: 'Only you know which time is meant.',

  visit: {
    trigger({ name, file }, report) {
      if (name !== 'schedule') return;
      for (const item of asSeq(file.root?.at('on', 'schedule'))?.items ?? []) {
        const cron = asScalar(asMap(item.value)?.get('cron'));
        if (!cron || cron.text.trim() === '' || cron.text.includes('${{')) continue;
        const problem = problemOf(cron.text.trim());
        if (problem) report(cron.span, problem);
      }
    },
  },

  examples: [
    {
      bad: yaml`
        on:
          schedule:
            - cron: '0 25 * * *'
                    ^^^^^^^^^^^^ \`25\` is not a valid hour.
            - cron: '@daily'
                    ^^^^^^^^ \`@daily\` has one field; a schedule has five.
            - cron: '*/0 * * * *'
                    ^^^^^^^^^^^^^ \`*/0\` is not a valid minute.
            - cron: '0 4 * * MO'
                    ^^^^^^^^^^^^ \`MO\` is not a valid day of the week.
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
        schedule:
          - cron: '*/15 0-6,12 1,15 * mon-FRI'
          - cron: '0 0 1-7/2 jan 0'
          - cron:
      jobs:
        test:
          runs-on: ubuntu-24.04
          steps:
            - run: make
    `,
  ],
});

function problemOf(cron: string): string | undefined {
  const parts = cron.split(/\s+/);
  if (parts.length !== FIELDS.length)
    return `\`${cron.slice(0, 40)}\` has ${parts.length === 1 ? 'one field' : `${parts.length} fields`}; a schedule has five.`;
  for (const [index, field] of FIELDS.entries()) {
    const part = parts[index] ?? '';
    if (!part.split(',').every((item) => isRange(item, field))) return `\`${part.slice(0, 40)}\` is not a valid ${field.name}.`;
  }
  return undefined;
}

function isRange(item: string, field: Field): boolean {
  const match = /^(\*|[^-/]+(?:-[^-/]+)?)(?:\/(\d{1,3}))?$/.exec(item);
  if (!match) return false;
  if (match[2] !== undefined && Number(match[2]) === 0) return false;
  if (match[1] === '*') return true;
  const [from, to] = (match[1] ?? '').split('-').map((word) => numberOf(word, field));
  return from !== undefined && (!match[1]?.includes('-') || (to !== undefined && from <= to));
}

function numberOf(word: string, field: Field): number | undefined {
  const named = field.words?.indexOf(word.toUpperCase()) ?? -1;
  if (named >= 0) return named + field.min;
  const value = /^\d{1,2}$/.test(word) ? Number(word) : Number.NaN;
  return value >= field.min && value <= field.max ? value : undefined;
}
