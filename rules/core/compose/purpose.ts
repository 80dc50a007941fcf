import { type SeverityOverride, severity } from '../finding.ts';
import { folderOf } from '../project/project.ts';
import { isRandomSecret } from '../secrets.ts';
import type { Role } from '../source.ts';
import { asMap } from '../yaml/yaml.ts';
import { type Mount, normalizeHostPath } from './mounts.ts';
import { type Port, portInRange } from './ports.ts';
import type { Service } from './service.ts';
import { booleanOf, shippedText, wordsOf } from './values.ts';

/**
 * What a service is run for. `unknown`: nothing in the file tells.
 * Rules about production are silent on `development` and say less on `unknown`.
 */
export type Purpose = 'production' | 'development' | 'unknown';

/**
 * What the signs of all services tell about a file, which people run as one: one development server among ten services
 * that restart is no development file, and a database that restarts beside two development servers is no production.
 */
export function purposeOfFile(services: readonly Service[]): Purpose {
  const development = services.filter((service) => service.hasDevelopmentSign).length;
  const production = services.filter((service) => !service.hasDevelopmentSign && hasProductionSign(service));
  if (development === 0) return production.length > 0 ? 'production' : 'unknown';
  const programs = production.filter((service) => !isDataStore(service)).length;
  return development >= programs ? 'development' : 'unknown';
}

export function purposeOf(service: Service): Purpose {
  const { role } = service.file.source;
  if (role !== 'unknown') return role === 'production' ? 'production' : 'development';
  return service.hasDevelopmentSign ? 'development' : service.file.purpose;
}

/**
 * How bad a literal credential is where it only opens a developer's own machine; undefined for the rule's own severity.
 * A value that a machine made may well be the key of a service elsewhere.
 */
export function credentialSeverity(role: Role, purpose: Purpose, value: string): SeverityOverride | undefined {
  const isNamed = role !== 'unknown' && role !== 'production';
  if (!isNamed && purpose !== 'development') return undefined;
  return severity(isRandomSecret(value) ? 'medium' : isNamed ? 'info' : 'low');
}

function isDataStore(service: Service): boolean {
  return ['database', 'cache', 'broker', 'search'].includes(service.imageKind?.category ?? '');
}

/** A restart policy, `deploy`, or a reverse proxy that finds the service by its labels. */
function hasProductionSign(service: Service): boolean {
  const restart = shippedText(service.find('restart'));
  if (restart !== undefined && /^(?:always|unless-stopped|on-failure)/.test(restart)) return true;
  if ((asMap(service.find('deploy'))?.pairs.length ?? 0) > 0) return true;
  return service.labels.some((label) => /^(?:traefik|caddy|com\.centurylinklabs\.watchtower)\b/.test(label.name));
}

const DEVELOPMENT_TARGET = /^(?:dev|development|debug|local|builder|build|dev-envs?|watch|hot-?reload)$/i;
/** Servers that reload or debug, as people write them in `command`; one program and its first words. */
const DEVELOPMENT_COMMAND = new RegExp(
  [
    '(?:npm|pnpm|yarn|bun) (?:run )?(?:dev|develop|watch|start[:-]dev|dev[:-][a-z]+|serve)(?![a-z:-])',
    'nodemon|ts-node-dev|tsx watch|node --(?:watch|inspect)|(?:next|nuxt|astro|remix|fastapi|wrangler) dev',
    'vite(?: dev| serve| --|$)|ng serve|webpack(?:-dev-server| serve)|react-scripts start|vue-cli-service serve',
    'flask(?: --debug)? run|manage\\.py runserver|debugpy|artisan serve|dotnet watch|cargo watch|hugo server|jekyll serve|dlv ',
  ]
    .map((part) => `(?:^|[ ;&|"'/])(?:${part})`)
    .join('|'),
);
const RELOAD = /\b(?:uvicorn|gunicorn|hypercorn)\b[^;&|]* --reload\b/;
const DEVELOPMENT_VARIABLES =
  /^(?:NODE_ENV|APP_ENV|APP_ENVIRONMENT|FLASK_ENV|RAILS_ENV|RACK_ENV|MIX_ENV|GO_ENV|DJANGO_ENV|ENVIRONMENT|ASPNETCORE_ENVIRONMENT|DOTNET_ENVIRONMENT|SPRING_PROFILES_ACTIVE)$/;
const DEVELOPMENT_SWITCHES = /^(?:FLASK_DEBUG|DJANGO_DEBUG|CHOKIDAR_USEPOLLING|WATCHPACK_POLLING|WDS_SOCKET_PORT)$/;
/** Ports on which debuggers listen: Node.js, its predecessor, Delve. */
const DEBUG_PORTS = [9229, 9230, 5858, 2345] as const;
/** Stand-ins for services of the outside world. */
const STAND_INS =
  /^(?:mailhog\/mailhog|axllent\/mailpit|maildev\/maildev|schickling\/mailcatcher|rnwood\/smtp4dev|localstack\/localstack|wiremock\/wiremock|mcr\.microsoft\.com\/devcontainers\/.*)$/;
