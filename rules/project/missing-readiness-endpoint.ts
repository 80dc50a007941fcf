import { HEALTH_LIBRARIES, hasUnknownHealthRoutes, healthRoutes, namesHealthPath, projectRule, routeAt, tellsReadiness, text } from '#core';

export default projectRule({
  title: 'Alive and ready are not told apart',
  category: 'health',
  area: 'health',
  severity: 'medium',
  profile: 'strict',
  why: 'A server that waits for its database should get no requests, but not be killed either. One answer for both questions does one of the two wrong.',
  equivalents: ['review:F201'],

  check(project, report) {
    const [server] = project.app.servers;
    if (!server || !project.knowsAllSources || tellsReadiness(project) || hasUnknownHealthRoutes(project)) return;
    const [health] = healthRoutes(project);
    // Where no route was found, one may be answered in a way that is not read.
    if (!health && (namesHealthPath(project) || project.dependency(HEALTH_LIBRARIES))) return;
    report(
      health ? routeAt(health) : server.place,
      health
        ? `\`${health.path}\` is the only answer: nothing tells whether the server is ready for requests.`
        : 'No route tells whether the server is ready for requests, such as `/ready`.',
    );
  },

  noFix: 'What has to be there before the server can work is known to those who wrote it.',

  examples: [
    {
      path: 'src/server.js',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      bad: text`
        const app = express();
        app.get('/health', (req, res) => res.send('ok'));
        ^^^^^^^^^^^^^^^^^ \`/health\` is the only answer: nothing tells whether the server is ready for requests.
      `,
    },
  ],

  valid: [
    {
      title: 'Another route asks the database',
      path: 'src/server.js',
      text: "const app = express();\napp.get('/health', a);\napp.get('/health/db', b);\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
    {
      title: 'The routes below are not known',
      path: 'src/server.js',
      text: "const app = express();\napp.use('/health', makeHealth());\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
    {
      path: 'src/server.js',
      text: "const app = express();\napp.get('/health', a);\napp.get('/health/ready', b);\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
    '{ "name": "library" }\n',
  ],
});
