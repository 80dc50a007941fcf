import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createEngine, type Finding } from '#core';
import { registry } from '../rules/registry.ts';
import { memoryFiles, memoryTree } from './support/memory.ts';
import { loadProject } from './support/projects.ts';

/**
 * What the five reviewers recommended, read as critically as what they criticized: the flaws of their own examples come out, and nothing
 * else above `info`. The reviews are not part of this repository; without them these tests are skipped.
 */
const REVIEWS = new URL('../../shared/seeds/', import.meta.url);

interface Snippet {
  /** First three letters of the review's file, and the line on which the example starts, from 1. */
  readonly at: readonly [review: string, line: number];
  /** Where somebody would save it. */
  readonly path: string;
  /** Project of `test/projects` that it is pasted into. */
  readonly into?: string;
  /** Lines that stand inside a file: what a whole file lacks says nothing about them. */
  readonly part?: 'service' | 'steps' | 'stage' | 'override';
  /** Rules that have to find something in the profile `strict`; `RULE*2`: so many times. */
  readonly flaws?: readonly string[];
}

const SNIPPETS: readonly Snippet[] = [
  { at: ['000', 66], path: 'compose.yaml', part: 'service', flaws: ['compose/hardcoded-secret*2'] },
  { at: ['000', 77], path: 'compose.yaml', part: 'service' },
  { at: ['000', 88], path: 'compose.yaml', part: 'service', flaws: ['compose/exposed-database-port*3'] },
  { at: ['000', 109], path: 'compose.yaml', flaws: ['compose/invalid-structure'] },
  { at: ['000', 117], path: 'compose.yaml', part: 'override', flaws: ['compose/invalid-cpus'] },
  { at: ['000', 152], path: 'Dockerfile', part: 'stage', flaws: ['dockerfile/account-outside-its-group'] },
  { at: ['000', 161], path: 'Dockerfile', part: 'stage' },
  { at: ['000', 182], path: 'Dockerfile', part: 'stage', flaws: ['dockerfile/healthcheck-never-ends'] },
  {
    at: ['000', 190],
    path: 'Dockerfile.dev',
    into: 'cocktail-app',
    flaws: [
      'dockerfile/missing-user',
      'dockerfile/dev-dependencies-in-final-stage',
      'dockerfile/development-server',
      'dockerfile/end-of-life-base-image',
    ],
  },
  {
    at: ['000', 208],
    path: 'Dockerfile',
    flaws: ['dockerfile/dev-dependencies-in-final-stage', 'dockerfile/end-of-life-base-image', 'dockerfile/account-outside-its-group'],
  },
  {
    at: ['000', 1085],
    path: 'Dockerfile',
    flaws: [
      'dockerfile/unused-stage',
      'dockerfile/dev-dependencies-in-final-stage',
      'dockerfile/end-of-life-base-image',
      'dockerfile/account-outside-its-group',
    ],
  },
  {
    at: ['000', 969],
    path: '.github/workflows/ci.yml',
    into: 'cocktail-app',
    flaws: [
      'workflow/unpinned-action',
      'workflow/deprecated-action*2',
      'workflow/missing-sarif-permission',
      'workflow/missing-permissions',
      'workflow/missing-timeout',
      'workflow/unknown-npm-workspace',
      'workflow/side-stage-published',
      'workflow/missing-referenced-file',
    ],
  },
  { at: ['000', 1253], path: 'compose.yaml', part: 'service' },
  {
    at: ['000', 1267],
    path: 'docker-compose.prod.yml',
    into: 'cocktail-app',
    flaws: ['compose/obsolete-version', 'compose/empty-list-override*2', 'compose/service-without-image*2'],
  },
  { at: ['001', 130], path: 'docker-compose.prod.yml', into: 'plugin-platform', flaws: [] },
  {
    at: ['001', 156],
    path: '.github/workflows/ci.yml',
    into: 'plugin-platform',
    flaws: [
      'workflow/legacy-compose-command',
      'workflow/missing-referenced-file',
      'workflow/unpinned-run-image',
      'workflow/missing-permissions',
      'workflow/missing-timeout',
    ],
  },
  {
    at: ['002', 99],
    path: '.github/workflows/deploy-server.yml',
    into: 'workspace-server',
    flaws: ['workflow/missing-key*4', 'workflow/decimal-shell-comparison', 'workflow/missing-permissions'],
  },
  {
    at: ['002', 568],
    path: 'apps/server/docker-compose.yml',
    into: 'workspace-server',
    flaws: ['compose/obsolete-version', 'compose/hardcoded-secret', 'compose/secret-in-url', 'compose/exposed-database-port*2'],
  },
  { at: ['002', 704], path: '.github/workflows/ci.yml', part: 'steps', flaws: ['workflow/unpinned-action'] },
  {
    at: ['003', 149],
    path: 'backend/Dockerfile',
    into: 'command-center',
    flaws: ['dockerfile/apt-recommends', 'dockerfile/migration-at-start', 'dockerfile/shell-without-exec'],
  },
  { at: ['003', 240], path: 'Dockerfile', part: 'stage' },
  { at: ['003', 335], path: 'Dockerfile', part: 'stage', flaws: ['dockerfile/floating-base-version'] },
  { at: ['003', 353], path: 'Dockerfile', part: 'stage', flaws: ['dockerfile/floating-base-version'] },
  { at: ['003', 400], path: 'docker-compose.override.yml', into: 'command-center' },
  { at: ['003', 453], path: 'compose.yaml', part: 'service', flaws: ['compose/weak-default-secret'] },
  { at: ['003', 461], path: 'compose.yaml', part: 'override', flaws: ['compose/invalid-structure'] },
  { at: ['003', 482], path: 'docker-compose.override.yml', into: 'command-center' },
  { at: ['003', 524], path: 'compose.yaml', part: 'override', flaws: ['compose/invalid-structure'] },
  { at: ['003', 532], path: 'compose.yaml', part: 'override' },
  { at: ['003', 548], path: 'docker-compose.override.yml', into: 'command-center' },
  { at: ['003', 569], path: 'docker-compose.override.yml', into: 'command-center' },
  { at: ['003', 605], path: 'compose.yaml', part: 'service' },
  { at: ['003', 707], path: 'docker-compose.override.yml', into: 'command-center' },
  { at: ['003', 744], path: 'docker-compose.override.yml', into: 'command-center', flaws: ['project/unread-secret-file'] },
  { at: ['003', 814], path: 'docker-compose.override.yml', into: 'command-center', flaws: ['compose/container-traffic-disabled'] },
  { at: ['003', 826], path: 'docker-compose.override.yml', into: 'command-center' },
  { at: ['003', 876], path: 'Dockerfile', part: 'stage' },
  {
    at: ['003', 911],
    path: 'Dockerfile',
    part: 'stage',
    flaws: ['dockerfile/copy-from-unusable-stage', 'dockerfile/end-of-life-base-image'],
  },
  { at: ['003', 954], path: 'docker-compose.override.yml', into: 'command-center' },
  {
    at: ['003', 1025],
    path: 'docker-compose.monitoring.yml',
    into: 'command-center',
    flaws: [
      'compose/obsolete-version',
      'compose/docker-socket-mount',
      'compose/weak-default-secret',
      'compose/missing-resource-limits',
      'compose/missing-restart-policy',
      'compose/external-network-mismatch',
    ],
  },
  {
    at: ['003', 1161],
    path: 'docker-compose.metrics.yml',
    into: 'command-center',
    flaws: [
      'compose/privileged-service',
      'compose/docker-socket-mount*3',
      'compose/missing-resource-limits',
      'compose/missing-restart-policy',
    ],
  },
  {
    at: ['003', 1594],
    path: '.github/workflows/ci.yml',
    into: 'command-center',
    flaws: [
      'workflow/unpinned-action*3',
      'workflow/deprecated-action*3',
      'workflow/missing-sarif-permission',
      'workflow/empty-secret-scan-range',
      'workflow/missing-qemu',
      'workflow/unused-tag-pattern*3',
      'workflow/legacy-compose-command',
      'workflow/unknown-npm-script*3',
      'workflow/missing-lockfile*2',
      'workflow/missing-permissions',
    ],
  },
  {
    at: ['003', 1820],
    path: 'docker-compose.ci.yml',
    into: 'command-center',
    flaws: ['compose/obsolete-version', 'compose/duplicate-mount-target*2'],
  },
  {
    at: ['003', 1852],
    path: 'docker-compose.prod.yml',
    into: 'command-center',
    flaws: [
      'compose/obsolete-version',
      'compose/replicas-with-fixed-name*2',
      'compose/missing-healthcheck',
      'compose/missing-resource-limits',
      'compose/depends-on-without-health',
    ],
  },
  {
    at: ['004', 109],
    path: '.github/workflows/ci.yml',
    into: 'language-app',
    flaws: [
      'workflow/unreachable-service',
      'workflow/missing-pnpm-version*2',
      'workflow/missing-working-directory*2',
      'workflow/missing-lockfile*2',
      'workflow/missing-permissions',
    ],
  },
  {
    at: ['004', 169],
    path: '.github/workflows/deploy.yml',
    into: 'language-app',
    flaws: ['workflow/comment-only-run', 'workflow/missing-permissions'],
  },
  { at: ['004', 571], path: '.github/workflows/ci.yml', part: 'steps' },
  {
    at: ['004', 829],
    path: 'apps/web/Dockerfile',
    into: 'language-app',
    flaws: [
      'dockerfile/unpinned-package-manager',
      'dockerfile/missing-dockerignore',
      'dockerfile/missing-healthcheck',
      'dockerfile/end-of-life-base-image',
    ],
  },
  {
    at: ['004', 864],
    path: 'apps/web/docker-compose.yml',
    into: 'language-app',
    flaws: [
      'compose/obsolete-version',
      'compose/hardcoded-secret',
      'compose/secret-in-url',
      'compose/exposed-database-port*2',
      'compose/missing-healthcheck',
      'compose/redis-without-password',
      'compose/missing-resource-limits',
      'compose/missing-restart-policy',
    ],
  },
];