/** Images that hold a language and no program. */
const LANGUAGES =
  /^(?:node|python|php|golang|ruby|rust|openjdk|eclipse-temurin|maven|gradle|composer|elixir|oven\/bun|denoland\/deno|mcr\.microsoft\.com\/dotnet\/sdk)$/;

/**
 * Something that only serves the people who write the program: its source mounted in, a reloading server, a debugger.
 * Asks this file alone: an override file for development says nothing about the file below it.
 */
export function hasDevelopmentSign(service: Service): boolean {
  if (service.get('develop')) return true;
  if (isDevelopmentTarget(shippedText(service.get('build', 'target')) ?? '')) return true;
  if (isDevelopmentCommand(`${wordsOf(service.get('entrypoint'))} ${wordsOf(service.get('command'))}`)) return true;
  if (booleanOf(service.get('tty')) && booleanOf(service.get('stdin_open'))) return true;
  if (isStandIn(service)) return true;
  if (service.ports.some(isDebugPort)) return true;
  return service.environment.some((entry) => isDevelopmentSetting(entry.name, entry.shipped ?? '')) || mountsItsSource(service);
}

/** A stage of a Dockerfile that is named for those who write the program. */
export function isDevelopmentTarget(target: string): boolean {
  return DEVELOPMENT_TARGET.test(target);
}

/** A server that reloads or debugs. @param command as people write it */
export function isDevelopmentCommand(command: string): boolean {
  return DEVELOPMENT_COMMAND.test(command) || RELOAD.test(command);
}

/** Stands in for a service of the outside world: a mail server that shows what it gets, and the like. */
export function isStandIn(service: Service): boolean {
  return STAND_INS.test(service.runningImage?.familiarName ?? '');
}

/** A debugger listens there. */
export function isDebugPort(port: Port): boolean {
  return DEBUG_PORTS.some((number) => portInRange(port.target, number));
}

function isDevelopmentSetting(name: string, value: string): boolean {
  if (DEVELOPMENT_VARIABLES.test(name)) return /^(?:dev|develop|development|local)$/i.test(value);
  if (DEVELOPMENT_SWITCHES.test(name)) return value !== '' && !/^(?:0|false)$/i.test(value);
  return /^(?:JAVA_TOOL_OPTIONS|JAVA_OPTS|NODE_OPTIONS)$/.test(name) && /jdwp|--inspect/.test(value);
}

const SOURCE_FOLDER = /^(?:src|source|app|apps|lib|libs|packages|code|server|client|api|web|backend|frontend|cmd|internal|pkg|tests?)$/;
const SOURCE_FILE = /\.(?:[cm]?[jt]sx?|vue|py|rb|go|php|java|kt|rs|cs|exs?)$/;
const PROGRAM_FOLDER = /^\/(?:app|code|src|source|workspaces?|project|usr\/src|home\/\w+\/app|var\/www|go\/src|srv\/app)(?:\/|$)/;

/** Where settings and data are mounted, also those that lie in the folder that is built. */
const NO_PROGRAM_FOLDER =
  /^\/(?:etc|data|config|conf|run|backups?|certs?|ssl|media|uploads?|logs?|mnt|tmp|var\/(?:lib|log|run|cache)|docker-entrypoint[\w.-]*)(?:\/|$)/;

/** The folder that is built is mounted over what was built from it. */
function mountsItsSource(service: Service): boolean {
  if (service.build) return service.mounts.some(isSourceMount);
  const isRuntime = LANGUAGES.test(service.runningImage?.familiarName ?? '');
  return (
    isRuntime && !service.has('restart') && service.mounts.some((mount) => isProgramMount(mount) && PROGRAM_FOLDER.test(mount.target ?? ''))
  );
}

/** Mounts the folder that its service is built from, or a part of it, over what was built. */
export function isSourceMount(mount: Mount): boolean {
  const { service } = mount;
  const context = service.build?.context;
  const at = (path: string) => normalizeHostPath(`${folderOf(service.file.path)}/${path}`.replace(/^\//, ''));
  return context !== undefined && !/^[a-z]+:|@/.test(context) && isProgramMount(mount) && isSourceOf(at(context), at(mount.source ?? ''));
}

function isProgramMount(mount: Mount): boolean {
  return mount.type === 'bind' && /^\.{1,2}(?:\/|$)/.test(mount.source ?? '') && !NO_PROGRAM_FOLDER.test(mount.target ?? '');
}

function isSourceOf(context: string, source: string): boolean {
  if (source === context || source === '' || context.startsWith(`${source}/`)) return true;
  if (context !== '' && !source.startsWith(`${context}/`)) return false;
  const inside = context === '' ? source : source.slice(context.length + 1);
  const [first = ''] = inside.split('/');
  return SOURCE_FOLDER.test(first) || (SOURCE_FILE.test(inside) && !inside.includes('config'));
}
