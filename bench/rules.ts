// In one process: what parsing costs, what all rules cost on top of it, and which rules cost most. Prints JSON.
import { createEngine, type RegisteredRule } from '#core';
import { registry } from '../rules/registry.ts';
import { documentOf, KINDS, type Kind, SIZES } from './documents.mjs';
import { median } from './statistics.mjs';

const TODAY = '2026-11-25';
const nowhere = { read: () => null, list: () => [] };
const config = { forced: { folder: '', profile: 'all' as const } };

/** Rules whose handlers add up the time spent in them. */
function timed(): { rules: Map<string, RegisteredRule>; times: Map<string, number> } {
  const times = new Map<string, number>();
  const rules = new Map<string, RegisteredRule>();
  for (const [id, rule] of registry) {
    const visit = Object.fromEntries(
      Object.entries(rule.visit ?? {}).map(([level, handler]) => [
        level,
        (...args: unknown[]) => {
          const from = performance.now();
          try {
            (handler as (...all: unknown[]) => void)(...args);
          } finally {
            times.set(id, (times.get(id) ?? 0) + performance.now() - from);
          }
        },
      ]),
    );
    rules.set(id, { ...rule, visit } as RegisteredRule);
  }
  return { rules, times };
}

/** Milliseconds per lint of a text that is a little different each time, as it is while somebody types. */
function lint(rules: ReadonlyMap<string, RegisteredRule>, kind: Kind, lines: number, times: number): number {
  const engine = createEngine({ registry: rules, today: TODAY, config });
  const text = documentOf(kind, lines);
  const all: number[] = [];
  for (let n = 0; n < times * 2; n++) {
    const changed = text.replace(/(APP_NAME(?:=|: ))app/, `$1app${'x'.repeat(n % 10)}`);
    const from = performance.now();
    const source = engine.open(KINDS[kind].path, changed);
    if (source) engine.lint(source, nowhere);
    if (n >= times) all.push(performance.now() - from);
  }
  return median(all);
}

const cost: Record<string, unknown>[] = [];
const slowest: Record<string, unknown>[] = [];
for (const kind of Object.keys(KINDS) as Kind[]) {
  for (const [size, lines] of Object.entries(SIZES)) {
    const parse = lint(new Map(), kind, lines, 30);
    const all = lint(registry, kind, lines, 30);
    cost.push({ kind, size, parse, all });
  }
  const { rules, times } = timed();
  lint(rules, kind, SIZES.large, 10);
  const listed = [...times].map(([rule, ms]) => ({ rule, ms: ms / 20 })).sort((a, b) => b.ms - a.ms);
  slowest.push(...listed.slice(0, 8).map((one) => ({ kind, ...one })));
}
/** Time against size: what is linear needs the same time for a line in a long document as in a short one. */
const growth: Record<string, unknown>[] = [];
for (const kind of Object.keys(KINDS) as Kind[]) {
  for (const lines of [1_000, 3_000, 10_000, 30_000, 100_000]) {
    growth.push({ kind, lines, perThousand: lint(registry, kind, lines, lines > 10_000 ? 1 : 5) / (lines / 1000) });
  }
}
console.log(JSON.stringify({ cost, slowest, growth, rules: registry.size }));
