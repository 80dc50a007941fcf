import { HEALTH_LIBRARIES, healthRoutes, namesHealthPath, projectRule, text } from '#core';

export default projectRule({
  title: 'Server that nobody can ask whether it is well',
  category: 'health',
  area: 'health',
  ceiling: 5,
  severity: 'high',
  profile: 'recommended',
  why: 'Load balancers, orchestrators and monitoring ask a path of the server. Without one, requests go on to an instance that cannot answer them.',
  equivalents: ['review:F200'],

  check(project, report) {
    const [server] = project.app.servers;
    if (!server || !project.knowsAllSources || project.dependency(HEALTH_LIBRARIES)) return;
    // A path may be answered in a way that is not read, by a table of routes for example.
    if (healthRoutes(project).length > 0 || namesHealthPath(project)) return;
    report(server.place, 'No route tells whether the server is well, such as `/health`.');
  },

  noFix: 'What has to work for the answer to be yes is known to those who wrote the server.',

  examples: [
    {
      path: 'src/server.js',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      bad: text`
        const app = express();
                    ^^^^^^^^ No route tells whether the server is well, such as \`/health\`.
        app.get('/orders/:id/status', status);
      `,
    },
  ],

  valid: [
    {
      title: 'A table of routes',
      path: 'src/server.js',
      text: "const app = express();\nconst paths = { '/healthz': health };\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
    {
      title: 'A file-based router',
      path: 'app/routes/healthcheck.tsx',
      text: "export const loader = () => new Response('ok');\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "@remix-run/node": "^2.0.0" } }\n' },
    },
    {
      path: 'src/server.js',
      text: "const app = express();\napp.get('/healthz', (req, res) => res.send('ok'));\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
    {
      path: 'src/app/api/health/route.ts',
      text: 'export function GET() {}\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "next": "16.0.0" } }\n' },
    },
    {
      path: 'main.py',
      text: 'app = FastAPI()\n\n@app.get("/health")\ndef health():\n    return 1\n',
      files: { 'requirements.txt': 'fastapi==0.115.0\n' },
    },
    {
      title: 'A service in a language that is not read may have it',
      path: 'src/server.js',
      text: 'const app = express();\n',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n', 'api/go.mod': 'module a\n' },
    },
  ],
});
