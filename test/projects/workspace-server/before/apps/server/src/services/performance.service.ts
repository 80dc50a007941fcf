console.log('slow');
export class PerformanceService {}
