import { projectRule, related, text } from '#core';

export default projectRule({
  title: 'Connection address that is set but not used',
  category: 'correctness',
  area: 'data',
  severity: 'medium',
  profile: 'strict',
  why: 'Who sets the address, with its password and encryption, believes that it holds, while the application connects to something else.',
  equivalents: ['review:F250'],

  check(project, report) {
    if (project.app.servers.length === 0 || !project.knowsAllSources) return;
    for (const { path, variables } of project.envFiles) {
      for (const { name, nameSpan } of variables) {
        const service = /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)_URL$/.exec(name)?.[1];
        if (service === undefined || project.isAside(path)) continue;
        const uses = project.findAllCode(new RegExp(`(?:\\.|\\[['"]|getenv\\(\\s*['"]|environ\\.get\\(\\s*['"])${name}\\b`, 'g'));
        const parts = project.findAllCode(
          new RegExp(`(?:\\.|\\[['"]|getenv\\(\\s*['"]|environ\\.get\\(\\s*['"])${service}_(?:HOST|PORT)\\b`, 'g'),
        );
        const [part] = parts;
        // The schema that reads the environment names it without using it.
        const real = uses.filter(({ file }) => !/(?:^|\/)(?:config|env|settings)(?:\/|\.)|(?:^|\/)env\.[cm]?[jt]s$/i.test(file));
        if (!part || real.length > 0 || uses.length > parts.length) continue;
        report(
          part,
          `\`${name}\` is offered, but this connects with \`${service}_HOST\` and \`${service}_PORT\`.`,
          related(path, nameSpan, 'Offered here.'),
        );
      }
    }
  },

  noFix: 'Whether the address or its parts are meant, no file tells.',

  examples: [
    {
      path: 'src/cache.ts',
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        '.env.example': 'REDIS_URL=redis://localhost:6379\nREDIS_HOST=localhost\nREDIS_PORT=6379\n',
      },
      bad: text`
        const client = new Redis({
          host: env.REDIS_HOST,
                   ^^^^^^^^^^^ \`REDIS_URL\` is offered, but this connects with \`REDIS_HOST\` and \`REDIS_PORT\`.
          port: env.REDIS_PORT,
        });
      `,
    },
  ],

  valid: [
    {
      path: 'src/cache.ts',
      text: 'const client = new Redis(env.REDIS_URL);\nlog(env.REDIS_HOST);\n',
      files: {
        'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n',
        '.env.example': 'REDIS_URL=\nREDIS_HOST=\n',
      },
    },
    {
      path: 'src/cache.ts',
      text: 'const client = new Redis({ host: env.REDIS_HOST });\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', '.env.example': 'REDIS_HOST=\n' },
    },
  ],
});
