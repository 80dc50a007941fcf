// Facts about public base images that a Dockerfile alone does not tell.
// Sources, read 2026-11-21: Dockerfiles and entrypoints of github.com/docker-library (postgres, python, wordpress, nginx, redis, httpd, php, ruby),
// github.com/nodejs/docker-node, GoogleContainerTools/distroless (README, base/), nginxinc/docker-nginx-unprivileged,
// https://learn.microsoft.com/dotnet/core/docker/container-images, https://catalog.redhat.com (UBI), edu.chainguard.dev (default users).
// Only what is certain is listed; an image or a field that is missing is unknown, and rules are silent about it.
// To refresh: look at `USER`, `EXPOSE`, `HEALTHCHECK` and the entrypoint of each image's current Dockerfile.

/** What the image's file system is made of; decides commands and package manager. */
export type ImageFamily =
  | 'alpine'
  | 'busybox'
  | 'debian'
  | 'distroless'
  | 'rhel'
  | 'rhel-minimal'
  | 'scratch'
  | 'ubuntu'
  | 'windows'
  | 'wolfi';

/** Programs that can ask a server whether it is well. `wget` may be BusyBox's. */
export type Probe = 'curl' | 'wget' | 'node' | 'python' | 'php' | 'ruby' | 'bun' | 'deno' | 'pg_isready' | 'redis-cli';

/**
 * Who a container of the image runs as.
 * - `root`: root, unless something else is said.
 * - `non-root`: an unprivileged account.
 * - `drops`: starts as root so that its own entrypoint can prepare folders, then runs the server unprivileged.
 * - `workers`: the main process stays root, what answers requests does not.
 */
export type DefaultUser = 'root' | 'non-root' | 'drops' | 'workers';

export interface ImageFacts {
  readonly family: ImageFamily;
  readonly user: DefaultUser;
  /** An unprivileged account that the image brings for this purpose. */
  readonly account?: string;
  /** The number of `account`. */
  readonly accountId?: number;
  /** The port its server listens on. */
  readonly port?: number;
  readonly probes: readonly Probe[];
  /** The language the image is for. */
  readonly runtime?: 'node' | 'python' | 'php' | 'ruby' | 'go' | 'rust' | 'java' | 'dotnet' | 'bun' | 'deno';
  /** The image has a HEALTHCHECK of its own. */
  readonly hasHealthcheck?: boolean;
}

interface Entry extends Omit<ImageFacts, 'family' | 'probes'> {
  /** Names without registry for Docker Hub, with it for others. */
  readonly images: RegExp;
  /** Family of a tag that names none. */
  readonly family: ImageFamily;
  /** Only for tags that match. */
  readonly tags?: RegExp;
  readonly probes?: readonly Probe[];
}

const FAMILY_TAGS: readonly (readonly [RegExp, ImageFamily])[] = [
  [/windowsservercore|nanoserver|windows/, 'windows'],
  [/alpine/, 'alpine'],
  [/jammy|noble|focal|bionic|ubuntu/, 'ubuntu'],
  [/bookworm|bullseye|buster|trixie|stretch|debian|slim/, 'debian'],
  [/ubi\d*-minimal/, 'rhel-minimal'],
  [/ubi|oraclelinux|ol[89]/, 'rhel'],
];

