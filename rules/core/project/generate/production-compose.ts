import { valueVariable, variableName } from '../../compose/credentials.ts';
import type { KeyValue } from '../../compose/entries.ts';
import { probeOf } from '../../compose/health.ts';
import type { ComposeFile } from '../../compose/model.ts';
import type { Mount } from '../../compose/mounts.ts';
import type { Port } from '../../compose/ports.ts';
import { isDebugPort, isDevelopmentCommand, isDevelopmentTarget, isSourceMount, isStandIn } from '../../compose/purpose.ts';
import type { Service } from '../../compose/service.ts';
import type { LimitKind, Limits } from '../../config.ts';
import type { FileEdit } from '../../fix.ts';
import { findSecret, findUrlPasswords, isSecretName } from '../../secrets.ts';
import { asScalar } from '../../yaml/yaml.ts';
import type { ProjectModel } from '../model.ts';
import { baseName, folderOf, joinPath } from '../project.ts';
import { appendLines, gitignoreFor } from './append.ts';

/** What services of a kind are promised, whatever others do: a fraction of their limits. */
const RESERVED = { cpus: '0.25', memory: '256M' } as const;
const RESERVED_SMALL = { cpus: '0.1', memory: '64M' } as const;
const STORES: ReadonlySet<string> = new Set(['database', 'cache', 'search', 'broker']);

/**
 * A Compose file that lies over a base file and says what production needs and the base does not: restart, limits, log rotation, health
 * checks, no published datastores, no mounted sources, no development mode, credentials from the environment. The names of those go into
 * the template of the environment.
 */
export function productionCompose(
  project: ProjectModel,
  base: ComposeFile,
  limits: Limits,
): { readonly path: string; edits(): readonly FileEdit[] | undefined } {
  const name = baseName(base.path);
  const dot = name.lastIndexOf('.');
  const path = joinPath(folderOf(base.path), `${name.slice(0, dot)}.prod${name.slice(dot)}`) ?? name;
  return {
    path,
    edits() {
      if (base.isBroken || project.has(path)) return undefined;
      const writer = new Writer(project, base, limits);
      const blocks = base.services.flatMap((service) => (service.isOneShot ? [] : (writer.block(service) ?? [])));
      if (blocks.length === 0 || writer.isOpen) return undefined;
      const head = `# For production, over the base file: docker compose -f ${name} -f ${baseName(path)} up -d\nservices:`;
      const created = { create: path, contents: `${head}\n${blocks.join('\n\n')}\n` };
      const documented = documentedIn(project, folderOf(base.path), writer.variables);
      const ignored = ignoreEnv(project, folderOf(base.path), writer.variables);
      return documented && ignored && [created, ...documented, ...ignored];
    },
  };
}

/** Edits that name variables in the template beside a Compose file. */
function documentedIn(project: ProjectModel, folder: string, variables: readonly string[]): readonly FileEdit[] | undefined {
  const templates = project.envFiles.filter(({ path, isTemplate }) => isTemplate && folderOf(path) === folder);
  const template = templates.find(({ path }) => /prod/.test(baseName(path))) ?? templates[0];
  const known = new Set(templates.flatMap(({ variables }) => variables.map((one) => one.name)));
  const missing = variables.filter((name) => !known.has(name));
  if (missing.length === 0) return [];
  return appendLines(
    project,
    template?.path ?? joinPath(folder, '.env.production.example') ?? '.env.production.example',
    missing.map((name) => `${name}=`),
  );
}

/** Edits that keep the file with the values out of git. */
function ignoreEnv(project: ProjectModel, folder: string, variables: readonly string[]): readonly FileEdit[] | undefined {
  const path = joinPath(folder, '.env') ?? '.env';
  if (variables.length === 0 || project.isIgnored(path) || project.isTracked(path)) return [];
  return appendLines(project, gitignoreFor(project, folder), ['.env']);
}

class Writer {
  readonly #project: ProjectModel;
  readonly #base: ComposeFile;
  readonly #limits: Limits;
  /** Name of a variable → the value that it has in the base file. */
  readonly #named = new Map<string, string>();
  /** Service → the password that production gives it, where the base file has none. */
  readonly #passwords = new Map<string, string>();
  /** Something of the base file cannot be said again. */
  isOpen = false;

