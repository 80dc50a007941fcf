import { projectRule, text } from '#core';

const HANDLES =
  /['"`]SIG(?:TERM|INT)['"`]|\benableShutdownHooks\b|\bcreateTerminus\b|\bcloseWithGrace\b|\bcreateLightship\b|\bgracefulShutdown\b/;

export default projectRule({
  title: 'Server that drops its requests when it stops',
  category: 'reliability',
  area: 'health',
  severity: 'low',
  profile: 'strict',
  why: 'Each deployment stops the old instance. Without an answer to `SIGTERM`, requests under way are cut off, and connections to the database stay open.',
  equivalents: ['review:F204'],

  check(project, report) {
    // Frameworks with pages of their own and Python's servers handle the signal themselves.
    const server = project.app.servers.find(({ isFullStack, manifest }) => !isFullStack && manifest.ecosystem === 'npm');
    if (!server || !project.knowsAllSources || project.findCode(HANDLES)) return;
    if (
      project.dependency('@godaddy/terminus', 'close-with-grace', 'fastify-graceful-shutdown', 'http-terminator', 'lightship', 'stoppable')
    )
      return;
    report(server.place, 'Nothing handles `SIGTERM`: a deployment cuts off the requests under way.');
  },

  noFix: 'What has to be closed, and in which order, is known to those who wrote the server.',

  examples: [
    {
      path: 'src/server.js',
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
      bad: text`
        const app = express();
                    ^^^^^^^^ Nothing handles \`SIGTERM\`: a deployment cuts off the requests under way.
        // process.on('SIGTERM', stop);
      `,
    },
  ],

  valid: [
    {
      path: 'src/server.js',
      text: "const app = express();\nprocess.on('SIGTERM', stop);\n",
      files: { 'package.json': '{ "private": true, "dependencies": { "express": "^5.0.0" } }\n' },
    },
  ],
});
