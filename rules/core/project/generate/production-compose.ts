import type { ComposeFile } from '../../compose/model.ts';
import type { Service } from '../../compose/service.ts';
import type { LimitKind, Limits } from '../../config.ts';
import { isSecretName } from '../../secrets.ts';
import { baseName, folderOf, joinPath } from '../project.ts';

/** What services of a kind are promised, whatever others do: a fraction of their limits. */
const RESERVED = { cpus: '0.25', memory: '256M' } as const;
const RESERVED_SMALL = { cpus: '0.1', memory: '64M' } as const;

/**
 * A Compose file that lies over a base file and says what production needs: restart, limits, log rotation, no published datastores,
 * no mounted sources, credentials from the environment.
 * @param services the lasting services of the base file
 */
export function productionCompose(
  base: ComposeFile,
  services: readonly Service[],
  limits: Limits,
): { readonly path: string; contents(): string | undefined } {
  const name = baseName(base.path);
  const dot = name.lastIndexOf('.');
  const path = joinPath(folderOf(base.path), `${name.slice(0, dot)}.prod${name.slice(dot)}`) ?? name;
  return {
    path,
    contents() {
      if (base.isBroken || services.length === 0) return undefined;
      const head = [`# For production, over the base file: docker compose -f ${name} -f ${baseName(path)} up -d`, 'services:'];
      return `${[...head, services.map((service) => serviceBlock(service, limits)).join('\n\n')].join('\n')}\n`;
    },
  };
}

function serviceBlock(service: Service, limits: Limits): string {
  const category = service.imageKind?.category;
  const kind: LimitKind = category === undefined ? (service.find('build') ? 'app' : 'default') : category === 'tool' ? 'default' : category;
  const limit = limits[kind];
  const reserved = kind === 'cache' || kind === 'web' ? RESERVED_SMALL : RESERVED;
  const lines = [`  ${keyOf(service.name)}:`, '    restart: always'];
  const isStore = category === 'database' || category === 'cache' || category === 'search' || category === 'broker';
  if (isStore && service.has('ports')) lines.push('    # Reachable by the other services only.', '    ports: !reset []');
  lines.push(...volumeLines(service));
  const environment = environmentLines(service);
  if (environment.length > 0) lines.push('    environment:', ...environment);
  lines.push(
    '    deploy:',
    '      resources:',
    '        limits:',
    `          cpus: "${limit.cpus}"`,
    `          memory: ${limit.memory}`,
    '        reservations:',
    `          cpus: "${reserved.cpus}"`,
    `          memory: ${reserved.memory}`,
    '    logging:',
    '      driver: json-file',
    '      options:',
    '        max-size: 10m',
    '        max-file: "3"',
  );
  return lines.join('\n');
}

/** Sources that are mounted over the image have no place in production; what else is mounted stays. */
function volumeLines(service: Service): string[] {
  if (!service.build) return [];
  const isSource = (mount: Service['mounts'][number]) => mount.type === 'bind' && !mount.readOnly;
  const kept = service.mounts.filter((mount) => !isSource(mount) && mount.type !== 'anonymous');
  if (kept.length === service.mounts.length) return [];
  const note = '    # Without the sources that the base file mounts.';
  const texts = kept.map((mount) => mount.scalar?.text);
  // The long form is left to people: its options have to be kept.
  if (texts.includes(undefined)) return [];
  if (texts.length === 0) return [note, '    volumes: !reset []'];
  return [note, '    volumes: !override', ...texts.map((text) => `      - ${quoted(text ?? '')}`)];
}

function environmentLines(service: Service): string[] {
  const lines: string[] = [];
  for (const { name, shipped, value } of service.environment) {
    if (/^(?:NODE_ENV|APP_ENV|ENVIRONMENT|RAILS_ENV)$/.test(name) && shipped !== undefined && /^dev/.test(shipped))
      lines.push(`      ${name}: production`);
    else if (/^(?:DEBUG|FLASK_DEBUG|DJANGO_DEBUG)$/.test(name) && /^(?:true|1|yes)$/i.test(shipped ?? ''))
      lines.push(`      ${name}: "false"`);
    else if (isSecretName(name) && value !== undefined && shipped !== undefined && shipped !== '')
      lines.push(`      ${name}: \${${name}:?${name} is not set}`);
  }
  return lines;
}

function keyOf(name: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(name) && !/^(?:true|false|null|yes|no|on|off)$/i.test(name) ? name : `"${name}"`;
}

function quoted(text: string): string {
  return /^[\w./$][\w./:${}-]*$/.test(text) && !/^\d+:\d+$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}
