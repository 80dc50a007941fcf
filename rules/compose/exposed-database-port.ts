import { composeRule, fix, type Port, portInRange, replaceValue, rewriteInside, setIn, severity, yaml } from '#core';

const DATA_STORES: ReadonlySet<string> = new Set(['database', 'cache', 'broker', 'search']);

export default composeRule({
  title: 'Database port published on all network interfaces',
  category: 'security',
  severity: 'medium',
  profile: 'recommended',
  why: 'A port without an address is open on all interfaces of the host, past most host firewalls; databases on the internet are found and emptied within hours. Other services of the project reach it without `ports`.',
  equivalents: ['review:F036'],

  visit: {
    port(port, report, context) {
      const kind = port.service.imageKind;
      if (!kind || !DATA_STORES.has(kind.category) || port.exposure !== 'all') return;
      const native = kind.ports.find((number) => portInRange(port.target, number));
      if (native === undefined) return;
      const isNamedProduction = context.source.role === 'production';
      report(
        port.span,
        `${kind.title} (\`${port.service.name}\`) is published on all network interfaces of the host.`,
        isNamedProduction && severity('high'),
        port.service.purpose === 'development' && severity('info'),
        fix('unsafe', 'Bind the port to 127.0.0.1', () => bindToLoopback(port)),
      );
    },
  },

  fixSafety: 'Programs on other machines no longer reach the port.',

  examples: [
    {
      bad: yaml`
        services:
          db:
            image: postgres:17
            ports:
              - "5432:5432" # psql
                ^^^^^^^^^^^ PostgreSQL (\`db\`) is published on all network interfaces of the host.
      `,
      good: yaml`
        services:
          db:
            image: postgres:17
            ports:
              - "127.0.0.1:5432:5432" # psql
      `,
    },
    {
      title: 'Any spelling of all addresses, any form',
      bad: yaml`
        services:
          cache:
            image: redis:8
            ports:
              - target: 6379
                published: 6379
                ^^^^^^^^^
          queue:
            image: rabbitmq:4-management
            ports:
              - 0.0.0.0:5672:5672
                ^^^^^^^^^^^^^^^^^
              - \${UI_PORT:-15672}:15672
                ^^^^^^^^^^^^^^^^^^^^^^^
      `,
    },
    {
      title: 'A port that Docker chooses',
      bad: yaml`
        services:
          db:
            image: mysql:8.4
            ports: [3306]
                    ^^^^
      `,
      good: yaml`
        services:
          db:
            image: mysql:8.4
            ports: [127.0.0.1::3306]
      `,
    },
  ],

  valid: [
    yaml`
      services:
        db:
          image: postgres:17
          ports:
            - 127.0.0.1:5432:5432
            - "[::1]:5433:5432"
            - \${BIND}:5432:5432
            - target: 5432
              published: 5432
              host_ip: 127.0.0.1
        web:
          image: nginx:1.29
          ports: ["80:80"]
    `,
  ],
});

function bindToLoopback(port: Port) {
  const file = port.service.file.yaml;
  if (port.form === 'long') {
    const ip = port.map?.pair('host_ip');
    if (!port.map) return undefined;
    return ip ? replaceValue(file, ip, '127.0.0.1') : setIn(file, port.map, ['host_ip'], '127.0.0.1');
  }
  if (!port.scalar) return undefined;
  if (port.hostIp === undefined) return rewriteInside(file, port.scalar, 0, 0, port.hasPublished ? '127.0.0.1:' : '127.0.0.1::');
  return port.hostIpPart && rewriteInside(file, port.scalar, port.hostIpPart.start, port.hostIpPart.end, '127.0.0.1');
}
