import {
  type Detail,
  dockerfileRule,
  type FileEdit,
  fix,
  placeholder,
  type RegisteredRule,
  type Registry,
  type Report,
  type RuleContext,
  type StrengthRegistry,
} from '#core';

/** Few rules, found by plain text, so that these tests say something about the command line only. */

function finder(
  pattern: RegExp,
  message: (match: RegExpMatchArray) => string,
  details: (at: { start: number; end: number }, context: RuleContext, match: RegExpMatchArray) => Detail[] = () => [],
) {
  return {
    file(_node: unknown, report: Report, context: RuleContext) {
      for (const match of context.source.text.matchAll(pattern)) {
        const at = { start: match.index, end: match.index + match[0].length };
        report(at, message(match), ...details(at, context, match));
      }
    },
  };
}

const common = { profile: 'recommended', why: 'Because a test needs it.', examples: [], valid: [] } as const;

const rules: [string, RegisteredRule][] = [
  [
    'dockerfile/latest-tag',
    dockerfileRule({
      ...common,
      title: 'Image has the tag latest',
      category: 'supply-chain',
      severity: 'high',
      equivalents: ['hadolint:DL3007'],
      visit: finder(
        /\b[a-z][\w./-]{0,80}:latest/g,
        ([image]) => `\`${image}\` may change from one build to the next.`,
        ({ end }, { source }) => [fix('safe', 'Use tag 1', () => [{ file: source.path, start: end - 6, end, newText: '1' }])],
      ),
    }),
  ],
  [
    'dockerfile/old-maintainer',
    dockerfileRule({
      ...common,
      title: 'Instruction is deprecated',
      category: 'maintainability',
      severity: 'low',
      visit: finder(
        /^MAINTAINER .*$/gm,
        () => 'MAINTAINER is | deprecated, 100% <sure>.',
        (at, { source }) => [
          fix('unsafe', 'Remove it', () => [{ file: source.path, start: at.start, end: at.end, newText: '# gone' }]),
          fix('placeholder', 'Use a label', () => [{ file: source.path, ...at, newText: `LABEL by="${placeholder('you')}"` }]),
          fix('safe', 'Never possible', () => undefined),
        ],
      ),
    }),
  ],
  [
    'dockerfile/hardcoded-secret',
    dockerfileRule({
      ...common,
      title: 'Secret in the image',
      category: 'secrets',
      severity: 'critical',
      visit: finder(
        /(?<=TOKEN=)\S+/g,
        () => 'The image holds the value of `TOKEN`.',
        (at, { source, project }, [value]) =>
          source.text[at.start] === '$' ? [] : [fix('safe', 'Move it to `.env`', () => moveToEnv(source.path, at, value, project))],
      ),
    }),
  ],
  [
    'dockerfile/env-file-known',
    dockerfileRule({
      ...common,
      title: 'Other files are seen',
      category: 'maintainability',
      severity: 'info',
      profile: 'all',
      visit: {
        file(_node, report, { project, source }) {
          const at = source.text.indexOf('SEES');
          if (at < 0) return;
          const text = project.read('other.txt');
          report({ start: at, end: at + 4 }, `Sees ${text === undefined ? 'nothing' : text === null ? 'no file' : text.trim()}.`);
        },
      },
    }),
  ],
  [
    'dockerfile/broken-rule',
    dockerfileRule({
      ...common,
      title: 'Rule that fails',
      category: 'maintainability',
      severity: 'info',
      visit: {
        file(_node, _report, { source }) {
          if (source.text.includes('CRASH')) throw new Error('this rule always fails');
        },
      },
    }),
  ],
];

function moveToEnv(
  file: string,
  at: { start: number; end: number },
  value: string,
  project: RuleContext['project'],
): FileEdit[] | undefined {
  const env = project.read('.env');
  if (env === undefined) return undefined;
  const line = `TOKEN=${value}\n`;
  const move: FileEdit =
    env === null ? { create: '.env', contents: line } : { file: '.env', start: env.length, end: env.length, newText: line };
  return [{ file, ...at, newText: '${TOKEN}' }, move];
}

export const registry: Registry = new Map(rules);

export const strengths: StrengthRegistry = new Map();
