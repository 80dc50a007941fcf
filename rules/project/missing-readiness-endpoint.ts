import { healthRoutes, projectRule, readinessRoutes, routeAt, text } from '#core';

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
    if (!server || !project.knowsAllSources || readinessRoutes(project).length > 0) return;
    const [health] = healthRoutes(project);
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
      path: 'src/server.js',
      text: "const app = express();\napp.get('/health', a);\napp.get('/health/ready', b);\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
    '{ "name": "library" }\n',
  ],
});