  constructor(project: ProjectModel, base: ComposeFile, limits: Limits) {
    this.#project = project;
    this.#base = base;
    this.#limits = limits;
    // Passwords first: addresses refer to them.
    for (const service of base.services) for (const entry of service.environment) this.#secretOf(entry);
    for (const service of base.services) {
      const password = this.#isPlainRedis(service) ? this.#redisPassword(service) : undefined;
      if (password !== undefined) this.#passwords.set(service.name, password);
    }
  }

  /** Names of the variables that the file asks for. */
  get variables(): readonly string[] {
    return [...this.#named.keys()].sort();
  }

  /** The text of a service; undefined where the base file says everything already. */
  block(service: Service): string | undefined {
    const isNeeded = this.#base.services.some((other) => other.dependencies.some((one) => one.name === service.name));
    if (isStandIn(service) && !isNeeded)
      return [`  ${keyOf(service.name)}:`, '    # It stands in for a real service while developing.', '    profiles: [development]'].join(
        '\n',
      );
    const restart = asScalar(service.find('restart'))?.text;
    const lines = [
      ...(restart === undefined ? ['    restart: always'] : []),
      ...this.#build(service),
      ...this.#command(service),
      ...this.#dependencies(service),
      ...this.#ports(service),
      ...this.#volumes(service),
      ...this.#environment(service),
      ...probeLines(service),
      ...this.#resources(service),
      ...(service.find('logging')
        ? []
        : ['    logging:', '      driver: json-file', '      options:', '        max-size: 10m', '        max-file: "3"']),
    ];
    return lines.length === 0 ? undefined : [`  ${keyOf(service.name)}:`, ...lines].join('\n');
  }

  /** The image for production instead of that for development, where there is one. */
  #build(service: Service): string[] {
    const path = service.build?.dockerfilePath;
    const file = path === undefined ? undefined : this.#project.dockerfile(path);
    if (!service.build || path === undefined || !file) return [];
    const beside = joinPath(folderOf(path), 'Dockerfile') ?? 'Dockerfile';
    const lines: string[] = [];
    if (file.source.role === 'development' && this.#project.has(beside)) {
      const written = service.build.dockerfile ?? '';
      lines.push(`      dockerfile: ${quoted(`${written.slice(0, written.length - baseName(written).length)}Dockerfile`)}`);
    }
    const stage = file.shippedStage?.name;
    if (lines.length === 0 && stage !== undefined && isDevelopmentTarget(service.build.target ?? ''))
      lines.push(`      target: ${quoted(stage)}`);
    return lines.length === 0 ? [] : ['    build:', ...lines];
  }

  /** The image's own command in the place of a server for development; bounds for what keeps everything in memory. */
  #command(service: Service): string[] {
    const command = service.commandText('command');
    if (service.build && isDevelopmentCommand(command ?? '')) return ['    # What the image starts.', '    command: !reset null'];
    if (!this.#isPlainRedis(service)) return [];
    const memory = megabytes(this.#limits.cache.memory);
    const password = this.#passwords.get(service.name);
    const words = [
      command ?? 'redis-server',
      ...(memory === undefined || service.find('deploy') ? [] : [`--maxmemory ${Math.floor((memory * 3) / 4)}mb`]),
      ...(password === undefined ? [] : [`--requirepass ${password.replace(/:\?.*(?=\}$)/, '')}`]),
    ];
    return words.length === 1 ? [] : [`    command: ${words.join(' ')}`];
  }

  /** A Redis that is set up by its command alone, if at all. */
  #isPlainRedis(service: Service): boolean {
    const command = service.commandText('command') ?? 'redis-server';
    const hasFile = service.mounts.some(({ target }) => /\.conf$|^\/usr\/local\/etc/.test(target ?? '')) || service.find('configs');
    const isKnown = /^redis-server(?: [\w./-]+)*$/.test(command) && !/\.conf\b|requirepass|maxmemory/.test(command);
    return service.imageKind?.id === 'redis' && !service.find('entrypoint') && !hasFile && isKnown;
  }

