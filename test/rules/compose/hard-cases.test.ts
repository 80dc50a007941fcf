import assert from 'node:assert/strict';
import { applyEdits, createEngine, type Finding, isCreate, plainText, yaml } from '#core';
import { registry } from '../../../rules/registry.ts';
import { memoryFiles } from '../../support/memory.ts';

/** Compose's semantics where simple readers go wrong: what is reported where, over all rules at once. */
const engine = createEngine({ registry, today: '2026-11-21' });

type Files = Readonly<Record<string, string>>;

function lint(text: string, path: string, files: Files): readonly Finding[] {
  const source = engine.open(path, text);
  assert.ok(source);
  const result = engine.lint(source, memoryFiles({ ...files, [path]: text }));
  assert.deepEqual(result.failures, []);
  return result.findings;
}

interface Case {
  readonly name: string;
  readonly text: string;
  readonly path?: string;
  readonly files?: Files;
  /** Without `compose/`; all when not given. */
  readonly rules?: readonly string[];
  /** `rule line`, with lines from 1. */
  readonly found?: readonly string[];
  /** The text after the first fix of the first finding; null when no fix may be offered. */
  readonly fixed?: string | null;
}

function check({ text, path = 'compose.yaml', files = {}, rules, found = [], fixed }: Case): void {
  const findings = lint(text, path, files).filter(({ rule }) => !rules || rules.some((one) => rule === `compose/${one}`));
  assert.deepEqual(
    findings.map(({ rule, range }) => `${rule.replace('compose/', '')} ${range.start.line + 1}`),
    found,
  );
  if (fixed === undefined) return;
  const edits = findings[0]?.fixes.map((fix) => fix.edits()).find((one) => one?.length);
  const own = edits?.flatMap((edit) => (isCreate(edit) || edit.file !== path ? [] : [{ ...edit, newText: plainText(edit.newText) }]));
  assert.equal(own ? applyEdits(text, own) : null, fixed);
}

const LIMITS = ['missing-resource-limits'];
const RESTART = ['missing-restart-policy'];
const SECRETS = ['hardcoded-secret', 'secret-in-url', 'weak-default-secret'];
const REFERENCES = ['undefined-reference'];
const PORTS = ['exposed-database-port'];
const IMAGES = ['unpinned-image'];

/** A service with a limit, so that a missing one elsewhere is reported at its own service. */
const LIMITED = 'limited: {image: "example/limited:1", restart: always, mem_limit: 1g}';

