import type { Span } from '../text/span.ts';
import { manifestFolderOf } from './app.ts';
import { withoutStrings } from './code-mask.ts';
import { fileRoutes } from './http-files.ts';
import { joinRoute, type RouteFile, readJavaScriptRoutes, resolveModule } from './http-javascript.ts';
import { readPythonRoutes, resolvePythonName } from './http-python.ts';
import type { FilePlace, ProjectModel } from './model.ts';

/** A path that a server of the project answers. */
export interface Route {
  /** In lower case; `use` for what is mounted below the path, `any` where all methods are meant. */
  readonly method: string;
  /** With the prefixes that routers are mounted under, as far as they are written down. */
  readonly path: string;
  readonly file: string;
  /** The call with its path, the decorator, or the function that a file-based router calls. */
  readonly span: Span;
  /** The handler, as far as brackets and indentation tell; undefined for what is defined elsewhere. */
  readonly body: Span | undefined;
}

/** The paths that the servers of the project answer, tests left out. */
export function routesOf(project: ProjectModel): readonly Route[] {
  return project.remember('routes', () => {
    const files = new Map<string, RouteFile>();
    const routes: Route[] = [];
    for (const source of project.sources) {
      if (source.isTest) continue;
      const byPlace = source.path.endsWith('.py') ? undefined : fileRoutes(project, source);
      if (byPlace) {
        routes.push(...byPlace.map((route) => ({ ...route, file: source.path })));
        continue;
      }
      const found = source.path.endsWith('.py') ? readPythonRoutes(source) : readJavaScriptRoutes(source);
      if (found) files.set(source.path, found);
    }
    const prefixes = new Prefixes(project, files);
    for (const { path: file, routes: own } of files.values()) {
      for (const found of own) {
        const { method, span } = found;
        const path = joinRoute(prefixes.of(file, found.router), found.path);
        routes.push({
          method,
          path,
          file,
          span,
          get body() {
            return found.body();
          },
        });
      }
    }
    return routes;
  });
}

interface Mounted {
  readonly file: string;
  readonly parent: string;
  readonly prefix: string;
}

/** More routers than these are not put into each other; a circle would be. */
const MAX_DEPTH = 8;

/** Under which paths the routers of all files are reached. */
class Prefixes {
  readonly #files: ReadonlyMap<string, RouteFile>;
  /** `file#router`, or `file#*` for all routers of a file that another one mounts. Of several places, the first counts. */
  readonly #mounted = new Map<string, Mounted>();

