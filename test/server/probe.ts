// The real server with a few small rules of its own, so that these tests do not depend on what the product's rules say.
import { composeRule, dockerfileRule, fileRule, fix, placeholder, type RegisteredRule, type RuleMeta, related, unnecessary } from '#core';
import { runServer } from '../../server/src/main.node.ts';

const meta: Omit<RuleMeta, 'title'> = {
  category: 'supply-chain',
  severity: 'medium',
  profile: 'recommended',
  why: 'Because the test says so.',
  examples: [],
  valid: [],
};

const rules: readonly (readonly [string, RegisteredRule])[] = [
  [
    'file/syntax-error',
    fileRule({
      ...meta,
      title: 'Syntax error',
      category: 'correctness',
      severity: 'high',
      visit: { syntaxProblem: (problem, report) => report(problem.span, problem.message) },
    }),
  ],
  [
    'file/invalid-configuration',
    fileRule({
      ...meta,
      title: 'Invalid configuration',
      category: 'correctness',
      severity: 'high',
      visit: { configProblem: (problem, report) => report(problem.span, problem.message) },
    }),
  ],
  [
    'dockerfile/latest-tag',
    dockerfileRule({
      ...meta,
      title: 'Tag that moves',
      severity: 'high',
      equivalents: ['hadolint:DL3007'],
      visit: {
        file(_file, report, { source }) {
          for (const match of source.text.matchAll(/:(latest)\b/g)) {
            const start = match.index + 1;
            const at = { start, end: start + 6 };
            report(
              at,
              'The tag `latest` moves.',
              fix('safe', 'Pin to 1', () => [{ file: source.path, ...at, newText: '1' }]),
              unnecessary,
            );
          }
        },
      },
    }),
  ],
  [
    'dockerfile/missing-ignore-file',
    dockerfileRule({
      ...meta,
      title: 'No .dockerignore',
      severity: 'low',
      fixSafety: 'The build context gets smaller.',
      visit: {
        finalStage(stage, report, { project }) {
          if (project.exists('.dockerignore') !== false) return;
          const at = { start: 0, end: 4 };
          const create = fix('unsafe', 'Create .dockerignore', () => [{ create: '.dockerignore', contents: '.git\n' }]);
          report(stage.file.source.text.startsWith('FROM') ? at : { start: 1, end: 5 }, 'There is no `.dockerignore`.', create);
        },
      },
    }),
  ],
  [
    'dockerfile/missing-version',
    dockerfileRule({
      ...meta,
      title: 'No version',
      severity: 'info',
      fixSafety: 'Needs a value.',
      visit: {
        label(_label, report, { source }) {
          const start = source.text.indexOf('LABEL');
          const end = start + 5;
          const add = fix('placeholder', 'Add a version', () => [
            { file: source.path, start: end, end, newText: ` version="${placeholder('1.0')}"` },
          ]);
          report({ start, end }, 'There is no version.', add);
        },
      },
    }),
  ],
  [
    'dockerfile/throwing',
    dockerfileRule({
      ...meta,
      title: 'Throws',
      visit: {
        file(_file, report, { source }) {
          if (!source.text.includes('EXPLODE')) return;
          const failing = fix('safe', 'Fail', () => {
            throw new Error('hunter2');
          });
          report({ start: 0, end: 4 }, 'About to throw.', failing);
          throw new Error('hunter2 is the secret of this file');
        },
      },
    }),
  ],
  [
    'compose/builds-root-image',
    composeRule({
      ...meta,
      title: 'Service builds an image that runs as root',
      category: 'security',
      severity: 'critical',
      fixSafety: 'The process may need root.',
      visit: {
        file(_file, report, { source, project }) {
          const start = source.text.indexOf('build: .');
          const text = project.read('Dockerfile');
          if (start < 0 || typeof text !== 'string') return;
          const at = text.indexOf('USER root');
          if (at < 0) return;
          const user = { start: at + 5, end: at + 9 };
          report(
            { start, end: start + 8 },
            'The image runs as root.',
            related('Dockerfile', user, 'Here'),
            fix('unsafe', 'Run as app in Dockerfile', () => [{ file: 'Dockerfile', ...user, newText: 'app' }]),
          );
        },
      },
    }),
  ],
];

const registry = new Map(rules);
runServer(() => registry);
