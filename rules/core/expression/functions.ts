/** How many arguments a function takes. Source: GitHub's documentation of expressions, and `@actions/expressions` 0.3.61. */
export interface FunctionArity {
  /** As the documentation writes it. */
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** `case(test, value, …, otherwise)` takes an odd number. */
  readonly odd?: boolean;
  /** Exists only where the key's table of contexts lists it; see availability in the workflow's schema. */
  readonly special?: boolean;
}

const FUNCTIONS: readonly FunctionArity[] = [
  { name: 'contains', min: 2, max: 2 },
  { name: 'startsWith', min: 2, max: 2 },
  { name: 'endsWith', min: 2, max: 2 },
  { name: 'format', min: 1, max: 255 },
  { name: 'join', min: 1, max: 2 },
  { name: 'toJSON', min: 1, max: 1 },
  { name: 'fromJSON', min: 1, max: 1 },
  { name: 'case', min: 3, max: 255, odd: true },
  { name: 'hashFiles', min: 1, max: 255, special: true },
  { name: 'success', min: 0, max: 255, special: true },
  { name: 'failure', min: 0, max: 255, special: true },
  { name: 'cancelled', min: 0, max: 0, special: true },
  { name: 'always', min: 0, max: 0, special: true },
];

export const FUNCTION_NAMES: readonly string[] = FUNCTIONS.map((f) => f.name);

const BY_NAME = new Map(FUNCTIONS.map((f) => [f.name.toLowerCase(), f]));

/** Names are compared without case. */
export function functionArity(name: string): FunctionArity | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** What is wrong with the number of arguments, as the end of a sentence; undefined where nothing is. */
export function arityProblem(arity: FunctionArity, count: number): string | undefined {
  const { min, max } = arity;
  if (arity.odd && count >= min && count % 2 === 0) return `takes an odd number of arguments, and ${count} are given`;
  if (count >= min && count <= max) return undefined;
  const wanted = min === max ? plural(min) : count < min ? `at least ${plural(min)}` : `at most ${plural(max)}`;
  return `takes ${wanted}, and ${count === 0 ? 'none is' : count === 1 ? '1 is' : `${count} are`} given`;
}

function plural(count: number): string {
  if (count === 0) return 'no argument';
  return count === 1 ? '1 argument' : `${count} arguments`;
}

/** Problems of a `format()` template: the numbers of placeholders that have no argument, and of arguments that no placeholder uses. */
export function formatProblems(
  template: string,
  args: number,
): { readonly missing: number[]; readonly unused: number[]; readonly broken: boolean } {
  const used = new Set<number>();
  let broken = false;
  for (let i = 0; i < template.length; i++) {
    const c = template[i];
    if (c !== '{' && c !== '}') continue;
    if (template[i + 1] === c) {
      i++;
      continue;
    }
    const close = c === '{' ? template.indexOf('}', i) : -1;
    const digits = close < 0 ? '' : template.slice(i + 1, close);
    if (!/^\d{1,3}$/.test(digits)) {
      broken = true;
      break;
    }
    used.add(Number(digits));
    i = close;
  }
  const missing = [...used].filter((n) => n >= args).sort((a, b) => a - b);
  const unused = broken ? [] : Array.from({ length: args }, (_, n) => n).filter((n) => !used.has(n));
  return { missing, unused, broken };
}
