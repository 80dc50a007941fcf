import { composeRule, composeValue, fix, replaceValue, type YamlPair, yaml } from '#core';

const PATHS = [['cpus'], ['deploy', 'resources', 'limits', 'cpus'], ['deploy', 'resources', 'reservations', 'cpus']] as const;

/** `500m` as Kubernetes writes it: thousandths. */
function asNumber(text: string): string | undefined {
  const milli = /^(\d+)m$/.exec(text)?.[1];
  return milli === undefined ? undefined : String(Number(milli) / 1000);
}

export default composeRule({
  title: 'Number of processors that Compose cannot read',
  category: 'correctness',
  severity: 'high',
  profile: 'recommended',
  why: 'Compose takes a number such as `0.5`; anything else stops the whole project.',
  equivalents: ['review:E02'],

  visit: {
    service(service, report) {
      for (const path of PATHS) {
        const pair: YamlPair | undefined = service.pairOf(...path);
        const node = pair?.value;
        if (!pair || node?.kind !== 'scalar' || pair.merged) continue;
        const text = composeValue(node).shipped;
        if (text === undefined || text === '' || /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) continue;
        const number = asNumber(text);
        report(
          node.span,
          `\`${text}\` is no number of processors.`,
          number !== undefined && fix('unsafe', `Write ${number}`, () => replaceValue(service.file.yaml, pair, number)),
        );
      }
    },
  },

  fixSafety: 'Make sure that thousandths of a processor were meant.',

  examples: [
    {
      bad: yaml`
        services:
          api:
            image: example/api:1.0
            deploy:
              resources:
                limits:
                  cpus: '500m'
                        ^^^^^^ \`500m\` is no number of processors.
      `,
      good: yaml`
        services:
          api:
            image: example/api:1.0
            deploy:
              resources:
                limits:
                  cpus: '0.5'
      `,
    },
  ],

  valid: [
    'services:\n  api:\n    image: example/api:1.0\n    cpus: 1.5\n',
    'services:\n  api:\n    image: example/api:1.0\n    cpus: ${CPUS}\n',
  ],
});
