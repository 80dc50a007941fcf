import {
  answersAlways,
  healthRoutes,
  ownerOfRoute,
  type ProjectModel,
  projectRule,
  type Route,
  routeAt,
  type ServerApp,
  text,
} from '#core';

/** Paths by which nobody asks more than whether the process is there. */
const ALIVE = /(?:live|alive|ping|startup)/i;
/** An answer that speaks of something which can be gone. */
const CLAIMS = /\b(database|db|redis|postgres(?:ql)?|mysql|mongo(?:db)?|cache|queue|celery)['"]?\s*:\s*['"]/i;
const SHOWN = 3;

export default projectRule({
  title: 'Health endpoint that checks nothing',
  category: 'health',
  area: 'health',
  severity: 'medium',
  profile: 'strict',
  why: 'It says that all is well while the database is gone, so that nobody takes the instance out of service.',
  equivalents: ['review:F202'],

  check(project, report) {
    const judged = healthRoutes(project).filter(({ body }) => body !== undefined);
    for (const server of project.app.servers) {
      const own = judged.filter((route) => ownerOfRoute(project, route) === server.folder);
      const constant = own.filter((route) => answersAlways(project, route));
      // One that asks is enough: the others may well tell only that the process is alive.
      if (constant.length < own.length) continue;
      const store = storeOf(project, server);
      for (const route of constant.filter(({ path }) => !ALIVE.test(path)).slice(0, SHOWN)) {
        const claims = CLAIMS.exec(textOf(project, route))?.[1]?.toLowerCase();
        if (!store && claims === undefined) continue;
        report(
          routeAt(route),
          claims === undefined
            ? `\`${route.path}\` answers the same whatever happens, also without its database.`
            : `\`${route.path}\` says that \`${claims}\` is well without asking it.`,
        );
      }
    }
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
        ^^^^^^^^^^^^^^^^^^ \`/health\` says that \`database\` is well without asking it.
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
      title: 'There is nothing that it could ask',
      path: 'src/routes.ts',
      text: "router.get('/health', (req, res) => res.json({ status: 'ok' }));\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
    {
      title: 'What it calls may look around',
      path: 'src/routes.ts',
      text: "router.get('/health', (req, res) => res.json(status()));\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0", "pg": "^8.0.0" } }\n' },
    },
    {
      title: 'The session is given by the framework',
      path: 'main.py',
      text: '@app.get("/health")\ndef health(db: Session = Depends(get_db)):\n    return {"database": "healthy"}\n',
      files: { 'requirements.txt': 'fastapi==0.115.0\n' },
    },
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

/** Something that the server cannot work without: of its own manifest, or of the project where it is the only server. */
function storeOf(project: ProjectModel, server: ServerApp): boolean {
  const { datastores, servers } = project.app;
  const isOwn = datastores.some(({ place }) => place.file === server.manifest.path);
  return isOwn || (datastores.length > 0 && servers.length === 1 && !server.isFullStack);
}

function textOf(project: ProjectModel, { file, body }: Route): string {
  const code = project.sources.find(({ path }) => path === file)?.code ?? '';
  return body ? code.slice(body.start, body.end) : '';
}
