/** @param {readonly number[]} values @param {number} share 0 to 1 */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (values) => percentile(values, 0.5);

/** Two digits that count. */
export function rounded(value) {
  if (value === undefined || Number.isNaN(value)) return undefined;
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(2));
}