  constructor(project: ProjectModel, files: ReadonlyMap<string, RouteFile>) {
    this.#files = files;
    for (const file of files.values()) {
      for (const { parent, prefix, child, module } of file.mounts) {
        const key = module === undefined ? keyOf(project, file, child) : moduleKey(project, file.path, module);
        if (key !== undefined && !this.#mounted.has(key)) this.#mounted.set(key, { file: file.path, parent, prefix });
      }
    }
  }

  of(file: string, router: string | undefined, depth = 0): string {
    const own = (router === undefined ? undefined : this.#files.get(file)?.prefixes.get(router)) ?? '';
    const mount = (router === undefined ? undefined : this.#mounted.get(`${file}#${router}`)) ?? this.#mounted.get(`${file}#*`);
    const isSelf = mount?.file === file && mount.parent === router;
    if (!mount || isSelf || depth >= MAX_DEPTH) return own;
    return joinRoute(this.of(mount.file, mount.parent, depth + 1), mount.prefix, own);
  }
}

function keyOf(project: ProjectModel, file: RouteFile, child: string): string | undefined {
  const [local = '', attribute] = child.split('.');
  const from = file.imports.get(local);
  if (from === undefined) return `${file.path}#${child}`;
  if (!file.path.endsWith('.py')) return moduleKey(project, file.path, from);
  const target = resolvePythonName(project, file.path, from);
  return target && `${target}#${attribute ?? from.slice(from.indexOf(':') + 1)}`;
}

function moduleKey(project: ProjectModel, from: string, module: string): string | undefined {
  const target = resolveModule(project, from, module);
  return target && `${target}#*`;
}

export function routeAt(route: Route): FilePlace {
  return { file: route.file, span: route.span };
}

const PART =
  'live|liveness|alive|ready|readiness|startup|status|check|ping|db|database|redis|cache|queue|deep|details?|detailed|full|dependencies|services|system|metrics|info|memory|external';
/** Words that mean nothing else at the end of a path. */
const HEALTH = new RegExp(
  `^/(?:[\\w.~-]+/){0,5}(?:_{1,2}|(?:app|service|server|system|api|db|get|self)[-_]?)?(?:health(?:z|[-_]?checks?)?|livez|liveness|readyz|readiness|startupz|heartbeat|healthy)(?:/(?:${PART}))?$`,
  'i',
);
/** Words that may mean something else below a path of the application: `/orders/status`. */
const WEAK =
  /^\/(?:(?:api|v\d+|_|__\w+__|_\w+|internal|system|server|service|admin|management|actuator|monitor(?:ing)?|public|probes?|meta|info)\/){0,3}_*(?:ping|status|up|alive|live|ready|server-?status)$/i;
const READINESS = /(?:^|\/|_|-)(?:ready(?:z)?|readiness)$/i;

/** Routes by which somebody else asks whether the application is well; mounts come last. */
export function healthRoutes(project: ProjectModel): readonly Route[] {
  return project.remember('health routes', () => {
    const found = routesOf(project).filter(
      ({ path, method }) => (HEALTH.test(path) || WEAK.test(path)) && /^(?:get|any|head|use)$/.test(method),
    );
    return [...found.filter(({ method }) => method !== 'use'), ...found.filter(({ method }) => method === 'use')];
  });
}

/** Those that tell whether it can serve, not only whether it runs. */
export function readinessRoutes(project: ProjectModel): readonly Route[] {
  return healthRoutes(project).filter(({ path }) => READINESS.test(path));
}

const DEEP = /health(?:z|[-_]?checks?)?\/(?!(?:live|liveness|alive|ping|startup)$)[\w-]+$/i;

/** Whether one of the routes tells more than that the process is there: `/ready`, `/health/database`. */
export function tellsReadiness(project: ProjectModel): boolean {
  return healthRoutes(project).some(({ path }) => READINESS.test(path) || DEEP.test(path));
}

/** Whether what is mounted under a health path could not be found, so that its routes are not known. */
export function hasUnknownHealthRoutes(project: ProjectModel): boolean {
  const found = healthRoutes(project);
  const mounts = found.filter(({ method }) => method === 'use');
  return mounts.some((mount) => !found.some(({ method, path }) => method !== 'use' && path.startsWith(mount.path)));
}

const NAMED =
  /(['"`])(?:\$\{[^}\n]{0,80}\})?\^?(?:\/[\w.-]+){0,5}\/_{0,2}(?:health(?:z|[-_]?checks?)?|livez|liveness|readyz|readiness|alive|ping|heartbeat)\/?\$?\1|(['"`])health(?:z|[-_]?checks?)?\2/i;

/**
 * Whether some text in the code names a path of this kind: a server may answer it in a way that is not read. A weak sign,
 * enough to claim nothing.
 */
export function namesHealthPath(project: ProjectModel): boolean {
  return project.remember('health names', () => project.findCode(NAMED) !== undefined);
}

/** Packages that answer health paths by themselves. */
export const HEALTH_LIBRARIES =
  /^(?:@nestjs\/terminus|@godaddy\/terminus|lightship|express-healthcheck|django-health-check|fastapi-health|py-healthcheck|under-pressure|@fastify\/under-pressure)$/;

/** Folder of the manifest that a route's application has. */
export function ownerOfRoute(project: ProjectModel, route: Route): string | undefined {
  return manifestFolderOf(route.file, project);
}

/** Calls that only make an answer, or tell of the process itself. */
const HARMLESS_CALL =
  /^(?:(?:res|reply|response|rep|ctx|context|c|h|set|request|req)\.(?:status|statusCode|json|send|sendStatus|code|type|header|headers|setHeader|set|end|text|html|body|response|write|writeHead|get)|(?:Next)?Response(?:\.json)?|json|jsonify|make_response|(?:JSON|ORJSON|PlainText|Http|Json|HTML)Response|Date(?:\.now)?|process\.(?:uptime|memoryUsage|hrtime|cpuUsage|cwd)|performance\.now|os\.\w+|Math\.\w+|JSON\.stringify|Number|String|Boolean|Object\.\w+|parse(?:Int|Float)|console\.\w+|(?:\w+\.)?(?:log|logger|logging)\.\w+|datetime(?:\.datetime)?\.(?:now|utcnow)|time\.(?:time|monotonic)|str|int|float|dict|len|round|print|os\.environ\.get|platform\.\w+|[A-Z]\w*(?:Response|Status|Schema|Out|Result|Model|Dto|DTO))$/;
/** The same behind another call: `res.status(200).json(…)`. */
const HARMLESS_LINK =
  /^\.(?:status|json|send|sendStatus|code|type|header|set|end|text|html|toISOString|toString|toFixed|isoformat|strftime|total_seconds|getTime)$/;
const CHANGING_VALUE =
  /:\s*(?=[a-z_$])[\w$.]*(?:stat(?:us|e)|health\w*|ready|connect\w*|alive)\b(?!\.)|[{,]\s*[\w$]*(?:stat(?:us|e)|health\w*|ready|connect\w*|alive)\s*[,}]/i;
const KEYWORD = /^(?:if|for|while|switch|catch|return|function|await|async|def|new|typeof|in|and|or|not|elif)$/;

/**
 * Whether a handler gives the same answer whatever happens. Where that is not certain, because something is called that may look around, it
 * is false.
 */
export function answersAlways(project: ProjectModel, { file, body }: Route): boolean {
  if (!body) return false;
  const code = project.sources.find(({ path }) => path === file)?.code ?? '';
  const text = code.slice(body.start, body.end);
  const masked = withoutStrings(code, file).slice(body.start, body.end);
  if (
    text.trim() === '' ||
    /\b(?:5\d\d|readyState|isReady|isConnected|connected|SERVICE_UNAVAILABLE)\b|\bDepends\b|\bthrow\b|\braise\b/.test(masked)
  )
    return false;
  // Which answer is given depends on something; on the method of the request is all right.
  if (/\bif\b(?!\s*\(\s*req(?:uest)?\.method\b)|[\w)\]]\s+\?\s|\bswitch\b|\belse\b/.test(masked)) return false;
  if (file.endsWith('.py') && /\bf["'][^"'\n]*\{[^}"'\n]*\(/.test(text)) return false;
  for (const match of masked.matchAll(/(\.?)\b([\w$]+(?:\??\.[\w$]+){0,6})\s*(?=\()/g)) {
    const name = (match[2] ?? '').replaceAll('?.', '.');
    if (KEYWORD.test(name) || /\bdef\s+$/.test(masked.slice(Math.max(0, match.index - 8), match.index))) continue;
    const isLink = match[1] === '.';
    if (isLink ? !HARMLESS_LINK.test(`.${name}`) : !HARMLESS_CALL.test(name)) return false;
  }
  // The name of something that others change, as a value or in short for it.
  if (CHANGING_VALUE.test(masked) || /^[\w$.]+$/.test(masked.trim())) return false;
  const given = /\b(?:json|send|jsonify|\w*Response)\(\s*([A-Za-z_$][\w$]*)\s*[,)]/.exec(masked)?.[1];
  if (given !== undefined && !new RegExp(`\\b${given.replace(/\$/g, '\\$&')}\\s*=`).test(masked)) return false;
  // What is awaited without a call was begun elsewhere; what a name alone gives may change.
  return (
    !/\bawait\s+(?![\w$.]+\s*\()/.test(masked) &&
    !/\breturn\s+(?!null\b|undefined\b|true\b|false\b|new\b|None\b|True\b|False\b)[\w$.]+\s*(?:[;\n}]|$)/.test(masked)
  );
}
