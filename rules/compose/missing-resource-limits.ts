import {
  addPairs,
  booleanOf,
  composeRule,
  isForProduction,
  type Limit,
  type LimitKind,
  listServices,
  type NewMap,
  type RuleContext,
  reportAbsence,
  type Service,
  setIn,
  shippedText,
  yaml,
} from '#core';

export default composeRule({
  title: 'Service without resource limits',
  category: 'resources',
  severity: 'medium',
  profile: 'recommended',
  why: 'A service with a memory leak or under heavy load takes memory and CPU time from all others on the host, until the kernel kills one of them, and not always the guilty one.',
  equivalents: ['compose-lint:CL-0026', 'kics:bb9ac4f7', 'kics:6b610c50', 'review:F037'],

  visit: {
    file(file, report, context) {
      if (!isForProduction(context)) return;
      const expected = file.services.filter((service) => !service.isOneShot);
      reportAbsence(report, context, {
        expected,
        lacking: expected.filter(lacksMemory),
        message: (service) => `\`${service.name}\` has no memory limit${lacksCpu(service) ? ' and no CPU limit' : ''}.`,
        messageForAll: (services) => `No service has a memory limit: ${listServices(services)}.`,
        fixTitle: (service) => `Limit the memory of \`${service.name}\` to ${limitFor(service, context).memory}`,
        fixTitleForAll: 'Add limits to all services',
        safety: 'unsafe',
        edit: (service) => addLimits(service, context),
      });
    },
  },

  fixSafety: 'A service that needs more than the limit is killed or slowed down; check its real use first.',

  examples: [
    {
      bad: yaml`
        services:
          web:
          ^^^ \`web\` has no memory limit and no CPU limit.
            image: nginx:1.29 # pinned
            deploy:
              replicas: 2 # two are enough
      `,
      good: yaml`
        services:
          web:
            image: nginx:1.29 # pinned
            deploy:
              replicas: 2 # two are enough
              resources:
                limits:
                  cpus: "0.5"
                  memory: 256M
      `,
    },
    {
      title: 'The form that is there is kept',
      bad: yaml`
        services:
          db:
          ^^
            image: postgres:17
            cpus: 2
            mem_limit: \${DB_MEMORY:-0}
          web:
            image: nginx:1.29
            mem_limit: 256m
      `,
      good: yaml`
        services:
          db:
            image: postgres:17
            cpus: 2
            mem_limit: 1G
          web:
            image: nginx:1.29
            mem_limit: 256m
      `,
    },
  ],

  valid: [
    {
      title: 'A development server and its database',
      text: yaml`
        services:
          web:
            build: .
            command: npm run dev
          db:
            image: postgres:17
            restart: always
      `,
    },
    yaml`
      x-limits: &limits
        mem_limit: 512m
        cpus: 0.5
      services:
        web:
          image: nginx:1.29
          <<: *limits
        api:
          extends: web
        migrate:
          image: example/api:2.0
          command: ["npm", "run", "migrate"]
        other:
          image: example/other:1.0
          mem_limit: \${MEMORY}
    `,
    {
      path: 'docker-compose.dev.yml',
      text: yaml`
        services:
          web:
            image: nginx:1.29
      `,
    },
    {
      title: 'The production file sets them',
      path: 'docker-compose.yml',
      files: { 'docker-compose.prod.yml': 'services:\n  web:\n    mem_limit: 256m\n' },
      text: yaml`
        services:
          web:
            image: nginx:1.29
      `,
    },
  ],
});

const MEMORY_PATHS = [['mem_limit'], ['deploy', 'resources', 'limits', 'memory']] as const;
const CPU_PATHS = [['cpus'], ['cpu_quota'], ['cpu_count'], ['cpu_percent'], ['deploy', 'resources', 'limits', 'cpus']] as const;

/** Certainly no limit: absent, or a value that means none (`0`, `-1`). */
function isNone(service: Service, path: readonly string[]): boolean {
  const presence = service.presence(...path);
  if (presence !== 'yes') return presence === 'no';
  const node = service.find(...path);
  const text = shippedText(node);
  if (node?.kind !== 'scalar' || booleanOf(node) === false) return text === '0';
  if (text === undefined) return false;
  const amount = /^(-?[0-9]+(?:\.[0-9]+)?) *(?:[kmgtb]i?b?)?$/i.exec(text.trim());
  return !amount || Number(amount[1]) <= 0;
}

function lacksMemory(service: Service): boolean {
  return MEMORY_PATHS.every((path) => isNone(service, path));
}

function lacksCpu(service: Service): boolean {
  return CPU_PATHS.every((path) => isNone(service, path));
}

function limitFor(service: Service, context: RuleContext): Limit {
  const category = service.imageKind?.category;
  const kind: LimitKind = category === undefined ? (service.find('build') ? 'app' : 'default') : category === 'tool' ? 'default' : category;
  return context.settings.limits[kind];
}

function addLimits(service: Service, context: RuleContext) {
  const { map, file } = service;
  if (!map || service.pair.alias || service.pair.merged) return undefined;
  const limit = limitFor(service, context);
  if (map.has('mem_limit')) return setIn(file.yaml, map, ['mem_limit'], limit.memory);
  if (service.presence('cpus') === 'yes' || service.presence('cpu_quota') === 'yes')
    return setIn(file.yaml, map, ['mem_limit'], limit.memory);
  const path = ['deploy', 'resources', 'limits'];
  if (map.has(...path, 'memory')) return setIn(file.yaml, map, [...path, 'memory'], limit.memory);
  if (map.has(...path, 'cpus')) return setIn(file.yaml, map, [...path, 'memory'], limit.memory);
  const value: NewMap = lacksCpu(service) ? { cpus: limit.cpus, memory: limit.memory } : { memory: limit.memory };
  return map.pairAt(...path)?.value ? addBoth(service, value, path) : setIn(file.yaml, map, path, value);
}

/** Into a `limits` that is there (with `pids` alone, say): one key after the other would overlap. */
function addBoth(service: Service, value: NewMap, path: readonly string[]) {
  const limits = service.map?.at(...path);
  return limits?.kind === 'map' ? addPairs(service.file.yaml, limits, value) : undefined;
}
