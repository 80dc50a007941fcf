/** Counts in memory. */
export class RateLimiter {
  private hits = new Map<string, number>();
  check(key: string) {
    return (this.hits.get(key) ?? 0) < 20;
  }
}
export const limiter = new RateLimiter();
limiter.check('start');
