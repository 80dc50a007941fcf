import { asMap, booleanOf, composeRule, type Mount, normalizeHostPath, type Service, shippedText, yaml } from '#core';

/** Sockets of container engines, and the folders that hold one. */
const SOCKETS: ReadonlySet<string> = new Set(
  ['docker.sock', 'containerd/containerd.sock', 'crio/crio.sock', 'podman/podman.sock', 'docker/containerd/containerd.sock'].flatMap(
    (name) => [`/var/run/${name}`, `/run/${name}`],
  ),
);
const SOCKET_FOLDERS: ReadonlySet<string> = new Set([
  '/',
  '/var',
  '/run',
  '/var/run',
  ...[...SOCKETS].map((path) => path.slice(0, path.lastIndexOf('/'))),
]);
/** Images whose whole purpose is to stand between the socket and everybody else. */
const PROXIES: ReadonlySet<string> = new Set([
  'tecnativa/docker-socket-proxy',
  'ghcr.io/tecnativa/docker-socket-proxy',
  'lscr.io/linuxserver/socket-proxy',
  'linuxserver/socket-proxy',
  'wollomatic/socket-proxy',
]);

export default composeRule({
  title: 'Container engine socket mounted into a service',
  category: 'security',
  severity: 'high',
  profile: 'recommended',
  why: 'Whoever can use the socket can start a container that is root on the host; mounting it read-only does not prevent that.',
  equivalents: ['compose-lint:CL-0001', 'kics:d6355c88'],

  visit: {
    service(service, report) {
      const pair = service.pairOf('use_api_socket');
      if (pair && booleanOf(pair.value)) report(pair.key.span, messageFor(service));
    },
    volume(mount, report) {
      const path = hostPath(mount);
      const image = mount.service.runningImage?.familiarName;
      const isHiddenSocket = mount.type === 'bind' && /^\$\{[^{}]*\}\/(?:[\w.-]+\/)*docker\.sock:/.test(mount.scalar?.text ?? '');
      if (isHiddenSocket) report(mount.span, messageFor(mount.service));
      if (path === undefined || (image !== undefined && PROXIES.has(image))) return;
      if (SOCKETS.has(path)) report(mount.span, messageFor(mount.service));
      else if (SOCKET_FOLDERS.has(path))
        report(mount.span, `\`${path}\` holds the container engine’s socket, which gives control over the host.`);
    },
  },

  noFix:
    'A service that talks to the engine stops working without the socket; put a socket proxy in between that allows only what it needs.',

  examples: [
    {
      bad: yaml`
        services:
          updater:
            image: example/updater:3.1
            volumes:
              - /var/run/docker.sock:/var/run/docker.sock:ro
                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The container engine’s socket gives \`updater\` control over the host.
              - ./config:/config
      `,
    },
    {
      title: 'A folder that holds the socket',
      bad: yaml`
        services:
          updater:
            image: example/updater:3.1
            volumes:
              - type: bind
                source: /var/run/
                        ^^^^^^^^^ \`/var/run\` holds the container engine’s socket, which gives control over the host.
                target: /host/run
      `,
    },
  ],

  valid: [
    yaml`
      services:
        updater:
          image: example/updater:3.1
          volumes:
            - data:/var/run/docker.sock
            - /var/run/app:/run/app
      volumes:
        data:
    `,
    yaml`
      services:
        socket-proxy:
          image: tecnativa/docker-socket-proxy:0.3
          volumes:
            - /var/run/docker.sock:/var/run/docker.sock:ro
    `,
  ],
});

const messageFor = (service: Service): string => `The container engine’s socket gives \`${service.name}\` control over the host.`;

/** The path on the host; a named volume may be a bind mount in disguise. */
function hostPath(mount: Mount): string | undefined {
  if (!mount.source) return undefined;
  if (mount.type === 'bind') return mount.source.startsWith('/') ? normalizeHostPath(mount.source) : undefined;
  if (mount.type !== 'volume') return undefined;
  const volume = asMap(mount.service.file.declared('volumes').find((pair) => pair.key.text === mount.source)?.value);
  const options = asMap(volume?.get('driver_opts'));
  const driver = shippedText(volume?.get('driver'));
  if (!options || (driver !== undefined && driver !== 'local')) return undefined;
  const device = shippedText(options.get('device'));
  const isBind = (shippedText(options.get('o')) ?? '').split(',').some((option) => option === 'bind' || option === 'rbind');
  return (isBind || shippedText(options.get('type')) === 'none') && device?.startsWith('/') ? normalizeHostPath(device) : undefined;
}
