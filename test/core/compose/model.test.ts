import assert from 'node:assert/strict';
import { ComposeFile, createSource, Project, parseCompose, readInterpolations, type Service } from '#core';
import { memoryFiles } from '../../support/memory.ts';

function open(text: string, files: Record<string, string> = {}, path = 'compose.yaml'): ComposeFile {
  return new ComposeFile(parseCompose(createSource(path, text, 'compose')), new Project(memoryFiles({ ...files, [path]: text })));
}

function service(file: ComposeFile, name: string): Service {
  const found = file.service(name);
  assert.ok(found);
  return found;
}

describe('interpolation', () => {
  const cases: readonly (readonly [string, readonly (string | undefined)[], readonly (string | undefined)[]])[] = [
    ['$A and ${B}', ['A', 'B'], [undefined, undefined]],
    ['${A:-x}${B-y}', ['A', 'B'], ['x', 'y']],
    ['${A:-${B:-z}}', ['A'], ['z']],
    ['${A:-${B}}', ['A'], [undefined]],
    ['${A:?must be set}', ['A'], [undefined]],
    ['$${A} costs $$5', [], []],
    ['$$$A', ['A'], [undefined]],
    ['${A:-a}b}', ['A'], ['a']],
  ];
  for (const [text, names, defaults] of cases) {
    it(`reads ${text}`, () => {
      const { parts, invalid } = readInterpolations(text);
      assert.deepEqual([parts.map((part) => part.name), parts.map((part) => part.default), invalid], [names, defaults, []]);
    });
  }
  for (const text of ['${}', '${A/b}', '${A', '${1}']) {
    it(`refuses ${text}`, () => assert.equal(readInterpolations(text).invalid.length, 1));
  }
});

describe('ports', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['8080', 'all - 8080 tcp'],
    ['"8080:80"', 'all 8080 80 tcp'],
    ['22:22', 'all 22 22 tcp'],
    ['"127.0.0.1:8080:80/udp"', 'loopback 8080 80 udp'],
    ['"[::1]:8080:80"', 'loopback 8080 80 tcp'],
    ['"::1:6000:6000"', 'loopback 6000 6000 tcp'],
    ['"[0:0:0:0:0:0:0:0]:8080:80"', 'all 8080 80 tcp'],
    ['"192.168.1.5:80:80"', 'address 80 80 tcp'],
    ['"3000-3005:3000-3005"', 'all 3000-3005 3000-3005 tcp'],
    ['"127.0.0.1::80"', 'loopback - 80 tcp'],
    ['"${PORT:-8080}:80"', 'all 8080 80 tcp'],
    ['"${DB_PORT}:80"', 'all - - tcp'],
    ['"${BIND}:80:80"', 'unknown - - tcp'],
    ['{target: 80, published: "8080", host_ip: 127.0.0.1}', 'loopback 8080 80 tcp'],
    ['{target: 80, published: 8080}', 'all 8080 80 tcp'],
  ];
  for (const [written, expected] of cases) {
    it(`reads ${written}`, () => {
      const port = service(open(`services:\n  a:\n    image: x\n    ports:\n      - ${written}\n`), 'a').ports[0];
      assert.ok(port);
      const range = (value: typeof port.target) =>
        !value ? '-' : value.first === value.last ? String(value.first) : `${value.first}-${value.last}`;
      const target = written.includes('${DB_PORT}') || written.includes('BIND') ? '-' : range(port.target);
      const published = written.includes('BIND') ? '-' : range(port.published);
      assert.equal(`${port.exposure} ${published} ${target} ${port.protocol}`, expected);
    });
  }
});

describe('mounts', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['data:/data', 'volume data /data'],
    ['./src:/app:ro', 'bind ./src /app ro'],
    ['/data', 'anonymous - /data'],
    ['~/x:/x', 'bind ~/x /x'],
    ['C:\\x:/y', 'bind C:\\x /y'],
    ['${DIR}:/x', 'unknown - /x'],
    ['${DIR}/sub:/x', 'bind - /x'],
    ['${DIR:-./d}:/x', 'bind ./d /x'],
    ['{type: bind, source: /a, target: /b, read_only: "yes"}', 'bind /a /b ro'],
  ];
  for (const [written, expected] of cases) {
    it(`reads ${written}`, () => {
      const mount = service(open(`services:\n  a:\n    image: x\n    volumes:\n      - ${written}\n`), 'a').mounts[0];
      assert.ok(mount);
      assert.equal(`${mount.type} ${mount.source ?? '-'} ${mount.target}${mount.readOnly ? ' ro' : ''}`, expected);
    });
  }
});