const ENTRIES: readonly Entry[] = [
  { images: /^scratch$/, family: 'scratch', user: 'root' },
  { images: /^alpine$/, family: 'alpine', user: 'root' },
  { images: /^(?:debian|buildpack-deps)$/, family: 'debian', user: 'root' },
  { images: /^ubuntu$/, family: 'ubuntu', user: 'root' },
  { images: /^busybox$/, family: 'busybox', user: 'root' },
  { images: /^(?:fedora|centos|rockylinux|almalinux|oraclelinux)$/, family: 'rhel', user: 'root' },
  { images: /^(?:amazonlinux|amazoncorretto)$/, family: 'rhel-minimal', user: 'root' },
  {
    images: /^(?:registry\.access\.redhat\.com|registry\.redhat\.io)\/ubi\d+\/(?:ubi-minimal|ubi-micro)$/,
    family: 'rhel-minimal',
    user: 'root',
  },
  { images: /^(?:registry\.access\.redhat\.com|registry\.redhat\.io)\/ubi\d+(?:\/ubi)?$/, family: 'rhel', user: 'root' },

  { images: /^gcr\.io\/distroless\//, tags: /nonroot/, family: 'distroless', user: 'non-root' },
  { images: /^gcr\.io\/distroless\//, family: 'distroless', user: 'root', account: 'nonroot', accountId: 65532 },
  { images: /^cgr\.dev\/chainguard\/wolfi-base$/, family: 'wolfi', user: 'root', account: 'nonroot', accountId: 65532 },
  { images: /^cgr\.dev\/chainguard\//, family: 'wolfi', user: 'non-root' },
  { images: /(?:^|\/)[\w.-]+-unprivileged$/, family: 'debian', user: 'non-root', port: 8080 },
  { images: /^(?:bitnami|bitnamilegacy|bitnamisecure)\/(?!minideb$)/, family: 'debian', user: 'non-root' },

  { images: /^node$/, family: 'debian', user: 'root', account: 'node', accountId: 1000, runtime: 'node', probes: ['node'] },
  { images: /^oven\/bun$/, family: 'debian', user: 'root', account: 'bun', accountId: 1000, runtime: 'bun', probes: ['bun'] },
  { images: /^denoland\/deno$/, family: 'debian', user: 'root', account: 'deno', accountId: 1993, runtime: 'deno', probes: ['deno'] },
  { images: /^python$/, family: 'debian', user: 'root', runtime: 'python', probes: ['python'] },
  { images: /^ruby$/, family: 'debian', user: 'root', runtime: 'ruby', probes: ['ruby'] },
  { images: /^golang$/, family: 'debian', user: 'root', runtime: 'go' },
  { images: /^rust$/, family: 'debian', user: 'root', runtime: 'rust' },
  { images: /^(?:eclipse-temurin|maven|gradle)$/, family: 'ubuntu', user: 'root', runtime: 'java' },
  { images: /^php$/, tags: /apache|fpm/, family: 'debian', user: 'workers', account: 'www-data', runtime: 'php', probes: ['php'] },
  { images: /^php$/, family: 'debian', user: 'root', account: 'www-data', runtime: 'php', probes: ['php'] },
  { images: /^wordpress$/, family: 'debian', user: 'workers', account: 'www-data', runtime: 'php', probes: ['php'] },
  {
    images: /^mcr\.microsoft\.com\/dotnet\//,
    tags: /chiseled|distroless/,
    family: 'distroless',
    user: 'non-root',
    port: 8080,
    runtime: 'dotnet',
  },
  {
    images: /^mcr\.microsoft\.com\/dotnet\/(?:aspnet|runtime|runtime-deps|sdk)$/,
    tags: /^(?:8|9|[1-9]\d)\./,
    family: 'debian',
    user: 'root',
    account: 'app',
    accountId: 1654,
    runtime: 'dotnet',
  },
  { images: /^mcr\.microsoft\.com\/dotnet\/(?:aspnet|runtime|runtime-deps|sdk)$/, family: 'debian', user: 'root', runtime: 'dotnet' },
  { images: /^mcr\.microsoft\.com\/(?:windows(?:\/|$)|powershell$)/, family: 'windows', user: 'root' },

  { images: /^nginx$/, family: 'debian', user: 'workers', account: 'nginx', accountId: 101, port: 80 },
  { images: /^httpd$/, family: 'debian', user: 'workers', account: 'www-data', port: 80 },
  { images: /^caddy$/, family: 'alpine', user: 'root', port: 80 },
  { images: /^traefik$/, family: 'alpine', user: 'root', port: 80 },
  { images: /^haproxy$/, tags: /^(?:2\.[4-9]|[3-9]|lts|latest)/, family: 'debian', user: 'non-root' },
  {
    images: /^(?:postgres|postgis\/postgis|pgvector\/pgvector|timescale\/timescaledb)$/,
    family: 'debian',
    user: 'drops',
    account: 'postgres',
    port: 5432,
    probes: ['pg_isready'],
  },
  { images: /^(?:redis|valkey\/valkey)$/, family: 'debian', user: 'drops', account: 'redis', port: 6379, probes: ['redis-cli'] },
  { images: /^(?:mysql|mariadb)$/, family: 'rhel', user: 'drops', account: 'mysql', port: 3306 },
  { images: /^mongo$/, family: 'ubuntu', user: 'drops', account: 'mongodb', port: 27017 },
  { images: /^rabbitmq$/, family: 'ubuntu', user: 'drops', account: 'rabbitmq', port: 5672 },
  { images: /^(?:cassandra|neo4j|couchdb|influxdb|ghost)$/, family: 'debian', user: 'drops' },
  {
    images: /^(?:memcached|sonarqube|jenkins\/jenkins|grafana\/[\w-]+|prom\/[\w-]+|apache\/airflow|elasticsearch|kibana|logstash)$/,
    family: 'debian',
    user: 'non-root',
  },
  { images: /^docker\.elastic\.co\/(?:elasticsearch|kibana|logstash)\//, family: 'ubuntu', user: 'non-root' },
  { images: /^quay\.io\/keycloak\/keycloak$/, family: 'rhel-minimal', user: 'non-root', port: 8080 },
];

/** Tools that come with a family, whatever the image adds. Full Debian variants of language images bring curl and wget. */
const FAMILY_PROBES: Readonly<Partial<Record<ImageFamily, readonly Probe[]>>> = { alpine: ['wget'], busybox: ['wget'], wolfi: ['wget'] };
const WITH_BUILD_TOOLS = /^(?:node|python|ruby|golang|rust|buildpack-deps|perl)$/;
/** nginx and httpd have curl in their Debian variants, php in all of them. */
const WITH_CURL: Readonly<Record<string, RegExp>> = { nginx: /^(?!.*(?:slim|otel)).*$/, php: /^.*$/ };

/**
 * What is known of a base image.
 * @param name as people write it, `library/` and `docker.io/` left out: `node`, `gcr.io/distroless/static`
 * @param tag '' for none
 */
export function imageFacts(name: string, tag: string): ImageFacts | undefined {
  const entry = ENTRIES.find((candidate) => candidate.images.test(name) && (candidate.tags?.test(tag) ?? true));
  if (!entry) return undefined;
  const { images: _images, tags: _tags, ...facts } = entry;
  const isFixed = /^(?:scratch|distroless|wolfi|rhel-minimal|windows)$/.test(entry.family);
  const family = isFixed ? entry.family : (FAMILY_TAGS.find(([pattern]) => pattern.test(tag))?.[1] ?? entry.family);
  const probes = new Set<Probe>([...(facts.probes ?? []), ...(FAMILY_PROBES[family] ?? [])]);
  if (family === 'debian' && WITH_BUILD_TOOLS.test(name) && !tag.includes('slim')) probes.add('curl').add('wget');
  if (WITH_CURL[name]?.test(tag)) probes.add('curl');
  // ASP.NET images for .NET 8 and later listen on 8080.
  const port = facts.port ?? (name === 'mcr.microsoft.com/dotnet/aspnet' ? (facts.account ? 8080 : 80) : undefined);
  return { ...facts, family, probes: [...probes], port };
}
