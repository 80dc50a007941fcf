import { strength } from '#core';

const USE = /\bclass\s+\w*(?:Performance|ResponseTime|Analytics|Metrics)\w*|\bperformance\.now\s*\(|\bresponse-?time\b/i;

export default strength({
  title: 'Response times are measured',
  area: 'observability',
  equivalents: ['review:S58'],

  find(project) {
    const place = project.app.servers.length > 0 ? project.findCode(USE) : undefined;
    return place && { evidence: [place] };
  },

  examples: [
    {
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/monitor.ts': 'export class PerformanceMonitor {}\n',
      },
      evidence: ['src/monitor.ts:1'],
    },
  ],
  lacking: [
    { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', 'src/monitor.ts': 'export class Order {}\n' },
  ],
});
