import { strength } from '#core';

const CODE =
  /x-forwarded-proto|\bHTTPSRedirectMiddleware\b|\bSECURE_SSL_REDIRECT\s*=\s*True|\bforceSSL\b|\brequireHTTPS\b|\bhsts\s*:\s*\{|\bupgradeInsecureRequests\b/i;

export default strength({
  title: 'HTTPS is enforced',
  area: 'security',
  equivalents: ['review:S54'],

  find(project) {
    const place = project.app.servers.length > 0 ? project.findCode(CODE) : undefined;
    if (place) return { evidence: [place] };
    for (const path of project.matching(/\.conf(?:\.template)?$/)) {
      const match = project.isAside(path) ? null : /return\s+30[18]\s+https:[^\n]*/.exec(project.read(path) ?? '');
      if (match) return { evidence: [project.at(path, { start: match.index, end: match.index + match[0].length })] };
    }
    return undefined;
  },

  examples: [
    {
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        'src/app.js': "if (req.headers['x-forwarded-proto'] !== 'https') redirect();\n",
      },
      evidence: ['src/app.js:1'],
    },
  ],
  lacking: [{ 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', 'src/app.js': 'listen(443);\n' }],
});
