import { dockerfile, dockerfileRule } from '#core';

export default dockerfileRule({
  title: 'Health check that waits for its own connection',
  category: 'reliability',
  area: 'health',
  severity: 'low',
  profile: 'recommended',
  why: 'Node.js ends when nothing is open any more. A response that nobody reads keeps the connection open for seconds, longer than the check may take.',
  equivalents: ['review:E03'],
  noFix: 'The answer has to become an exit status: `process.exit(response.statusCode === 200 ? 0 : 1)`.',

  visit: {
    healthcheck(check, report) {
      const { text } = check.head;
      if (!/\bnode\b/.test(text) || !/\bhttps?\b['")]*\)?\.get\(/.test(text)) return;
      if (/\bprocess\.exit\b|\.resume\(\)|\.destroy\(\)|\bon\(['"](?:data|end)|agent\s*:\s*false/.test(text)) return;
      report(check.keywordSpan, 'The check does not end when the answer is there.');
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM node:24-slim
        HEALTHCHECK CMD node -e "require('http').get('http://localhost:3000/health', (r) => { if (r.statusCode !== 200) throw new Error() })"
        ^^^^^^^^^^^ The check does not end when the answer is there.
        CMD ["node", "server.js"]
      `,
    },
  ],

  valid: [
    'FROM node:24-slim\nHEALTHCHECK CMD node -e "require(\'http\').get(\'http://localhost:3000/health\', (r) => process.exit(r.statusCode === 200 ? 0 : 1))"\nCMD ["node", "server.js"]\n',
  ],
});