/** Tags of actions: the list of flaws has them below `low`; what happened to tags in 2025 and 2026 says otherwise. */
const ADDITIONS = new Set(['workflow/unpinned-action']);

/** The example that starts on a line, without the indentation of the list that it stands in. */
function read(review: string, line: number): string {
  const name = readdirSync(REVIEWS).find((file) => file.startsWith(review));
  const lines = readFileSync(new URL(name ?? review, REVIEWS), 'utf8')
    .split('\n')
    .slice(line - 1);
  const example = lines.slice(
    0,
    lines.findIndex((text) => /^ *```\s*$/.test(text)),
  );
  const indent = Math.min(...example.filter((text) => text.trim()).map((text) => text.search(/\S/)));
  return `${example.map((text) => text.slice(indent)).join('\n')}\n`;
}

const indented = (text: string, spaces: number) => text.replace(/^(?=.)/gm, ' '.repeat(spaces));

function whole({ at, part }: Snippet): string {
  const text = read(...at);
  if (part === 'service') return `services:\n${indented(text, 2)}`;
  if (part === 'steps')
    return `on: push\npermissions: {}\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    timeout-minutes: 9\n    steps:\n${indented(text, 6)}`;
  return part === 'stage' && !/^FROM /m.test(text) ? `FROM alpine:3.22\n${text}` : text;
}

/** Which rules find what, in the file and, where it is pasted into a project, over the project. */
function lint(snippet: Snippet, profile: 'strict' | 'recommended'): Finding[] {
  const engine = createEngine({ registry, today: '2026-11-25', config: { defaults: { folder: '', profile } } });
  const text = whole(snippet);
  const files = {
    '.dockerignore': '.git\n.env\nnode_modules\n',
    ...(snippet.into ? loadProject(snippet.into).files : {}),
    [snippet.path]: text,
  };
  const source = engine.open(snippet.path, text);
  assert.ok(source);
  const project = memoryFiles(files);
  const result = engine.lint(source, project);
  const over = snippet.into && profile === 'strict' ? engine.lintProject(memoryTree(files), project) : undefined;
  assert.deepEqual([...result.failures, ...(over?.failures ?? [])], []);
  return [
    ...result.findings.filter(({ rule }) => !snippet.part || !/\/missing-|service-without-image/.test(rule)),
    ...(over?.findings ?? []).filter(({ file }) => file === snippet.path),
  ];
}

describe('examples that the reviewers recommended', () => {
  for (const snippet of SNIPPETS) {
    it(`${snippet.at.join(', line ')}: ${snippet.path}`, function () {
      if (!existsSync(REVIEWS)) {
        console.warn('    The reviews are not here: their examples are not linted.');
        this.skip();
      }
      const flaws = new Map((snippet.flaws ?? []).map((flaw) => [flaw.split('*')[0] ?? '', Number(flaw.split('*')[1] ?? 1)]));
      const found = lint(snippet, 'strict');
      const count = (rule: string) => found.filter((one) => one.rule === rule).reduce((sum, one) => sum + 1 + one.related.length, 0);
      assert.deepEqual(
        [...flaws].filter(([rule, times]) => count(rule) < times),
        [],
        'flaws that do not come out',
      );
      const others = lint(snippet, 'recommended').filter(
        ({ rule, severity }) => severity !== 'info' && !flaws.has(rule) && !ADDITIONS.has(rule),
      );
      assert.deepEqual(
        others.map(({ rule, range, message }) => `${rule} in line ${range.start.line + 1}: ${message}`),
        [],
        'findings that are not justified',
      );
    });
  }
});
