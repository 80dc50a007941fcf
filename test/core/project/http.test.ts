import assert from 'node:assert/strict';
import { answersAlways, healthRoutes, NO_FILES, Project, ProjectModel, type Route, routesOf, text } from '#core';
import { memoryFiles, memoryTree } from '../../support/memory.ts';

type Files = Readonly<Record<string, string>>;

const modelOf = (files: Files) => new ProjectModel(new Project(memoryFiles(files)), memoryTree(files), '2026-11-21');
const shown = (routes: readonly Route[]) => routes.map(({ method, path }) => `${method} ${path}`);
const routes = (files: Files) => shown(routesOf(modelOf(files)));

function body(files: Files, path: string): string | undefined {
  const route = routesOf(modelOf(files)).find((one) => one.path === path);
  assert.ok(route, `no route ${path}`);
  return route.body && (files[route.file] ?? '').slice(route.body.start, route.body.end);
}

const NEXT = { 'package.json': '{ "private": true, "dependencies": { "next": "16.0.0" } }\n' };

describe('routes', () => {
  it('of Express, over several lines, with types and without the calls of clients', () => {
    const code = text`
      const app: Express = express();
      app.get(
        '/health',
        limiter,
        async (req, res) => res.send(\`\${req.query['}']} ) \`),
      );
      app.post<Params>("/orders", create);
      app.route('/users').get(list).post(add);
      app.all('*', missing);
      app.get('view engine');
      // app.get('/old', gone);
      const text = "app.get('/text', x)";
      api.get('/client', { params });
      server.get('/one-argument');
    `;
    assert.deepEqual(routes({ 'app.ts': code }), ['get /health', 'post /orders', 'any /users', 'any /*']);
  });

  it('of lists of paths, of templates with a known end, and of routers with names of their own', () => {
    const code = text`
      const v1 = express.Router();
      v1.get(['/health', '/healthz'], check);
      v1.get(\`\${base}/ready\`, ready);
      v1.get(\`/users/\${id}\`, user);
    `;
    assert.deepEqual(routes({ 'a.js': code }), ['get /health', 'get /healthz', 'get /ready']);
  });

  it('of chains', () => {
    const code = "export const app = new Elysia()\n  .get('/health', () => 'ok')\n  .post('/orders', create);\nmap.get('/no');\n";
    assert.deepEqual(routes({ 'a.ts': code }), ['get /health', 'post /orders']);
  });

  it('of Fastify and Hapi objects', () => {
    const code = text`
      fastify.route({ method: 'GET', url: '/health', schema: { path: {} }, handler: async () => ({ ok: true }) });
      server.route([{ method: 'GET', path: '/a', handler: a }, { method: '*', path: '/b', handler: b }]);
    `;
    assert.deepEqual(routes({ 'a.js': code }), ['get /health', 'get /a', 'any /b']);
    assert.equal(body({ 'a.js': code }, '/health'), '({ ok: true })');
  });

  it('of Nest, with decorators between and types that have braces', () => {
    const code = text`
      @Controller({ path: 'health', version: '1' })
      export class HealthController {
        @Get()
        @ApiOkResponse({ description: 'a ) b' })
        check(@Query('q') q: string): Promise<{ ok: boolean }> {
          return this.db.ping();
        }

        @Get(['ready', 'readyz'])
        ready() {
          return 1;
        }
      }
    `;
    assert.deepEqual(routes({ 'a.ts': code }), ['get /health', 'get /health/ready', 'get /health/readyz']);
    assert.match(body({ 'a.ts': code }, '/health') ?? '', /^\{\s+return this\.db\.ping\(\);\s+\}$/);
  });

  it('of servers without a framework', () => {
    const code = "http.createServer((req, res) => { if (req.url === '/health') res.end(); });\n";
    assert.deepEqual(routes({ 'a.js': code }), ['any /health']);
    assert.deepEqual(routes({ 'nav.tsx': "const here = pathname === '/login';\n" }), []);
  });

  it('of Next.js, without groups and slots', () => {
    const files = {
      ...NEXT,
      'src/app/(ops)/api/health/route.ts': 'export async function GET(): Promise<Response> {\n  return Response.json({});\n}\n',
      'pages/api/ping.ts': 'const handler = (req, res) => res.send(1);\nexport default handler;\n',
      'pages/about.tsx': 'export default function About() {}\n',
    };
    assert.deepEqual(routes(files), ['any /api/ping', 'get /api/health']);
    assert.equal(body(files, '/api/health'), '{\n  return Response.json({});\n}');
    assert.equal(body(files, '/api/ping'), 'res.send(1)');
    assert.deepEqual(routes({ 'app/api/health/route.ts': 'export function GET() {}\n' }), [], 'without Next.js that is any folder');
  });

  it('of other routers over files', () => {
    const code = 'export const loader = () => 1;\n';
    const remix = { 'package.json': '{ "dependencies": { "@remix-run/node": "2" } }\n' };
    assert.deepEqual(routes({ ...remix, 'app/routes/_ops.health[.]json.ts': code }), ['get /health.json']);
    const nuxt = { 'package.json': '{ "dependencies": { "nuxt": "4" } }\n' };
    assert.deepEqual(routes({ ...nuxt, 'server/api/health.get.ts': 'export default defineEventHandler(() => 1);\n' }), ['get /api/health']);
    assert.deepEqual(routes({ 'src/routes/health/+server.ts': 'export function GET() {}\n' }), ['get /health']);
  });

  it('of FastAPI and Flask, with parameters over several lines', () => {
    const code = text`
      router = APIRouter(prefix="/v1")

      @router.get(
          "/health",
          tags=["a ) b"],
      )
      async def health(
          db: Session = Depends(get_db),
      ) -> dict:
          text = """
      @router.get("/text")
          """
          return {"ok": True}

      @app.route('/ready', methods=['GET'])
      def ready(): return 'ok'
      # @app.get("/old")
      app.add_url_rule('/rule', view_func=rule)
    `;
    const files = { 'main.py': code };
    assert.deepEqual(routes(files), ['get /v1/health', 'any /ready', 'any /rule']);
    assert.match(body(files, '/v1/health') ?? '', /^\(\s+db: Session = Depends[\s\S]*"ok": True\}\s*$/);
    assert.match(body(files, '/ready') ?? '', /^\(\): return 'ok'$/);
  });

  it('of Django', () => {
    const code = "urlpatterns = [\n    path('health/', views.health),\n    re_path(r'^ready/$', ready),\n]\n";
    assert.deepEqual(routes({ 'urls.py': code }), ['any /health', 'any /ready']);
  });
});

