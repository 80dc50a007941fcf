import { dockerfile, dockerfileRule, fix, folderOf, insertLinesAfter, joinPath, servicesBuiltFrom, singlePageServer } from '#core';

const WEB_ROOT = /^\/usr\/share\/nginx\/html\/?$/;

export default dockerfileRule({
  title: 'nginx as it comes in front of an application',
  category: 'reliability',
  severity: 'medium',
  profile: 'strict',
  why: 'Its usual configuration answers every path of the application but the first with “not found”, compresses nothing and sends no security headers.',
  equivalents: ['review:F013'],

  visit: {
    shippedStage(stage, report, { source, project }) {
      const name = stage.root.from.reference?.familiarName ?? '';
      if (!/^(?:nginx|nginxinc\/nginx-unprivileged)$/.test(name)) return;
      const copies = stage.chain.flatMap((link) => [...link.all('COPY'), ...link.all('ADD')]);
      const pages = copies.find((copy) => copy.fromTarget?.kind === 'stage' && WEB_ROOT.test(copy.destination?.value ?? ''));
      const builder = pages?.fromTarget?.kind === 'stage' ? pages.fromTarget.stage : undefined;
      if (!pages || !builder || !/(?:^|\/)(?:node|bun)(?::|@|$)/.test(builder.baseImage ?? '')) return;
      const isConfigured =
        copies.some((copy) => /^\/etc\/nginx/.test(copy.destination?.value ?? '')) ||
        stage.allInherited('RUN').some((run) => run.head.text.includes('/etc/nginx')) ||
        (stage.cmd?.head.text.includes('-c') ?? false);
      const isMounted = servicesBuiltFrom(stage.file, project).some(
        (service) => service.mounts.some(({ target }) => target?.startsWith('/etc/nginx')) || service.has('configs'),
      );
      if (isConfigured || isMounted) return;
      const path = joinPath(folderOf(source.path), 'nginx.conf');
      report(
        pages.destination ?? pages.keywordSpan,
        'nginx delivers this application with its usual configuration.',
        path !== undefined &&
          project.exists(path) === false &&
          fix('unsafe', 'Add a configuration for it', () => {
            const edits = insertLinesAfter(pages, ['COPY nginx.conf /etc/nginx/conf.d/default.conf']);
            const port = name === 'nginx' ? 80 : 8080;
            return edits && [...edits, { create: path, contents: singlePageServer(port) }];
          }),
      );
    },
  },

  fixSafety:
    'Paths that the application expects to be missing lead to its first page afterwards; check the folder of the files that may be kept.',

  examples: [
    {
      bad: dockerfile`
        FROM node:24 AS build
        RUN npm ci && npm run build
        FROM nginx:1.29-alpine
        COPY --from=build /app/dist /usr/share/nginx/html
                                    ^^^^^^^^^^^^^^^^^^^^^ nginx delivers this application with its usual configuration.
      `,
      good: dockerfile`
        FROM node:24 AS build
        RUN npm ci && npm run build
        FROM nginx:1.29-alpine
        COPY --from=build /app/dist /usr/share/nginx/html
        COPY nginx.conf /etc/nginx/conf.d/default.conf
      `,
      goodFiles: {
        'nginx.conf': singlePageServer(80),
      },
    },
  ],

  valid: [
    'FROM node:24 AS build\nFROM nginx:1.29-alpine\nCOPY --from=build /app/dist /usr/share/nginx/html\nCOPY nginx.conf /etc/nginx/nginx.conf\n',
    'FROM hugomods/hugo AS build\nFROM nginx:1.29-alpine\nCOPY --from=build /site/public /usr/share/nginx/html\n',
  ],
});
