import { covers, dockerfile, dockerfileRule, fix, insertLinesAfter, placeholder } from '#core';

interface Type {
  readonly what: string;
  readonly row: string;
  readonly fits: (value: string) => boolean;
}

const isUrl = (value: string): boolean => /^[a-z][a-z0-9+.-]*:\/\/[^\s/]+/i.test(value);
const SPDX = /^\(*[A-Za-z0-9][A-Za-z0-9.+-]*\)*(?:\s+(?:AND|OR|WITH)\s+\(*[A-Za-z0-9][A-Za-z0-9.+-]*\)*)*$/;

/** Types of hadolint's `label-schema`. */
const TYPES: Readonly<Record<string, Type>> = {
  url: { what: 'no address', row: 'hadolint:DL3052', fits: isUrl },
  rfc3339: {
    what: 'no time such as `2026-01-31T12:00:00Z`',
    row: 'hadolint:DL3053',
    fits: (value) => /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(value),
  },
  spdx: {
    what: 'no licence by its SPDX name',
    row: 'hadolint:DL3054',
    fits: (value) => SPDX.test(value) && value.length > 1 && !/^\d+$/.test(value),
  },
  hash: { what: 'no Git hash', row: 'hadolint:DL3055', fits: (value) => /^(?:[0-9a-f]{7}|[0-9a-f]{40})$/.test(value) },
  semver: {
    what: 'no version such as `1.2.3`',
    row: 'hadolint:DL3056',
    fits: (value) => /^\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?$/.test(value),
  },
  email: { what: 'no mail address', row: 'hadolint:DL3058', fits: (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) },
};

export default dockerfileRule({
  title: 'Label that the project’s schema does not allow',
  category: 'maintainability',
  severity: 'low',
  profile: 'recommended',
  why: 'The schema in `.hadolint.yaml` says which labels images have and what is in them; what reads the labels counts on it.',
  equivalents: [
    'hadolint:DL3049',
    'hadolint:DL3050',
    'hadolint:DL3051',
    'hadolint:DL3052',
    'hadolint:DL3053',
    'hadolint:DL3054',
    'hadolint:DL3055',
    'hadolint:DL3056',
    'hadolint:DL3058',
  ],

  visit: {
    stage(stage, report, { settings }) {
      const { labels } = settings;
      if (!labels) return;
      const { file } = stage;
      // A stage that others build on, or that is only copied from, is no image of its own.
      const isImage = !file.isBase(stage) && !file.stages.some((other) => other.needs.includes(stage));
      if (!isImage) return;
      const set = new Set(stage.allInherited('LABEL').flatMap(({ pairs }) => pairs.map(({ key }) => key)));
      const missing = Object.keys(labels.types).filter((name) => !set.has(name));
      const [first] = missing;
      if (first === undefined) return;
      report(
        stage.from.keywordSpan,
        `The label ${missing.map((name) => `\`${name}\``).join(', ')} is missing.`,
        covers('hadolint:DL3049'),
        fix('placeholder', 'Add it', () =>
          insertLinesAfter(stage.from, [`LABEL ${missing.map((name) => `${name}="${placeholder('value')}"`).join(' ')}`]),
        ),
      );
    },
    labelPair({ pair }, report, { settings }) {
      const { labels } = settings;
      if (!labels) return;
      const type = Object.hasOwn(labels.types, pair.key) ? labels.types[pair.key] : undefined;
      if (type === undefined) {
        if (labels.strict) report(pair.keySpan, `The schema has no label \`${pair.key}\`.`, covers('hadolint:DL3050'));
        return;
      }
      const value = pair.value?.value ?? '';
      if (value.trim() === '') report(pair, `The label \`${pair.key}\` is empty.`, covers('hadolint:DL3051'));
      const known = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
      if (known && value !== '' && !pair.value?.isDynamic && !known.fits(value))
        report(pair.value ?? pair, `\`${value}\` is ${known.what}.`, covers(known.row));
    },
  },

  fixSafety: 'Put in what the label is to say.',

  examples: [
    {
      files: { '.hadolint.yaml': 'label-schema:\n  team: text\n  docs: url\nstrict-labels: true\n' },
      bad: dockerfile`
        FROM debian:13
        ^^^^ The label \`team\` is missing.
        LABEL docs=nowhere other=a
                   ^^^^^^^ \`nowhere\` is no address.
                           ^^^^^ The schema has no label \`other\`.
      `,
      good: dockerfile`
        FROM debian:13
        LABEL team="value"
        LABEL docs=nowhere other=a
      `,
    },
  ],

  valid: [
    'FROM debian:13\nLABEL other=a\n',
    { text: 'FROM debian:13 AS build\nFROM build\nLABEL team=shop\n', files: { '.hadolint.yaml': 'label-schema:\n  team: text\n' } },
  ],
});