describe('prefixes of routes', () => {
  it('go through files, however they are imported', () => {
    const files = {
      'src/app.ts': text`
        import { api } from './routes/index.js';
        const app = express();
        app.use('/api', api);
      `,
      'src/routes/index.ts': text`
        const health = require('./health');
        export const api = Router();
        api.use('/health', health);
        api.use('/users', require('./users'));
      `,
      'src/routes/health.js': "const router = Router();\nrouter.get('/', live);\nrouter.get('/ready', ready);\nmodule.exports = router;\n",
      'src/routes/users.js': "const router = Router();\nrouter.get('/:id', user);\n",
    };
    assert.deepEqual(
      routes(files).filter((route) => !route.startsWith('use')),
      ['get /api/health', 'get /api/health/ready', 'get /api/users/:id'],
    );
  });

  it('are given by options, by routers to themselves, and within one file', () => {
    const code = text`
      const users = new Router({ prefix: '/users' });
      users.get('/:id', user);
      const admin = new Hono();
      admin.get('/stats', stats);
      app.route('/admin', admin);
    `;
    assert.deepEqual(routes({ 'a.js': code }), ['get /users/:id', 'get /admin/stats', 'any /admin']);
    const plugin = {
      'app.ts': "import orders from '@/orders';\nfastify.register(orders, { prefix: '/orders' });\n",
      'src/orders.ts': "export default async (fastify) => {\n  fastify.get('/:id', order);\n};\n",
    };
    assert.deepEqual(routes(plugin), ['get /orders/:id']);
  });

  it('of Python, by module and by name', () => {
    const files = {
      'app/main.py': text`
        from app.api import health
        from .users import router as users
        app.include_router(health.router, prefix="/health")
        app.include_router(users, prefix="/api")
      `,
      'app/api/health.py': 'router = APIRouter()\n\n@router.get("/ready")\ndef ready():\n    return 1\n',
      'app/users.py': 'router = APIRouter(prefix="/users")\n\n@router.get("")\ndef users():\n    return 1\n',
    };
    assert.deepEqual(routes(files), ['get /health/ready', 'get /api/users']);
  });

  it('do not go in circles', () => {
    const code = "const a = Router();\nconst b = Router();\na.use('/b', b);\nb.use('/a', a);\na.use('/a', a);\na.get('/x', x);\n";
    assert.equal(routesOf(modelOf({ 'a.js': code })).length, 4);
  });

  it('cope with text that is no program', () => {
    for (const code of [
      "app.get('/a', (",
      "app.get('/a",
      'app.route({ url: "/a"',
      '@Controller(',
      'app.get(`/${',
      '@app.get("/a"\ndef',
      'export default',
    ])
      for (const file of ['a.ts', 'a.py', 'app/api/route.ts']) assert.doesNotThrow(() => routes({ ...NEXT, [file]: code }));
    assert.deepEqual(new ProjectModel(new Project(NO_FILES), { folder: '', paths: ['a.ts'], complete: true }, '').app.servers, []);
  });
});