describe('presence', () => {
  const base = 'services:\n  web:\n    image: x\n    restart: always\n';
  const cases: readonly (readonly [string, string, string, Record<string, string>, string])[] = [
    ['written', 'compose.yaml', base, {}, 'yes'],
    ['absent', 'compose.yaml', 'services:\n  web:\n    image: x\n', {}, 'no'],
    ['empty', 'compose.yaml', 'services:\n  web:\n    image: x\n    restart:\n', {}, 'no'],
    ['merged', 'compose.yaml', 'x-a: &a {restart: always}\nservices:\n  web:\n    <<: *a\n    image: x\n', {}, 'yes'],
    ['extended here', 'compose.yaml', 'services:\n  b: {image: x, restart: always}\n  web:\n    extends: b\n', {}, 'yes'],
    ['extended elsewhere', 'compose.yaml', 'services:\n  web:\n    extends: {service: web, file: base.yml}\n', { 'base.yml': base }, 'yes'],
    [
      'extended from a file that is not there',
      'compose.yaml',
      'services:\n  web:\n    extends: {service: web, file: no.yml}\n',
      {},
      'unknown',
    ],
    ['extended in a circle', 'compose.yaml', 'services:\n  web:\n    extends: b\n  b:\n    extends: web\n', {}, 'no'],
    ['from the file below', 'docker-compose.prod.yml', 'services:\n  web:\n    ports: []\n', { 'docker-compose.yml': base }, 'yes'],
    [
      'reset over the file below',
      'docker-compose.prod.yml',
      'services:\n  web:\n    restart: !reset null\n',
      { 'docker-compose.yml': base },
      'no',
    ],
    ['a fragment without a base', 'docker-compose.prod.yml', 'services:\n  web:\n    ports: []\n', {}, 'unknown'],
    ['from the override', 'docker-compose.yml', 'services:\n  web:\n    image: x\n', { 'docker-compose.override.yml': base }, 'yes'],
    ['a broken file', 'compose.yaml', 'services:\n  web:\n    image: x\n\tports: y\n', {}, 'unknown'],
  ];
  for (const [name, path, text, files, expected] of cases) {
    it(name, () => assert.equal(service(open(text, files, path), 'web').presence('restart'), expected));
  }
});

describe('known names', () => {
  it('follow includes and the files that belong together', () => {
    const file = open(
      'include: [other/compose.yaml]\nservices:\n  web:\n    image: x\nvolumes:\n  a:\n',
      {
        'other/compose.yaml': 'services:\n  db: {image: y}\nvolumes:\n  b:\n',
        'docker-compose.override.yml': 'services:\n  mail: {image: z}\n',
      },
      'docker-compose.yml',
    );
    assert.deepEqual([...(file.knownServices() ?? [])].sort(), ['db', 'mail', 'web']);
    assert.deepEqual([...(file.known('volumes') ?? [])].sort(), ['a', 'b']);
  });

  it('are unknown where a file is remote, missing, or may be named on the command line', () => {
    assert.equal(open('include: [oci://x/y]\nservices: {}\n').knownServices(), undefined);
    assert.equal(open('include: [no.yaml]\nservices: {}\n').knownServices(), undefined);
    assert.equal(open('services:\n  a: {image: x}\n', {}, 'extensions/x-compose.yml').knownServices(), undefined);
  });
});

describe('one-shot services', () => {
  const cases: readonly (readonly [string, boolean])[] = [
    ['web: {image: x}', false],
    ['migrate: {image: x}', true],
    ['db-init: {image: x}', true],
    ['api: {image: x, command: npm run migrate}', true],
    ['api: {image: x, command: sh -c "npm run migrate && npm start"}', false],
    ['api: {image: x, restart: "no"}', true],
    ['tool: {image: x, profiles: [tools]}', true],
    ['box: {image: "alpine:3"}', true],
    ['box: {image: "alpine:3", command: sleep infinity}', false],
  ];
  for (const [written, expected] of cases) {
    it(written, () => assert.equal(open(`services:\n  ${written}\n`).services[0]?.isOneShot, expected));
  }
});
