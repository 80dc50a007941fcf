import { covers, dockerfile, dockerfileRule, fix, replaceArgument } from '#core';

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  '\u00b5s': 1e-3,
  '\u03bcs': 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};
const DURATIONS: ReadonlySet<string> = new Set(['interval', 'timeout', 'start-period', 'start-interval']);

/** Milliseconds of a duration of Go, or what is wrong with it. */
function readDuration(text: string): number | 'no duration' | 'no unit' | 'unknown unit' {
  if (/^[+-]?0$/.test(text)) return 0;
  if (/^[+-]?\d+(?:\.\d+)?$/.test(text)) return 'no unit';
  const sign = text.startsWith('-') ? -1 : 1;
  const rest = text.replace(/^[+-]/, '');
  if (!/^(?:\d+(?:\.\d*)?[^\d.]+|\.\d+[^\d.]+)+$/.test(rest)) return 'no duration';
  let total = 0;
  for (const [, number = '', unit = ''] of rest.matchAll(/(\d*\.?\d*)([^\d.]+)/g)) {
    const factor = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
    if (factor === undefined) return 'unknown unit';
    total += Number(number) * factor;
  }
  return sign * total;
}

export default dockerfileRule({
  title: 'Option of a health check that cannot be read',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'The builder stops at a duration or number that it cannot read.',
  equivalents: [
    'dockerfile-utils:INVALID_SYNTAX',
    'dockerfile-utils:FLAG_AT_LEAST_ONE',
    'dockerfile-utils:FLAG_INVALID_DURATION',
    'dockerfile-utils:FLAG_MISSING_DURATION',
    'dockerfile-utils:FLAG_UNKNOWN_UNIT',
    'dockerfile-utils:FLAG_LESS_THAN_1MS',
  ],

  visit: {
    healthcheck(healthcheck, report) {
      if (healthcheck.isNone) return;
      for (const { name, value } of healthcheck.flags) {
        const text = value?.value ?? '';
        if (!value || text === '' || value.isDynamic) continue;
        if (name === 'retries') {
          if (!/^[+-]?\d+$/.test(text)) report(value, `\`${text}\` is no whole number.`, covers('dockerfile-utils:INVALID_SYNTAX'));
          else if (Number(text) < 1) report(value, 'A check is tried at least once.', covers('dockerfile-utils:FLAG_AT_LEAST_ONE'));
          continue;
        }
        if (!DURATIONS.has(name)) continue;
        const duration = readDuration(text);
        if (duration === 'no unit')
          report(
            value,
            `\`${text}\` has no unit: seconds, \`${text}s\`?`,
            covers('dockerfile-utils:FLAG_MISSING_DURATION'),
            fix('unsafe', 'Take it for seconds', () => replaceArgument(healthcheck, value, `${text}s`)),
          );
        else if (duration === 'unknown unit')
          report(value, `\`${text}\` has no known unit: \`ms\`, \`s\`, \`m\` and \`h\` are.`, covers('dockerfile-utils:FLAG_UNKNOWN_UNIT'));
        else if (duration === 'no duration')
          report(value, `\`${text}\` is no duration, as \`30s\` is.`, covers('dockerfile-utils:FLAG_INVALID_DURATION'));
        else if (duration !== 0 && duration < 1)
          report(value, 'A duration is at least a millisecond.', covers('dockerfile-utils:FLAG_LESS_THAN_1MS'));
      }
    },
  },

  fixSafety: 'Seconds are most likely meant, not certainly.',

  examples: [
    {
      bad: dockerfile`
        FROM nginx:1.29
        HEALTHCHECK --interval=30 --timeout=5x --retries=0 --start-period=a CMD curl -f http://localhost/
                               ^^ \`30\` has no unit: seconds, \`30s\`?
                                            ^^ \`5x\` has no known unit: \`ms\`, \`s\`, \`m\` and \`h\` are.
                                                         ^ A check is tried at least once.
                                                                          ^ \`a\` is no duration, as \`30s\` is.
      `,
      good: dockerfile`
        FROM nginx:1.29
        HEALTHCHECK --interval=30s --timeout=5x --retries=0 --start-period=a CMD curl -f http://localhost/
      `,
    },
  ],

  valid: ['FROM nginx:1.29\nHEALTHCHECK --interval=1m30s --timeout=500ms --retries=3 --start-period=0s CMD curl -f http://localhost/\n'],
});