  /** A password for a Redis that has none, where every service that uses it does so by an address in this file. */
  #redisPassword(service: Service): string | undefined {
    const uses = this.#base.services
      .flatMap((other) => other.environment)
      .filter(({ value }) => value !== undefined && new RegExp(`(?:^|[/@,])${escaped(service.name)}(?:$|[:/,])`).test(value));
    const isOpen = !service.environment.some(({ name }) => /PASS|AUTH/.test(name));
    const areAddresses = uses.every(({ value, whole }) => isRedisAddress(value ?? '', service.name) && whole?.interpolations.length === 0);
    const reaches = this.#base.services.filter((other) => other.dependencies.some(({ name }) => name === service.name));
    const areKnown = reaches.every((other) => uses.some((entry) => entry.service === other));
    if (!isOpen || uses.length === 0 || !areAddresses || !areKnown) return undefined;
    return this.#reference(variableName(`${service.name}_PASSWORD`), '');
  }

  /** Waits for what is healthy where the base file waits for what was started. */
  #dependencies(service: Service): string[] {
    const waits = service.dependencies.filter(({ name, condition, conditionNode }) => {
      const target = this.#base.service(name);
      return (
        condition === 'service_started' &&
        !conditionNode &&
        target &&
        !target.isOneShot &&
        !target.find('healthcheck') &&
        probeLines(target).length > 0
      );
    });
    if (waits.length === 0) return [];
    return ['    depends_on:', ...waits.flatMap(({ name }) => [`      ${keyOf(name)}:`, '        condition: service_healthy'])];
  }

  #ports(service: Service): string[] {
    if (!service.find('ports')) return [];
    if (STORES.has(service.imageKind?.category ?? '')) return ['    # Reachable by the other services only.', '    ports: !reset []'];
    const kept = service.ports.filter((port) => !isDebugPort(port));
    if (kept.length === service.ports.length) return [];
    return ['    # Without the port of the debugger.', ...this.#list('ports', kept)];
  }

  /** Sources that are mounted over the image have no place in production; what else is mounted stays. */
  #volumes(service: Service): string[] {
    const sources = service.mounts.filter(isSourceMount);
    if (sources.length === 0) return [];
    const folders = sources.map(({ target }) => `${target ?? ''}/`);
    // `/app/node_modules` only keeps the mounted sources from covering what the image has.
    const isShield = (mount: Mount) =>
      mount.type === 'anonymous' && folders.some((folder) => `${mount.target ?? mount.scalar?.text ?? ''}/`.startsWith(folder));
    const kept = service.mounts.filter((mount) => !sources.includes(mount) && !isShield(mount));
    return ['    # Without the sources that the base file mounts.', ...this.#list('volumes', kept)];
  }

  #list(key: string, kept: readonly (Mount | Port)[]): string[] {
    if (kept.length === 0) return [`    ${key}: !reset []`];
    return [`    ${key}: !override`, ...kept.flatMap((one) => this.#item(one))];
  }

  #item({ scalar, map }: Mount | Port): string[] {
    if (scalar) return [`      - ${quoted(scalar.text)}`];
    const pairs = map?.pairs ?? [];
    const values = pairs.map(({ value }) => asScalar(value)?.text);
    if (pairs.length === 0 || values.includes(undefined)) this.isOpen = true;
    return pairs.map(({ key }, index) => `      ${index === 0 ? '-' : ' '} ${key.text}: ${quoted(values[index] ?? '')}`);
  }

  #environment(service: Service): string[] {
    const lines = service.environment.flatMap((entry) => {
      const value = productionSetting(entry) ?? this.#secretOf(entry) ?? this.#addressOf(entry);
      return value === undefined ? [] : [`      ${keyOf(entry.name)}: ${value}`];
    });
    const password = this.#passwords.get(service.name);
    // `redis-cli` of the health check takes it from there.
    if (password !== undefined) lines.push(`      REDISCLI_AUTH: ${password}`);
    return lines.length === 0 ? [] : ['    environment:', ...lines];
  }

  /** The value of a credential for production; undefined for what is none, and for what has to be set already. */
  #secretOf(entry: KeyValue): string | undefined {
    const { name, value, masked, whole, valueStart } = entry;
    if (value === undefined || value === '') return undefined;
    const parts = (whole?.interpolations ?? []).filter(({ start }) => start >= valueStart);
    const [only] = parts;
    if (only) {
      const isWhole = parts.length === 1 && only.start === valueStart && only.end === valueStart + value.length;
      if (!isWhole || !isSecretName(name) || only.operator?.endsWith('?') || only.operator?.endsWith('+')) return undefined;
      return this.#reference(only.name, only.default ?? '');
    }
    const found = findSecret(name, masked);
    if (!found || found.evidence === 'url') return undefined;
    const secret = value.slice(found.start, found.end);
    const wanted = valueVariable(entry, found);
    const known = this.#named.get(wanted);
    const variable = known === undefined || known === secret ? wanted : variableName(`${entry.service.name}_${wanted}`);
    return quotedAround(value.slice(0, found.start), this.#reference(variable, secret), value.slice(found.end));
  }

  /** An address with a password that production takes from a variable: it has to be the same one. */
  #addressOf({ value, masked }: KeyValue): string | undefined {
    const store = [...this.#passwords].find(([service]) => isRedisAddress(value ?? '', service));
    if (store && value) return value.replace('://', `://:${store[1]}@`);
    const [password, ...others] = value === undefined ? [] : findUrlPasswords(masked);
    if (!password || !value || others.length > 0 || password.dynamic) return undefined;
    const secret = value.slice(password.start, password.end);
    const variable = [...this.#named].find(([, known]) => known === secret)?.[0];
    if (variable === undefined) return undefined;
    return quotedAround(value.slice(0, password.start), this.#reference(variable, secret), value.slice(password.end));
  }

  #reference(variable: string, value: string): string {
    this.#named.set(variable, value);
    return `\${${variable}:?${variable} is not set}`;
  }

  #resources(service: Service): string[] {
    if (service.find('deploy') || service.find('mem_limit') || service.find('cpus')) return [];
    const category = service.imageKind?.category;
    const kind: LimitKind =
      category === undefined ? (service.find('build') ? 'app' : 'default') : category === 'tool' ? 'default' : category;
    const limit = this.#limits[kind];
    const reserved = kind === 'cache' || kind === 'web' ? RESERVED_SMALL : RESERVED;
    return [
      '    deploy:',
      '      resources:',
      '        limits:',
      `          cpus: "${limit.cpus}"`,
      `          memory: ${limit.memory}`,
      '        reservations:',
      `          cpus: "${reserved.cpus}"`,
      `          memory: ${reserved.memory}`,
    ];
  }
}

