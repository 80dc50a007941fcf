import { MaskedCode, projectRule, text } from '#core';

const LIMITER = /\brateLimit\s*\(\s*\{/g;
const OWN = /\bclass\s+\w*RateLimit\w*|\b(?:const|let)\s+\w*[rR]ate[lL]imit\w*\s*(?::[^=\n]{0,80})?=\s*new\s+Map\b/;

export default projectRule({
  title: 'Limits are counted by each process alone',
  category: 'security',
  area: 'security',
  severity: 'low',
  profile: 'strict',
  why: 'With two instances a client may send twice as much, and every deployment begins to count anew.',
  equivalents: ['review:F212'],

  check(project, report) {
    if (project.app.servers.length === 0) return;
    const limiters = project.findAllCode(LIMITER);
    const alone = limiters.find(({ file, span }) => {
      const code = project.sources.find(({ path }) => path === file)?.code ?? '';
      const masked = new MaskedCode(code, file);
      const options = masked.text.slice(span.end, masked.closing(span.end - 1));
      // What is spread into the options may hold a store.
      return !/\bstore\b|\.\.\./.test(options);
    });
    const own = limiters.length === 0 ? project.findCode(OWN, ({ code }) => !/redis|upstash/i.test(code)) : undefined;
    const place = alone ?? own;
    if (!place) return;
    const redis = project.app.datastores.some(({ kind }) => kind === 'redis');
    report(place, `This limit is counted in memory${redis ? ', although Redis is there' : ''}.`);
  },

  noFix: 'A store that all instances share has to be set up: `rate-limit-redis` and its like.',

  examples: [
    {
      path: 'src/app.ts',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0", "ioredis": "^5.0.0" } }\n' },
      bad: text`
        const app = express();
        app.use(rateLimit({ windowMs: 60_000, max: 100 }));
                ^^^^^^^^^^^ This limit is counted in memory, although Redis is there.
      `,
    },
  ],

  valid: [
    {
      title: 'The store stands behind a function',
      path: 'src/app.ts',
      text: 'app.use(rateLimit({ skip: () => isTest({}), message: "})", store: shared }));\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
    {
      path: 'src/app.ts',
      text: 'const app = express();\napp.use(rateLimit({ max: 100, store: new RedisStore({}) }));\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
  ],
});
