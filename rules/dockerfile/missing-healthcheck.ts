import {
  type BaseImage,
  baseImageOf,
  type DockerfileNodes,
  dockerfile,
  dockerfileRule,
  fix,
  folderOf,
  insertBeforeStart,
  installedPackages,
  placeholder,
  servicesBuiltFrom,
  severity,
} from '#core';

type Stage = DockerfileNodes['stage'];

const OPTIONS = '--interval=30s --timeout=5s --start-period=10s --retries=3';
/** Folders and files of those who run containers with probes of their own. */
const ORCHESTRATOR =
  /^(?:k8s|kubernetes|kube|helm|charts?|manifests)\/$|^(?:skaffold\.ya?ml|Chart\.yaml|fly\.toml|app\.yaml|Tiltfile|Procfile|serverless\.ya?ml)$/i;
/** Ports of servers that do not speak HTTP; what runs databases checks them in its own way. */
const OTHER_PROTOCOLS: ReadonlySet<number> = new Set([
  21, 22, 25, 53, 110, 143, 389, 465, 587, 636, 993, 995, 1433, 1521, 1883, 3306, 5432, 5672, 6379, 9092, 11211, 27017,
]);

/** The first port that the stage says it listens on for HTTP; undefined when a variable hides it. */
function exposedPort(stage: Stage): number | undefined {
  return stage.exposes.flatMap((expose) => expose.ports).find((port) => port.protocol === 'tcp' && !OTHER_PROTOCOLS.has(port.first ?? 0))
    ?.first;
}

function probeOf(stage: Stage, base: BaseImage | undefined, port: number): string | undefined {
  const packages = installedPackages(stage);
  const url = `http://127.0.0.1:${port}/${placeholder('health')}`;
  const has = (probe: BaseImage['probes'][number]) => base?.probes.includes(probe) ?? false;
  if (packages.has('curl')) return `["curl", "-fsS", "-o", "/dev/null", "${url}"]`;
  if (packages.has('wget') || has('wget')) return `["wget", "-q", "-O", "/dev/null", "${url}"]`;
  // A failed connection ends the program with an error of its own.
  const script = `require('http').get('${url}', (r) => {process.exit(r.statusCode < 400 ? 0 : 1)})`;
  if (has('node')) return `["node", "-e", "${script}"]`;
  if (has('bun')) return `["bun", "-e", "${script}"]`;
  if (has('python')) return `["python", "-c", "import urllib.request; urllib.request.urlopen('${url}', timeout=3)"]`;
  if (has('curl')) return `["curl", "-fsS", "-o", "/dev/null", "${url}"]`;
  return has('ruby') ? `["ruby", "-rnet/http", "-e", "exit Net::HTTP.get_response(URI('${url}')).is_a?(Net::HTTPSuccess)"]` : undefined;
}

export default dockerfileRule({
  title: 'Server image without a `HEALTHCHECK`',
  category: 'observability',
  severity: 'medium',
  profile: 'recommended',
  why: 'Docker only sees whether the process is alive. A server that hangs or has lost its database stays in service, and what depends on it starts too early.',
  equivalents: ['hadolint:DL3057', 'trivy:DS-0026', 'checkov:CKV_DOCKER_2', 'kics:b03a748a', 'dockle:CIS-DI-0006', 'review:F002'],
  supersedes: ['dockerfile/unchecked-image'],

  visit: {
    shippedStage(stage, report, { source, project }) {
      if (stage.healthcheck || source.role === 'development' || source.role === 'test' || source.role === 'ci') return;
      const base = baseImageOf(stage);
      if (base?.hasHealthcheck || base?.family === 'windows') return;
      const isWebServer = base?.port === 80 || base?.port === 8080;
      const isServer = stage.exposes.some((expose) =>
        expose.ports.some((port) => port.protocol === 'tcp' && !OTHER_PROTOCOLS.has(port.first ?? 0)),
      );
      if (!isServer && !(isWebServer && base.runtime === undefined)) return;
      const folders = new Set(['', folderOf(source.path)]);
      for (const folder of folders) if (project.list(folder)?.some((name) => ORCHESTRATOR.test(name))) return;

      const services = servicesBuiltFrom(stage.file, project);
      const port = exposedPort(stage) ?? (isServer ? undefined : base?.port);
      const probe = port === undefined ? undefined : probeOf(stage, base, port);
      report(
        stage.from.keywordSpan,
        'Nothing tells whether this server works: there is no `HEALTHCHECK`.',
        services.length > 0 && services.every((service) => service.has('healthcheck')) && severity('info'),
        probe !== undefined &&
          fix('placeholder', 'Add a `HEALTHCHECK`', () =>
            insertBeforeStart(stage, [`HEALTHCHECK ${OPTIONS} ${stage.file.escape}`, `  CMD ${probe}`]),
          ),
      );
    },
  },

  fixSafety:
    'Put in a path that answers with success only when the server can do its work. An image that is not always run as a server needs another check.',

  examples: [
    {
      bad: dockerfile`
        FROM node:24-slim
        ^^^^ Nothing tells whether this server works: there is no \`HEALTHCHECK\`.
        EXPOSE 3000
        USER node
        CMD ["node", "server.js"]
      `,
      good: dockerfile`
        FROM node:24-slim
        EXPOSE 3000
        USER node
        HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
          CMD ["node", "-e", "require('http').get('http://127.0.0.1:3000/health', (r) => {process.exit(r.statusCode < 400 ? 0 : 1)})"]
        CMD ["node", "server.js"]
      `,
    },
    {
      title: 'A web server',
      bad: dockerfile`
        FROM nginx:1.29-alpine
        ^^^^ Nothing tells whether this server works: there is no \`HEALTHCHECK\`.
        COPY dist /usr/share/nginx/html
      `,
      good: dockerfile`
        FROM nginx:1.29-alpine
        COPY dist /usr/share/nginx/html
        HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
          CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:80/health"]
      `,
    },
  ],

  valid: [
    { title: 'A database', text: 'FROM debian:13\nEXPOSE 5432\n' },
    { title: 'A tool', text: 'FROM node:24\nENTRYPOINT ["eslint"]\n' },
    'FROM node:24\nEXPOSE 80\nHEALTHCHECK NONE\n',
    'FROM node:24 AS base\nEXPOSE 80\nHEALTHCHECK CMD ["node", "check.js"]\nFROM base\n',
    { title: 'For development', path: 'Dockerfile.dev', text: 'FROM node:24\nEXPOSE 80\n' },
    {
      title: 'Kubernetes has probes of its own',
      text: 'FROM node:24\nEXPOSE 80\n',
      files: { 'k8s/deployment.yaml': 'kind: Deployment\n' },
    },
  ],
});
