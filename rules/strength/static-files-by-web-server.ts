import { dockerfile, shippedStagesOf, strength } from '#core';

const WEB_SERVER = /(?:^|\/)(?:nginx|nginx-unprivileged|caddy|httpd|static-web-server)(?::|@|$)/;

export default strength({
  title: 'A web server of its own delivers the built pages',
  area: 'containers',
  equivalents: ['review:S10'],

  find(project) {
    const evidence = shippedStagesOf(project).flatMap((stage) => {
      const copy = WEB_SERVER.test(stage.baseImage ?? '') && stage.all('COPY').find((one) => one.fromTarget?.kind === 'stage');
      return copy ? [project.at(stage.file.source.path, copy.keywordSpan)] : [];
    });
    return { evidence };
  },

  examples: [
    {
      files: {
        Dockerfile: dockerfile`
          FROM node:24 AS build
          RUN npm run build
          FROM nginx:1.29-alpine
          COPY --from=build /app/dist /usr/share/nginx/html
        `,
      },
      evidence: ['Dockerfile:4'],
    },
  ],
  lacking: [{ Dockerfile: 'FROM nginx:1.29-alpine\nCOPY site /usr/share/nginx/html\n' }],
});
