import {
  composeRule,
  type Detail,
  fix,
  flow,
  isHeldToProduction,
  type NewMap,
  parseImage,
  probeOf,
  type RuleContext,
  type Service,
  setIn,
  severity,
  yaml,
} from '#core';

export default composeRule({
  title: 'Service without a health check',
  category: 'reliability',
  severity: 'medium',
  profile: 'recommended',
  why: 'Without a health check a process that hangs counts as running: other services cannot wait until it is ready, and nobody sees that it is not.',
  equivalents: ['kics:698ed579', 'review:F045'],

  visit: {
    service(service, report, context) {
      if (!isHeldToProduction(service, context) || service.isOneShot || service.isJudgedElsewhere || !service.lacks('healthcheck')) return;
      const isBuilt = service.imageKind === undefined;
      // The Dockerfile is told about it as well.
      if (isBuilt && service.purpose !== 'production') return;
      if (!isServerWithoutCheck(service, context)) return;
      report(
        service.key.span,
        `\`${service.name}\` has no health check.`,
        (isBuilt || service.imageKind?.category === 'web' || service.purpose !== 'production') && severity('low'),
        addProbe(service),
      );
    },
  },

  fixSafety: 'A probe that fails marks the service as unhealthy, and services that wait for it do not start.',

  examples: [
    {
      bad: yaml`
        services:
          db:
          ^^ \`db\` has no health check.
            image: postgres:17
            volumes:
              - data:/var/lib/postgresql/data
        volumes:
          data:
      `,
      good: yaml`
        services:
          db:
            image: postgres:17
            volumes:
              - data:/var/lib/postgresql/data
            healthcheck:
              test: ["CMD-SHELL", "pg_isready -U $\${POSTGRES_USER:-postgres}"]
              interval: 10s
              timeout: 5s
              retries: 5
        volumes:
          data:
      `,
    },
    {
      title: 'A built image whose Dockerfile has none',
      bad: yaml`
        services:
          api:
          ^^^ \`api\` has no health check.
            build: ./api
            ports:
              - "8000:8000"
            restart: unless-stopped
      `,
      files: { 'api/Dockerfile': 'FROM python:3.13-slim\nCOPY . .\nCMD ["python", "app.py"]\n' },
    },
  ],

  valid: [
    yaml`
      services:
        db:
          image: postgres:17
          healthcheck:
            test: ["CMD", "pg_isready", "-U", "postgres"]
        mail:
          image: example/mail:2.0
        cache:
          image: redis:8
          healthcheck:
            disable: true
    `,
    {
      title: 'Started with the source mounted: for development',
      text: yaml`
        services:
          api:
            build: ./api
            volumes:
              - ./api/src:/app/src
          db:
            image: postgres:17
      `,
    },
    {
      title: 'The Dockerfile has one',
      text: yaml`
        services:
          api:
            build: ./api
            ports:
              - "8000:8000"
            restart: unless-stopped
      `,
      files: { 'api/Dockerfile': 'FROM python:3.13-slim\nHEALTHCHECK CMD python check.py\nCMD ["python", "app.py"]\n' },
    },
    {
      title: 'Nobody knows the Dockerfile',
      text: yaml`
        services:
          api:
            build: https://github.com/example/api.git
            ports:
              - "8000:8000"
            restart: unless-stopped
      `,
    },
  ],
});

const SERVERS: ReadonlySet<string> = new Set(['database', 'cache', 'broker', 'search']);

/** A data store of a known image that brings no check, or a built server whose Dockerfile has none. */
function isServerWithoutCheck(service: Service, context: RuleContext): boolean {
  const kind = service.imageKind;
  // A web server in front is rarely checked: only those who ask for everything hear of it.
  const isJudged = SERVERS.has(kind?.category ?? '') || (kind?.category === 'web' && context.settings.profile !== 'recommended');
  if (kind) return isJudged && !kind.hasHealthcheck;
  const path = service.build?.dockerfilePath;
  if (path === undefined || !(service.has('ports') || service.has('expose'))) return false;
  const text = context.project.read(path);
  return typeof text === 'string' && !/^\s*HEALTHCHECK\s/im.test(text) && hasOfficialBase(text);
}

/** The last stage stands on one of Docker's own images: those bring no check. */
function hasOfficialBase(dockerfile: string): boolean {
  const froms = [...dockerfile.matchAll(/^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*(\S+)(?:[ \t]+AS[ \t]+(\S+))?/gim)];
  let image = froms.at(-1)?.[1];
  for (let i = froms.length - 2; i >= 0; i--) if (froms[i]?.[2]?.toLowerCase() === image?.toLowerCase()) image = froms[i]?.[1];
  return image !== undefined && !image.includes('$') && (parseImage(image)?.repository?.startsWith('library/') ?? false);
}

function addProbe(service: Service): Detail {
  const probe = probeOf(service);
  if (!probe) return undefined;
  const value: NewMap = {
    test: flow([...probe.test]),
    interval: probe.interval,
    timeout: probe.timeout,
    retries: probe.retries,
    ...(probe.startPeriod === undefined ? {} : { start_period: probe.startPeriod }),
  };
  return fix('unsafe', `Add a health check for ${service.imageKind?.title}`, () =>
    service.map && !service.pair.alias && !service.pair.merged ? setIn(service.file.yaml, service.map, ['healthcheck'], value) : undefined,
  );
}