describe('health routes', () => {
  const isHealth = (path: string) => healthRoutes(modelOf({ 'a.js': `app.get('${path}', (req, res) => res.send());\n` })).length === 1;

  it('are known by their paths', () => {
    for (const path of [
      '/health',
      '/healthz',
      '/api/v1/health',
      '/health/ready',
      '/_health',
      '/health-check',
      '/api/status',
      '/ping',
      '/readyz',
    ])
      assert.ok(isHealth(path), path);
    for (const path of [
      '/orders/:id/status',
      '/orders/status',
      '/users/up',
      '/streams/live',
      '/healthy-recipes/list/all',
      '/mental-health',
      '/health/records',
      '/',
    ])
      assert.ok(!isHealth(path), path);
  });

  const isConstant = (handler: string) => {
    const model = modelOf({ 'a.ts': `app.get('/health', ${handler});\n` });
    const [route] = healthRoutes(model);
    return route !== undefined && answersAlways(model, route);
  };

  it('answer always where they only speak of themselves', () => {
    for (const handler of [
      "(req, res) => res.json({ status: 'ok' })",
      "(_req: Request, res: Response) => {\n  res.status(200).json({ status: 'await check()', time: new Date().toISOString(), up: process.uptime() });\n}",
      "async (c) => c.text('ok')",
      "function (req, res) { logger.info('asked'); return res.sendStatus(200); }",
      "() => ({ status: 'healthy', version: process.env.VERSION || '1' })",
    ])
      assert.ok(isConstant(handler), handler);
  });

  it('are not said to where something may be looked at', () => {
    for (const handler of [
      "async (req, res) => { await db.query('SELECT 1'); res.send(); }",
      '(req, res) => res.json(status())',
      '(req, res) => res.json(state)',
      '(req, res) => res.json({ status: dbState })',
      '(req, res) => res.json({ status })',
      '(req, res) => res.json({ ok: status })',
      "async (req, res) => { await started; res.send('ok'); }",
      '(req, res) => res.status(isUp ? 200 : 503).send()',
      '(req, res) => res.status(503).send()',
      "(req, res) => { if (!ready) return res.status(500).send(); res.send('ok'); }",
      'controller.health',
      'health',
      'async () => checks',
    ])
      assert.ok(!isConstant(handler), handler);
  });

  it('are found where the handler stands in the same file', () => {
    const code = "app.get('/health', health);\nfunction health(req, res) {\n  res.json({ status: 'ok' });\n}\n";
    const model = modelOf({ 'a.js': code });
    const [route] = healthRoutes(model);
    assert.ok(route && answersAlways(model, route));
  });
});