const ITEMS: Readonly<Record<string, readonly Case[]>> = {
  '1 merge keys and anchors': [
    {
      name: 'limits arrive through a merge key',
      text: yaml`
        x-a: &a { mem_limit: 1g }
        services:
          web:
            <<: *a
            image: example/web:1
      `,
      rules: LIMITS,
    },
    {
      name: 'and through a list of them',
      text: yaml`
        x-a: &a { restart: always }
        x-b: &b { mem_limit: 1g }
        services:
          web:
            <<: [*a, *b]
            image: example/web:1
      `,
      rules: [...LIMITS, ...RESTART],
    },
    {
      name: 'what is written beats what is merged',
      text: yaml`
        x-a: &a { privileged: true }
        services:
          web:
            <<: *a
            image: example/web:1
            privileged: false
      `,
      rules: ['privileged-service'],
    },
    {
      name: 'the earlier of two merged mappings wins',
      text: yaml`
        x-a: &a { privileged: false }
        x-b: &b { privileged: true }
        services:
          web:
            <<: [*a, *b]
            image: example/web:1
      `,
      rules: ['privileged-service'],
    },
    {
      name: 'what an anchor brings to two services is one finding, at the anchor',
      text: yaml`
        x-env: &env
          API_TOKEN: hunter2hunter2
        services:
          a:
            image: example/a:1
            environment: *env
          b:
            image: example/b:1
            environment:
              <<: *env
              LEVEL: info
      `,
      rules: SECRETS,
      found: ['hardcoded-secret 2'],
    },
    {
      name: 'nothing is added to a mapping that others share',
      text: yaml`
        services:
          ${LIMITED}
          a: &a
            image: example/a:1
          b:
            <<: *a
      `,
      rules: LIMITS,
      found: ['missing-resource-limits 3', 'missing-resource-limits 5'],
      fixed: null,
    },
    {
      name: 'a service that is an alias is not edited',
      text: yaml`
        services:
          ${LIMITED}
          b: *a
      `,
      rules: LIMITS,
    },
    {
      name: 'an own key beside a merge key is added',
      text: yaml`
        x-a: &a
          image: example/a:1
        services:
          ${LIMITED}
          b:
            <<: *a
      `,
      rules: LIMITS,
      found: ['missing-resource-limits 5'],
      fixed: yaml`
        x-a: &a
          image: example/a:1
        services:
          ${LIMITED}
          b:
            <<: *a
            deploy:
              resources:
                limits:
                  cpus: "1.0"
                  memory: 1G
      `,
    },
    {
      name: 'aliases in aliases end',
      text: `x-0: &a0 [x]\n${Array.from({ length: 24 }, (_, n) => `x-${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}*a${n}]\n`).join('')}services:\n  web:\n    image: example/web:1\n    command: *a24\n`,
      rules: SECRETS,
    },
  ],
  '2 extension keys': [
    {
      name: 'x- keys of services are services to Compose only when they are named so by a user',
      text: yaml`
        x-privileged: &p
          privileged: true
        services:
          web:
            image: example/web:1
            x-privileged: true
      `,
      rules: ['privileged-service'],
    },
    {
      name: 'x- keys among volumes are extensions of the root only',
      text: yaml`
        x-volumes: { data: }
        services:
          web:
            image: example/web:1
            volumes: ["data:/data"]
      `,
      rules: REFERENCES,
      found: ['undefined-reference 5'],
    },
    {
      name: 'below services x- is a name that a user gave',
      text: yaml`
        services:
          x-web:
            image: example/web:1
            privileged: true
          web:
            image: example/web:1
            depends_on: [x-web]
      `,
      rules: ['privileged-service', ...REFERENCES],
      found: ['privileged-service 4'],
    },
  ],
  '3 extends': [
    {
      name: 'a base of the same file, in both forms',
      text: yaml`
        services:
          base:
            image: example/base:1
            restart: always
            mem_limit: 1g
          a:
            extends: base
          b:
            extends: { service: a }
      `,
      rules: [...LIMITS, ...RESTART],
    },
    {
      name: 'a base of another file, relative to the file that says it',
      path: 'app/compose.yaml',
      text: yaml`
        services:
          web:
            extends: { file: ../common/base.yaml, service: base }
      `,
      files: {
        'common/base.yaml': 'services:\n  base:\n    extends: { file: more.yaml, service: more }\n    image: example/base:1\n',
        'common/more.yaml': 'services:\n  more:\n    mem_limit: 1g\n',
      },
      rules: LIMITS,
    },
    {
      name: 'a base that cannot be read',
      text: yaml`
        services:
          web:
            extends: { file: base.yaml, service: base }
      `,
      rules: [...LIMITS, ...RESTART, 'missing-healthcheck'],
    },
    {
      name: 'a circle',
      text: yaml`
        services:
          a:
            extends: b
            image: example/a:1
          b:
            extends: a
      `,
      rules: SECRETS,
    },
  ],
  '4 include': [
    {
      name: 'an included file defines what is referred to',
      text: yaml`
        include:
          - path: [db/compose.yaml]
            project_directory: .
        services:
          web:
            image: example/web:1
            depends_on: [db]
            networks: [back]
      `,
      files: { 'db/compose.yaml': 'services:\n  db:\n    image: example/db:1\nnetworks:\n  back:\n' },
      rules: REFERENCES,
    },
    {
      name: 'a remote one may define anything',
      text: yaml`
        include:
          - https://github.com/example/stack.git
        services:
          web:
            image: example/web:1
            depends_on: [db]
      `,
      rules: REFERENCES,
    },
  ],
  '5 several files': [
    {
      name: 'an override is no file of its own',
      path: 'compose.override.yml',
      files: { 'compose.yaml': 'services:\n  web:\n    image: example/web:1\nnetworks:\n  back:\n' },
      text: yaml`
        services:
          web:
            networks: [back]
            depends_on: [web2]
          web2:
            image: example/web:1
      `,
    },
    {
      name: 'a production file over its base is judged on both',
      path: 'docker-compose.prod.yml',
      files: { 'docker-compose.yml': 'services:\n  web:\n    image: example/web:1\n    restart: always\n    deploy:\n      replicas: 2\n' },
      text: yaml`
        services:
          web:
            environment:
              LEVEL: info
      `,
      rules: [...LIMITS, ...RESTART],
      found: ['missing-resource-limits 2'],
      fixed: yaml`
        services:
          web:
            environment:
              LEVEL: info
            deploy:
              resources:
                limits:
                  cpus: "1.0"
                  memory: 1G
      `,
    },
    {
      name: 'a fragment whose base is not known',
      path: 'docker-compose.prod.yml',
      text: yaml`
        services:
          web:
            environment:
              LEVEL: info
            depends_on: [db]
      `,
      rules: [...LIMITS, ...RESTART, ...REFERENCES],
    },
    {
      name: 'a base whose production file says the rest',
      path: 'docker-compose.yml',
      files: { 'docker-compose.prod.yml': 'services:\n  web:\n    restart: always\n    mem_limit: 1g\n' },
      text: yaml`
        services:
          web:
            image: example/web:1
      `,
      rules: [...LIMITS, ...RESTART],
    },
  ],
  '6 merge rules': [
    {
      name: 'volumes of the base are volumes of the service, undeclared ones are reported at the base once',
      text: yaml`
        services:
          base:
            image: example/base:1
            volumes: ["data:/data"]
          web:
            extends: base
      `,
      rules: REFERENCES,
      found: ['undefined-reference 4'],
    },
  ],
  '7 !reset and !override': [
    {
      name: 'a reset policy is missing',
      path: 'docker-compose.prod.yml',
      files: { 'docker-compose.yml': 'services:\n  web:\n    image: example/web:1\n    restart: always\n    mem_limit: 1g\n' },
      text: yaml`
        services:
          web:
            restart: !reset null
            mem_limit: !reset
      `,
      rules: [...LIMITS, ...RESTART],
      found: ['missing-resource-limits 2', 'missing-restart-policy 2'],
    },
    {
      name: 'an overriding mapping or list is read as what it holds',
      path: 'docker-compose.prod.yml',
      files: { 'docker-compose.yml': 'services:\n  db:\n    image: postgres:17\n    ports: ["5432:5432"]\n' },
      text: yaml`
        services:
          db:
            ports: !override
              - "127.0.0.1:5432:5432"
            environment: !override
              POSTGRES_PASSWORD: hunter2hunter2
      `,
      rules: [...PORTS, ...SECRETS],
      found: ['hardcoded-secret 6'],
    },
    {
      name: 'a reset list has nothing to report',
      path: 'compose.override.yaml',
      files: { 'compose.yaml': 'services:\n  db:\n    image: postgres:17\n' },
      text: yaml`
        services:
          db:
            ports: !reset ["5432:5432"]
            privileged: !reset true
            volumes: !reset ["/var/run/docker.sock:/s", "data:/x"]
            environment: !reset { API_TOKEN: hunter2hunter2 }
      `,
    },
  ],
  '8 interpolation': [
    {
      name: 'a default is what ships',
      text: yaml`
        services:
          web:
            image: nginx:\${TAG:-latest}
            mem_limit: \${MEM:-0}
            privileged: \${P-true}
            environment:
              API_TOKEN: \${API_TOKEN:-hunter2hunter2}
      `,
      rules: [...IMAGES, ...LIMITS, ...SECRETS, 'privileged-service'],
      found: ['missing-resource-limits 2', 'unpinned-image 3', 'privileged-service 5', 'weak-default-secret 7'],
    },
    {
      name: 'without one nobody knows',
      text: yaml`
        services:
          web:
            image: nginx:\${TAG}
            mem_limit: $MEM
            privileged: \${P:?}
            environment:
              - API_TOKEN=\${API_TOKEN:?no token}
              - OTHER_TOKEN=\${OTHER_TOKEN:+hunter2hunter2}
      `,
      rules: [...IMAGES, ...LIMITS, ...SECRETS, 'privileged-service'],
    },
    {
      name: 'a default inside a default',
      text: yaml`
        services:
          a:
            image: nginx:\${A:-\${B:-latest}}
          b:
            image: nginx:\${A:-\${B}}
          c:
            image: nginx:\${A:-\${B:-1.29}}
      `,
      rules: IMAGES,
      found: ['unpinned-image 3'],
    },
    {
      name: 'two dollars are one, and no reference',
      text: yaml`
        services:
          web:
            image: example/web:1
            environment:
              API_TOKEN: pa$$word-1
      `,
      files: { '.gitignore': '.env\n' },
      rules: SECRETS,
      found: ['hardcoded-secret 5'],
      fixed: yaml`
        services:
          web:
            image: example/web:1
            environment:
              API_TOKEN: \${API_TOKEN:?API_TOKEN is not set}
      `,
    },
    {
      name: 'a value from .env is no credential of this file',
      text: yaml`
        services:
          web:
            image: example/web:1
            environment:
              API_TOKEN: \${API_TOKEN}
      `,
      files: { '.env': 'API_TOKEN=hunter2hunter2\n' },
      rules: SECRETS,
    },
  ],
  '9 ports': [
    ['"5432"', 1],
    ['5432:5432', 1],
    ['"15432:5432/tcp"', 1],
    ['"5430-5440:5430-5440"', 1],
    ['"0.0.0.0:5432:5432"', 1],
    ['"[::]:5432:5432"', 1],
    ['{ target: 5432, published: "5432", protocol: tcp }', 1],
    ['{ target: 5432, mode: ingress }', 1],
    ['"${PORT:-5432}:5432"', 1],
    ['"127.0.0.1:5432:5432"', 0],
    ['"[::1]:5432:5432"', 0],
    ['"::1:5432:5432"', 0],
    ['"127.0.0.1::5432"', 0],
    ['"${BIND}:5432:5432"', 0],
    ['"${BIND:-127.0.0.1}:5432:5432"', 0],
    ['"10.0.0.5:5432:5432"', 0],
    ['{ target: 5432, published: 5432, host_ip: 127.0.0.1 }', 0],
    ['"8080:8080"', 0],
  ].map(([port, count]) => ({
    name: String(port),
    text: `services:\n  db:\n    image: postgres:17\n    ports:\n      - ${port}\n`,
    rules: PORTS,
    found: count ? ['exposed-database-port 5'] : [],
  })),
  '10 scalars': [
    ...['true', 'yes', 'on', '"true"', 'True', "'yes'", '${P:-true}'].map((value) => ({
      name: `privileged: ${value}`,
      text: `services:\n  web:\n    image: example/web:1\n    privileged: ${value}\n`,
      rules: ['privileged-service'],
      found: ['privileged-service 4'],
    })),
    ...['false', 'no', 'off', '"false"', '${P}', '~', ''].map((value) => ({
      name: `privileged: ${value}`,
      text: `services:\n  web:\n    image: example/web:1\n    privileged: ${value}\n`,
      rules: ['privileged-service'],
    })),
    {
      name: 'numbers, booleans and nothing in an environment',
      text: yaml`
        services:
          web:
            image: example/web:1
            environment:
              API_TOKEN:
              DB_PASSWORD: ~
              TOKEN_TTL: 900
              USE_PASSWORD: true
              ADMIN_PASSWORD: 20241
      `,
      rules: SECRETS,
      found: ['hardcoded-secret 9'],
    },
  ],
  '11 short and long forms': [
    {
      name: 'lists and mappings of the same',
      text: yaml`
        services:
          a:
            image: example/a:1
            environment: ["API_TOKEN=hunter2hunter2"]
            depends_on: [nope]
            networks: [nope]
            secrets: [nope]
          b:
            image: example/b:1
            environment: { API_TOKEN: hunter2hunter2 }
            depends_on: { nope: { condition: service_started } }
            networks: { nope: , default: { aliases: [x] } }
            secrets: [{ source: nope }]
      `,
      rules: [...SECRETS, ...REFERENCES],
      found: [
        'hardcoded-secret 4',
        'undefined-reference 5',
        'undefined-reference 6',
        'undefined-reference 7',
        'hardcoded-secret 10',
        'undefined-reference 11',
        'undefined-reference 12',
        'undefined-reference 13',
      ],
    },
    {
      name: 'a health check is switched off in three ways',
      text: yaml`
        services:
          a:
            image: postgres:17
            healthcheck: { test: NONE }
          b:
            image: postgres:17
            healthcheck: { test: ["NONE"] }
          c:
            image: postgres:17
            healthcheck: { disable: "yes" }
          web:
            image: example/web:1
            depends_on: [a, b, c]
      `,
      rules: ['missing-healthcheck', 'depends-on-without-health'],
    },
  ],
  '13 volumes': [
    ...[
      ['data:/x', 1],
      ['./data:/x', 0],
      ['/data:/x', 0],
      ['~/data:/x', 0],
      ['C:\\data:/x', 0],
      ['c:/data:/x:ro', 0],
      ['/data', 0],
      ['${DIR}:/x', 0],
      ['${DIR:-data}:/x', 0],
      ['${DIR:?a:b}/x:/x', 0],
      ['data:/x:ro,z', 1],
    ].map(([volume, count]) => ({
      name: String(volume),
      text: `services:\n  web:\n    image: example/web:1\n    volumes:\n      - ${volume}\n`,
      rules: REFERENCES,
      found: count ? ['undefined-reference 5'] : [],
    })),
    ...[
      ['/var/run/docker.sock:/x', 1],
      ['/run/docker.sock:/x:ro', 1],
      ['/var/run/../run//docker.sock:/x', 1],
      ['${SOCK:-/var/run/docker.sock}:/x', 1],
      ['/var/run:/x', 1],
      ['/var/run/postgresql:/x', 0],
      ['./docker.sock:/x', 0],
    ].map(([volume, count]) => ({
      name: String(volume),
      text: `services:\n  web:\n    image: example/web:1\n    volumes:\n      - ${volume}\n`,
      rules: ['docker-socket-mount'],
      found: count ? ['docker-socket-mount 5'] : [],
    })),
    {
      name: 'a volume that is a bind mount in disguise',
      text: yaml`
        services:
          web:
            image: example/web:1
            volumes: ["sock:/x"]
        volumes:
          sock:
            driver_opts: { type: none, o: "bind,ro", device: /var/run/docker.sock }
      `,
      rules: ['docker-socket-mount'],
      found: ['docker-socket-mount 4'],
    },
  ],
  '14 profiles': [
    {
      name: 'a service that is started by hand needs no restart policy and no limits',
      text: yaml`
        services:
          ${LIMITED}
          debug:
            image: example/debug:1
            profiles: [debug]
      `,
      rules: [...LIMITS, ...RESTART],
    },
  ],
  '15 limits': [
    ...['mem_limit: 512m', 'mem_limit: 1gb', 'deploy: { resources: { limits: { memory: 1G } } }', 'mem_limit: 1073741824'].map((limit) => ({
      name: limit,
      text: `services:\n  ${LIMITED}\n  web:\n    image: example/web:1\n    ${limit}\n`,
      rules: LIMITS,
    })),
    ...['mem_limit: 0', 'deploy: { resources: { limits: { memory: 0 } } }', 'deploy: { resources: { reservations: { memory: 1G } } }'].map(
      (limit) => ({
        name: limit,
        text: `services:\n  ${LIMITED}\n  web:\n    image: example/web:1\n    ${limit}\n`,
        rules: LIMITS,
        found: ['missing-resource-limits 3'],
      }),
    ),
    {
      name: 'an existing deploy gets the limit, there is no second one',
      text: yaml`
        services:
          ${LIMITED}
          web:
            image: example/web:1
            deploy: # on two hosts
              replicas: 2
              resources:
                reservations:
                  memory: 64M
            labels: []
      `,
      rules: LIMITS,
      found: ['missing-resource-limits 3'],
      fixed: yaml`
        services:
          ${LIMITED}
          web:
            image: example/web:1
            deploy: # on two hosts
              replicas: 2
              resources:
                reservations:
                  memory: 64M
                limits:
                  cpus: "1.0"
                  memory: 1G
            labels: []
      `,
    },
  ],
  '16 .env and env_file': [
    {
      name: 'a variable that .env has with another value is not taken',
      text: yaml`
        services:
          web:
            image: example/web:1
            environment:
              - API_TOKEN=hunter2hunter2
      `,
      files: { '.gitignore': '.env\n', '.env': "export API_TOKEN='other' # mine\n" },
      rules: SECRETS,
      found: ['hardcoded-secret 5'],
      fixed: yaml`
        services:
          web:
            image: example/web:1
            environment:
              - API_TOKEN=\${WEB_API_TOKEN:?WEB_API_TOKEN is not set}
      `,
    },
    {
      name: 'one that has the same value is',
      text: yaml`
        services:
          web:
            image: example/web:1
            environment:
              - API_TOKEN=hunter2hunter2
      `,
      files: { '.gitignore': '.env\n', '.env': 'export API_TOKEN="hunter2hunter2" # mine\n' },
      rules: SECRETS,
      found: ['hardcoded-secret 5'],
      fixed: yaml`
        services:
          web:
            image: example/web:1
            environment:
              - API_TOKEN=\${API_TOKEN:?API_TOKEN is not set}
      `,
    },
  ],
  '17 secrets and configs': [
    {
      name: 'declaring is not granting, and a grant needs a declaration',
      text: yaml`
        services:
          web:
            image: example/web:1
            secrets: [db, { source: other, target: x }]
            configs: [{ source: app }]
            build: { context: ., secrets: [npm] }
            environment:
              DB_PASSWORD_FILE: /run/secrets/db
              TOKEN: /run/secrets/other
        secrets:
          db: { file: ./db.txt }
        configs:
          app: { content: x }
      `,
      rules: [...REFERENCES, ...SECRETS],
      found: ['undefined-reference 4', 'undefined-reference 6'],
    },
  ],
  '18 depends_on': [
    {
      name: 'other keys name services, too',
      text: yaml`
        services:
          web:
            image: example/web:1
            links: ["dbx:database"]
            volumes_from: ["container:other:ro"]
            network_mode: service:vpn
            pid: host
      `,
      rules: REFERENCES,
      found: ['undefined-reference 4', 'undefined-reference 6'],
    },
    {
      name: 'a dependency that is not required may be switched off, but has to exist',
      text: yaml`
        services:
          web:
            image: example/web:1
            depends_on:
              db: { condition: service_started, required: false }
      `,
      rules: REFERENCES,
      found: ['undefined-reference 5'],
    },
  ],
  '19 text formats': [
    {
      name: 'documents are merged in order',
      text: yaml`
        services:
          web:
            image: example/web:1
        ---
        services:
          web:
            mem_limit: 1g
            restart: always
      `,
      rules: [...LIMITS, ...RESTART],
    },
    {
      name: 'JSON is YAML, and gets an edit in its own style',
      text: '{"services": {"db": {"image": "postgres:17", "ports": ["5432:5432"]}}}\n',
      rules: PORTS,
      found: ['exposed-database-port 1'],
      fixed: '{"services": {"db": {"image": "postgres:17", "ports": ["127.0.0.1:5432:5432"]}}}\n',
    },
    {
      name: 'a key that is added to JSON is quoted',
      text: '{"services": {"a": {"image": "example/a:1", "restart": "always"}, "b": {"image": "example/b:1"}}}\n',
      rules: RESTART,
      found: ['missing-restart-policy 1'],
      fixed:
        '{"services": {"a": {"image": "example/a:1", "restart": "always"}, "b": {"image": "example/b:1", "restart": "unless-stopped"}}}\n',
    },
    {
      name: 'a byte order mark and CRLF stay',
      text: '\uFEFFversion: "3"\r\nservices:\r\n  a:\r\n    image: example/a:1\r\n',
      rules: ['obsolete-version'],
      found: ['obsolete-version 1'],
      fixed: '\uFEFFservices:\r\n  a:\r\n    image: example/a:1\r\n',
    },
    {
      name: 'a file with a tab for indentation is left alone',
      text: 'version: "3"\nservices:\n\ta:\n\t\timage: postgres\n',
      rules: ['obsolete-version', ...LIMITS, ...RESTART],
      found: ['obsolete-version 1'],
      fixed: null,
    },
  ],
  '20 version and fragments': [
    { name: 'a file of the first version', text: 'web:\n  image: nginx\n  privileged: true\n' },
    { name: 'a file of volumes and networks alone', text: 'volumes:\n  data:\nnetworks:\n  back:\n' },
    {
      name: 'version changes nothing',
      text: yaml`
        version: "2.4"
        services:
          web:
            image: example/web:1
            mem_limit: 1g
      `,
      rules: [...LIMITS, 'obsolete-version'],
      found: ['obsolete-version 1'],
    },
  ],
  '21 what a file is for': [
    ...[
      ['its source is mounted', 'build: .\n    volumes: [".:/app"]'],
      ['a part of its source', 'build: ./api\n    volumes: ["./api/src:/usr/src/app/src"]'],
      ['a development server', 'build: .\n    command: ["npm", "run", "dev"]'],
      ['a server that reloads', 'build: .\n    command: uvicorn app:app --host 0.0.0.0 --reload'],
      ['a development stage', 'build: { context: ., target: development }'],
      ['its environment', 'build: .\n    environment: { RAILS_ENV: development }'],
      ['a debugger', 'build: .\n    ports: ["9229:9229"]'],
      ['a watched build', 'build: .\n    develop: { watch: [{ path: ., action: rebuild }] }'],
      ['a runtime over mounted source', 'image: node:22\n    volumes: ["./:/usr/src/app"]'],
    ].map(([name, body]) => ({
      name: `for development: ${name}`,
      text: `services:\n  web:\n    ${body}\n  db:\n    image: postgres:17\n    restart: always\n`,
      rules: [...LIMITS, ...RESTART, 'missing-healthcheck'],
    })),
    ...[
      ['settings are mounted', 'build: ./web\n    volumes: ["./web/nginx.conf:/etc/nginx/nginx.conf"]'],
      ['settings that lie in the folder that is built', 'build: ./web\n    volumes: ["./web:/etc/web"]'],
      ['data are mounted', 'build: .\n    volumes: ["./data:/data"]'],
      ['a script whose name only begins so', 'build: .\n    command: npm run develop-docs'],
      ['a server for production', 'build: .\n    command: npm run start'],
    ].map(([name, body]) => ({
      name: `not for development: ${name}`,
      text: `services:\n  web:\n    ${body}\n    restart: always\n  db:\n    image: postgres:17\n    mem_limit: 1g\n    restart: always\n`,
      rules: [...LIMITS],
      found: ['missing-resource-limits 2'],
    })),
    {
      name: 'a server that restarts on failure is no job',
      text: yaml`
        services:
          web: { image: "example/web:1", ports: ["80:80"], restart: on-failure }
          job: { image: "example/job:1", restart: on-failure }
          db: { image: "postgres:17", restart: always, mem_limit: 1g }
      `,
      rules: LIMITS,
      found: ['missing-resource-limits 2'],
    },
    {
      name: 'one development server among many services that restart',
      text: yaml`
        services:
          mail: { image: "axllent/mailpit:1" }
          a: { image: "example/a:1", restart: always, mem_limit: 1g }
          b: { image: "example/b:1", restart: always }
          c: { image: "example/c:1", restart: always, mem_limit: 1g }
      `,
      rules: LIMITS,
      found: ['missing-resource-limits 4'],
    },
  ],
  '22 fix hygiene': [
    {
      name: 'a key goes behind the last one of its service, before the comment of the next',
      text: yaml`
        services:
            a:
                image: example/a:1 # a

            # b is next
            b:
                image: example/b:1
                restart: "always"
      `,
      rules: RESTART,
      found: ['missing-restart-policy 2'],
      fixed: yaml`
        services:
            a:
                image: example/a:1 # a
                restart: unless-stopped

            # b is next
            b:
                image: example/b:1
                restart: "always"
      `,
    },
    {
      name: 'a name keeps its quotes',
      text: 'services:\n  web:\n    image: example/web:1\n    depends_on: ["databse"]\n  database:\n    image: example/db:1\n',
      rules: REFERENCES,
      found: ['undefined-reference 4'],
      fixed: 'services:\n  web:\n    image: example/web:1\n    depends_on: ["database"]\n  database:\n    image: example/db:1\n',
    },
    {
      name: 'a flow mapping stays one',
      text: yaml`
        services:
          a: { image: example/a:1 } # a
          b: { image: example/b:1, restart: always }
      `,
      rules: RESTART,
      found: ['missing-restart-policy 2'],
      fixed: yaml`
        services:
          a: { image: example/a:1, restart: unless-stopped } # a
          b: { image: example/b:1, restart: always }
      `,
    },
  ],
};

