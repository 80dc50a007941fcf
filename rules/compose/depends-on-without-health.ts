import {
  asMap,
  booleanOf,
  builtFrom,
  composeRule,
  type Dependency,
  fix,
  type NewMap,
  replaceCollection,
  replaceValue,
  type Service,
  setIn,
  shippedText,
  yaml,
} from '#core';

export default composeRule({
  title: 'Dependency that is started but not ready',
  category: 'reliability',
  severity: 'low',
  profile: 'recommended',
  why: 'Without a condition Compose starts a service as soon as the container of its dependency runs; a database that is still starting refuses the first connections.',
  equivalents: ['review:F046'],

  visit: {
    dependency(dependency, report) {
      const target = dependency.service.file.service(dependency.name);
      if (dependency.condition !== 'service_started' || !target || !hasHealthcheck(target)) return;
      // A file that lies over this one may wait.
      if (shippedText(dependency.service.find('depends_on', dependency.name, 'condition')) === 'service_healthy') return;
      // A written condition is a decision, except where the dependency keeps the data: a cache may be empty or late.
      if (dependency.conditionNode && !DATA_STORES.has(target.imageKind?.category ?? '')) return;
      report(
        dependency.span,
        `Compose waits for \`${dependency.name}\` to start, not to be healthy.`,
        fix('unsafe', `Wait until \`${dependency.name}\` is healthy`, () => waitForHealth(dependency)),
      );
    },
  },

  fixSafety: 'Start-up takes longer, and fails when the health check of the dependency fails.',

  examples: [
    {
      bad: yaml`
        services:
          web:
            image: example/web:1.4
            depends_on:
              - db
                ^^ Compose waits for \`db\` to start, not to be healthy.
              - mail
            restart: always
          db:
            image: postgres:17
            healthcheck:
              test: ["CMD", "pg_isready", "-U", "postgres"]
          mail:
            image: example/mail:2.0
      `,
      good: yaml`
        services:
          web:
            image: example/web:1.4
            depends_on:
              db:
                condition: service_healthy
              mail:
                condition: service_started
            restart: always
          db:
            image: postgres:17
            healthcheck:
              test: ["CMD", "pg_isready", "-U", "postgres"]
          mail:
            image: example/mail:2.0
      `,
    },
    {
      title: 'Long form',
      bad: yaml`
        services:
          web:
            image: example/web:1.4
            depends_on:
              db:
              ^^
                condition: service_started # first
                restart: true
          db:
            image: postgres:17
            healthcheck:
              test: ["CMD", "pg_isready", "-U", "postgres"]
      `,
      good: yaml`
        services:
          web:
            image: example/web:1.4
            depends_on:
              db:
                condition: service_healthy # first
                restart: true
          db:
            image: postgres:17
            healthcheck:
              test: ["CMD", "pg_isready", "-U", "postgres"]
      `,
    },
  ],

  valid: [
    yaml`
      services:
        web:
          image: example/web:1.4
          depends_on: [cache]
        cache:
          image: redis:8
        worker:
          image: example/worker:1.4
          depends_on:
            db:
              condition: service_healthy
        db:
          image: postgres:17
          healthcheck:
            test: ["CMD", "pg_isready", "-U", "postgres"]
    `,
    yaml`
      services:
        web:
          image: example/web:1.4
          depends_on: [db]
        db:
          image: postgres:17
          healthcheck:
            disable: true
    `,
  ],
});

const DATA_STORES: ReadonlySet<string> = new Set(['database', 'broker', 'search']);

/** A health check that is written and not switched off. */
function hasHealthcheck(service: Service): boolean {
  const check = asMap(service.find('healthcheck'));
  if (service.lacks('healthcheck')) {
    const ofImage = builtFrom(service)?.healthcheck;
    return ofImage !== undefined && !ofImage.isNone;
  }
  if (!check?.has('test') || booleanOf(check.get('disable'))) return false;
  const test = check.get('test');
  return shippedText(test?.kind === 'seq' ? test.items[0]?.value : test) !== 'NONE';
}

function waitForHealth(dependency: Dependency) {
  const { service, pair } = dependency;
  const file = service.file.yaml;
  const own = service.map?.pair('depends_on');
  if (!own) return undefined;
  if (dependency.form === 'list') {
    const wait = (one: Dependency) => ({ condition: one.name === dependency.name ? 'service_healthy' : 'service_started' });
    const value: NewMap = Object.fromEntries(service.dependencies.map((one) => [one.name, wait(one)]));
    return replaceCollection(file, own, value);
  }
  const condition = asMap(pair?.value)?.pair('condition');
  if (condition) return replaceValue(file, condition, 'service_healthy');
  const map = asMap(own.value);
  return map && setIn(file, map, [dependency.name, 'condition'], 'service_healthy');
}
