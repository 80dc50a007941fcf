import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Audit, auditProject, createEngine } from '#core';
import { registry, strengths } from '../../rules/registry.ts';
import { memoryFiles, memoryTree } from './memory.ts';

const home = join(dirname(fileURLToPath(import.meta.url)), '..', 'projects');

/** What a file of `test/projects/<name>/project.json` says. */
export interface ProjectFacts {
  readonly title: string;
  /** Files that only make up the number: `{n}` counts from 1. */
  readonly fillers?: readonly { readonly pattern: string; readonly count: number; readonly text: string }[];
  /** Paths that git does not have although they are there. */
  readonly untracked?: readonly string[];
  /** Rows that have to come out: `ROW`, `ROW@file`, `ROW@file*times`. */
  readonly must: readonly string[];
  /** Rows that must not: `ROW`, `ROW@file`, `ROW@severity`. */
  readonly not: readonly string[];
  readonly strengths: readonly string[];
  /** Strengths that would be wrong. */
  readonly notStrengths?: readonly string[];
  /** The reviewer's scores of areas, 0 to 10. */
  readonly scores: Readonly<Record<string, number>>;
  readonly variants?: Readonly<Record<string, Variant>>;
  /** Values that no scanner is to see in the repository: `{{name}}` in files → parts to join. */
  readonly assemble?: Readonly<Record<string, readonly string[]>>;
  /** What the owners' work on the review has to change. */
  readonly after?: { readonly gone: readonly string[]; readonly strengths: readonly string[]; readonly removed?: readonly string[] };
}

export interface Variant {
  readonly files: Readonly<Record<string, string>>;
  readonly removed?: readonly string[];
  readonly must: readonly string[];
  readonly not: readonly string[];
}

export interface LoadedProject {
  readonly facts: ProjectFacts;
  readonly files: Readonly<Record<string, string>>;
  readonly tracked: readonly string[];
}

export const PROJECTS: readonly string[] = readdirSync(home, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

/** @param state `before` the review, or `after` its owners acted on it: the latter lies over the former */
export function loadProject(name: string, state: 'before' | 'after' = 'before', variant?: string): LoadedProject {
  const facts = JSON.parse(readFileSync(join(home, name, 'project.json'), 'utf8')) as ProjectFacts;
  const files = readFolder(join(home, name, 'before'));
  for (const { pattern, count, text } of facts.fillers ?? [])
    for (let n = 1; n <= count; n++) files[pattern.replaceAll('{n}', String(n))] = text.replaceAll('{n}', String(n));
  if (state === 'after') {
    Object.assign(files, readFolder(join(home, name, 'after')));
    for (const path of facts.after?.removed ?? []) delete files[path];
  }
  const changed = variant === undefined ? undefined : facts.variants?.[variant];
  Object.assign(files, changed?.files);
  for (const path of changed?.removed ?? []) delete files[path];
  for (const [path, text] of Object.entries(files)) {
    files[path] = text.replace(/\{\{([a-z-]+)\}\}/g, (whole, key: string) => facts.assemble?.[key]?.join('') ?? whole);
  }
  const tracked = Object.keys(files).filter((path) => !facts.untracked?.includes(path));
  return { facts, files, tracked };
}

function readFolder(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')];
    }),
  );
}

/** The audit as the command line makes it: the profile is strict. */
export function auditFiles(name: string, { files, tracked }: Pick<LoadedProject, 'files' | 'tracked'>): Audit {
  const engine = createEngine({ registry, today: '2026-11-21', config: { defaults: { folder: '', profile: 'strict' } } });
  const project = memoryFiles(files);
  const results = Object.entries(files).flatMap(([path, text]) => {
    const source = engine.open(path, text);
    return source ? [engine.lint(source, project)] : [];
  });
  const whole = engine.lintProject(memoryTree(files, tracked), project);
  return auditProject(results, { name, registry, strengths, whole });
}