function probeLines(service: Service): string[] {
  const probe = service.find('healthcheck') || service.imageKind?.hasHealthcheck ? undefined : probeOf(service);
  if (!probe) return [];
  return [
    '    healthcheck:',
    `      test: [${probe.test.map((word) => JSON.stringify(word)).join(', ')}]`,
    `      interval: ${probe.interval}`,
    `      timeout: ${probe.timeout}`,
    `      retries: ${probe.retries}`,
    ...(probe.startPeriod === undefined ? [] : [`      start_period: ${probe.startPeriod}`]),
  ];
}

/** The value for production of a setting that is one for development. */
function productionSetting({ name, shipped = '' }: KeyValue): string | undefined {
  if (
    /^(?:NODE_ENV|APP_ENV|ENVIRONMENT|FLASK_ENV|RAILS_ENV|DJANGO_ENV)$/.test(name) &&
    /^(?:dev|develop|development|local)$/i.test(shipped)
  )
    return 'production';
  if (/^(?:DEBUG|FLASK_DEBUG|DJANGO_DEBUG|APP_DEBUG)$/.test(name) && /^(?:true|1|yes|on)$/i.test(shipped))
    return `"${shipped === '1' ? '0' : 'false'}"`;
  if (/^(?:LOG_LEVEL|LOGLEVEL)$/.test(name) && /^(?:debug|trace|silly)$/i.test(shipped))
    return shipped === shipped.toUpperCase() ? 'INFO' : 'info';
  return undefined;
}

/** `redis://cache:6379/0`: without a user or a password. */
function isRedisAddress(text: string, host: string): boolean {
  return new RegExp(`^redis://${escaped(host)}(?::\\d+)?(?:/\\d*)?$`).test(text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** `512M`, `1G`; undefined for what is written in another way. */
function megabytes(memory: string): number | undefined {
  const [, amount, unit] = /^(\d+)\s*([MG])i?B?$/i.exec(memory) ?? [];
  return amount === undefined ? undefined : Number(amount) * (unit?.toUpperCase() === 'G' ? 1024 : 1);
}

function keyOf(name: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(name) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(name) ? name : `"${name}"`;
}

function quoted(text: string): string {
  return /^[\w./$][\w./:${}-]*$/.test(text) && !/^\d+(?::\d+)+$|^[\d.]+$|:$|^(?:true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : `'${text.replaceAll("'", "''")}'`;
}

/** A reference within a text that is literal: its dollar signs stay what they are. */
function quotedAround(before: string, reference: string, after: string): string {
  if (before === '' && after === '') return reference;
  const text = `${before}${reference}${after}`;
  // `:?` with its blank would end a plain scalar only before a comment; a quote is needed where the text itself asks for it.
  return /^[\w./]/.test(text) && !/: | #|:$/.test(before + after) ? text : `'${text.replaceAll("'", "''")}'`;
}
