import { dockerfile, dockerfileRule } from '#core';

export default dockerfileRule({
  title: 'Port below 1024 for an unprivileged account',
  category: 'reliability',
  area: 'containers',
  severity: 'info',
  profile: 'strict',
  why: 'Docker lets every account listen there; many clusters and other engines do not, and the program does not start.',
  equivalents: ['review:E20'],
  noFix: 'The port is set in the configuration of the server as well.',

  visit: {
    shippedStage(stage, report) {
      if (stage.user?.isRoot !== false) return;
      for (const expose of stage.all('EXPOSE')) {
        const word = expose.words[0];
        const port = expose.ports[0]?.first;
        if (word && port !== undefined && port < 1024) report(word, `Outside of Docker \`${stage.user.name}\` may not listen on ${port}.`);
      }
    },
  },

  examples: [
    {
      bad: dockerfile`
        FROM nginx:1.29-alpine
        USER nginx
        EXPOSE 80
               ^^ Outside of Docker \`nginx\` may not listen on 80.
      `,
    },
  ],

  valid: ['FROM nginx:1.29-alpine\nUSER nginx\nEXPOSE 8080\n', 'FROM nginx:1.29-alpine\nEXPOSE 80\n'],
});