const CREDENTIALS: readonly (readonly [line: string, found: boolean])[] = [
  ['DB_PASSWORD: x9', true],
  ['ADMIN_PASSWD: x9', true],
  ['MY_SECRET: x9', true],
  ['API_KEY: x9', true],
  ['APIKEY: x9', true],
  ['SSH_PRIVATE_KEY: x9', true],
  ['AWS_SECRET_ACCESS_KEY: x9', true],
  ['ENCRYPTION_KEY: x9', true],
  ['GIT_CREDENTIALS: x9', true],
  ['DB_PASS: x9', true],
  ['DB_PWD: x9', true],
  ['PASSWORD_SALT: x9', true],
  ['DB_PASSWORD: pa$$word', true],
  ['DB_PASSWORD_FILE: /run/secrets/x', false],
  ['DB_PASSWORD: /run/secrets/x', false],
  ['MYSQL_ALLOW_EMPTY_PASSWORD: "yes"', false],
  ['MYSQL_RANDOM_ROOT_PASSWORD: "1"', false],
  ['DISABLE_TOKEN: true', false],
  ['DB_PASSWORD: ""', false],
  ['TOKEN_TTL: 3600', false],
  ['TOKEN_EXPIRE_MINUTES: 30', false],
  ['SECRET_TIMEOUT: 10s', false],
  ['DB_PASSWORD: $DB_PASSWORD', false],
  ['DB_PASSWORD: ${A}${B}', false],
];

describe('semantics of Compose', () => {
  for (const [item, cases] of Object.entries(ITEMS)) describe(item, () => cases.forEach((one) => void it(one.name, () => check(one))));

  describe('12 names of credentials', () => {
    for (const [line, found] of CREDENTIALS) {
      it(line, () =>
        check({
          name: line,
          text: `services:\n  web:\n    image: example/web:1\n    environment:\n      ${line}\n`,
          rules: SECRETS,
          found: found ? ['hardcoded-secret 5'] : [],
        }),
      );
    }
  });
});
