export class PerformanceMonitor {
  start() {
    return performance.now();
  }
}
