/** A version as its registry orders it: release numbers, and whether it comes before that release. */
interface Version {
  readonly release: readonly number[];
  readonly isPre: boolean;
}

/** Reads semantic versions and the usual ones of PEP 440; undefined for anything else. */
function parseVersion(text: string): Version | undefined {
  const match = /^v?(\d+(?:\.\d+)*)(.*)$/.exec(text.trim());
  if (!match) return undefined;
  const rest = match[2] ?? '';
  // `1.0.post1` and build data come after the release, everything else before it.
  return { release: (match[1] ?? '').split('.').map(Number), isPre: rest !== '' && !/^(?:\.post|\+|-\d+$)/.test(rest) };
}

/** Negative when `a` is older than `b`; undefined when one of them is no version. */
export function compareVersions(a: string, b: string): number | undefined {
  const left = parseVersion(a);
  const right = parseVersion(b);
  if (!left || !right) return undefined;
  for (let i = 0; i < Math.max(left.release.length, right.release.length); i++) {
    const difference = (left.release[i] ?? 0) - (right.release[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(right.isPre) - Number(left.isPre);
}

/**
 * Whether a version lies in one of some ranges such as `>=1.0.0 <1.8.2`.
 * @returns undefined when the version cannot be read
 */
export function isInRanges(version: string, ranges: readonly string[]): boolean | undefined {
  if (!parseVersion(version)) return undefined;
  return ranges.some((range) =>
    range.split(' ').every((bound) => {
      const [, operator = '', limit = ''] = /^(>=|<=|>|<|=)(.+)$/.exec(bound) ?? [];
      const order = compareVersions(version, limit) ?? 0;
      switch (operator) {
        case '>=':
          return order >= 0;
        case '>':
          return order > 0;
        case '<=':
          return order <= 0;
        case '<':
          return order < 0;
        default:
          return order === 0;
      }
    }),
  );
}

/** The one version that a requirement allows: `==3.9.1`, `4.17.20`; undefined for a range. */
export function exactVersion(requirement: string): string | undefined {
  return /^(?:==\s*|=\s*)?(\d[\w.+-]*)$/.exec(requirement.trim())?.[1];
}

/** The oldest version that a Python requirement allows: the bound behind `>=` or `~=`. */
export function lowerBound(requirement: string): string | undefined {
  return /(?:>=|~=)\s*(\d[\w.]*)/.exec(requirement)?.[1];
}
