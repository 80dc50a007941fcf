import { asksSomething, healthRoutes, projectRule, routeAt, text } from '#core';

export default projectRule({
  title: 'Health endpoint that checks nothing',
  category: 'health',
  area: 'health',
  severity: 'medium',
  profile: 'strict',
  why: 'It says that all is well while the database is gone, so that nobody takes the instance out of service.',
  equivalents: ['review:F202'],

  check(project, report) {
    const judged = healthRoutes(project).filter(({ body, path }) => body !== undefined && !/(?:live|alive|ping)/i.test(path));
    if (project.app.servers.length === 0 || judged.some(({ body }) => asksSomething(body ?? ''))) return;
    const stores = project.app.datastores.length > 0;
    for (const route of judged.slice(0, 3))
      report(routeAt(route), `\`${route.path}\` answers the same whatever happens${stores ? ', also without its database' : ''}.`);
  },

  noFix: 'What has to be asked is known to those who wrote the server.',

  examples: [
    {
      path: 'src/routes.ts',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0", "pg": "^8.0.0" } }\n' },
      bad: text`
        const router = Router();
        router.get('/health', (req, res) => {
        ^^^^^^^^^^^^^^^^^^^^ \`/health\` answers the same whatever happens, also without its database.
          res.json({ status: 'await' });
        });
      `,
    },
    {
      path: 'main.py',
      files: { 'requirements.txt': 'fastapi==0.115.0\n' },
      bad: text`
        app = FastAPI()

        @app.get("/health")
        ^^^^^^^^^^^^^^^^^^ \`/health\` answers the same whatever happens.
        async def health():
            # await nothing
            return {"database": "healthy"}

        @app.get("/orders")
        async def orders():
            return await load()
      `,
    },
  ],

  valid: [
    {
      path: 'src/routes.ts',
      text: "router.get('/health', async (req, res) => { await db.query('SELECT 1'); res.send(); });\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
    {
      path: 'src/routes.ts',
      text: "router.get('/health', controller.health);\nrouter.get('/livez', (req, res) => res.send());\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
  ],
});
