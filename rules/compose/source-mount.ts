import { baseName, composeRule, isReset, type Mount, related, servicePairs, severity, yaml } from '#core';

/** The folder that the service's image is built from, or a part of it with sources, mounted where the program is. */
function mountsSource({ service, type, source, target }: Mount): boolean {
  const context = service.build?.context;
  if (type !== 'bind' || context === undefined || source === undefined || target === undefined) return false;
  const clean = (path: string) => path.replace(/^\.\//, '').replace(/\/$/, '') || '.';
  return clean(source) === clean(context) && /^\/(?:app|code|src|usr\/src|workspace|var\/www|srv)(?:\/|$)/.test(target);
}

export default composeRule({
  title: 'Sources mounted over what was built',
  category: 'reliability',
  severity: 'high',
  profile: 'strict',
  why: 'What runs is not the image that was built and tested, but whatever lies in the folder of the host; without the folder nothing runs.',
  equivalents: ['review:F043'],
  noFix: 'The mount belongs into a Compose file for development.',

  visit: {
    volume(mount, report, { source }) {
      const { service } = mount;
      if (!mountsSource(mount) || (source.role !== 'unknown' && source.role !== 'production')) return;
      const over = service.file.layers.over.find((one) => one.source.role === 'production' && servicePairs(one, service.name).length > 0);
      const pair = over && servicePairs(over, service.name)[0];
      const volumes = pair?.value?.kind === 'map' ? pair.value.pair('volumes') : undefined;
      const isTakenOut = volumes?.value !== undefined && (isReset(volumes.value) || volumes.value.tag?.name === '!override');
      if (isTakenOut) return;
      if (over && pair) {
        report(
          mount.span,
          `\`${baseName(over.source.path)}\` keeps this mount: production runs the sources of the host.`,
          related(
            over.source.path,
            (volumes ?? pair).key.span,
            volumes ? 'Lists are added to those below; `!override` replaces them.' : 'Nothing here takes the mount out.',
          ),
        );
        return;
      }
      report(
        mount.span,
        `\`${service.name}\` runs the sources of the host, not those in its image.`,
        source.role !== 'production' && severity('info'),
      );
    },
  },

  examples: [
    {
      path: 'docker-compose.yml',
      files: { 'docker-compose.prod.yml': 'services:\n  api:\n    volumes:\n      - data:/data\n' },
      bad: yaml`
        services:
          api:
            build: ./backend
            volumes:
              - ./backend:/app
                ^^^^^^^^^^^^^^ \`docker-compose.prod.yml\` keeps this mount: production runs the sources of the host.
      `,
    },
  ],

  valid: [
    {
      path: 'docker-compose.yml',
      text: 'services:\n  api:\n    build: ./backend\n    volumes:\n      - ./backend:/app\n',
      files: { 'docker-compose.prod.yml': 'services:\n  api:\n    volumes: !override []\n' },
    },
    { path: 'docker-compose.dev.yml', text: 'services:\n  api:\n    build: ./backend\n    volumes:\n      - ./backend:/app\n' },
  ],
});
