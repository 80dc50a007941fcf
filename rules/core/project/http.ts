import type { Span } from '../text/span.ts';
import type { FilePlace, ProjectModel, SourceFile } from './model.ts';

/** A path that a server of the project answers. */
export interface Route {
  /** In lower case; `use` for what is mounted below the path, `any` where all methods are meant. */
  readonly method: string;
  /** As it is written, or as the folders of a file-based router say; without the prefixes that routers are mounted under. */
  readonly path: string;
  readonly file: string;
  /** The call, decorator or file's first line. */
  readonly span: Span;
  /** Code of the handler as far as it can be told, comments blanked; undefined for what is defined elsewhere. */
  readonly body: string | undefined;
}

const JAVASCRIPT_ROUTE =
  /\b(?:\w*[aA]pp|\w*[rR]outers?|\w*[rR]outes?|server|fastify|api|instance|hono)\.(get|post|put|patch|delete|all|head|use|route)\(\s*(['"`])(\/[^'"`\n]{0,200}|\*)\2/g;
const NEST_ROUTE = /@(Get|Post|Put|Patch|Delete|All|Head|Controller)\(\s*(?:(['"`])([^'"`\n]{0,200})\2)?\s*\)/g;
const PYTHON_ROUTE =
  /^[ \t]*@\w+(?:\.\w+)*\.(get|post|put|patch|delete|route|api_route|head)\(\s*(?:path\s*=\s*)?(['"])([^'"\n]{0,200})\2/gm;
const DJANGO_ROUTE = /\b(?:path|re_path|url)\(\s*r?(['"])([^'"\n]{0,200})\1/g;
const NEXT_ROUTE = /(?:^|\/)(?:app\/((?:[^/]+\/)*)route|pages\/(api\/(?:[^/]+\/)*[^/]+))\.[cm]?[jt]sx?$/;

/** The paths that the servers of the project answer, tests left out. */
export function routesOf(project: ProjectModel): readonly Route[] {
  return project.remember('routes', () => project.sources.flatMap((file) => (file.isTest ? [] : routesIn(file))));
}

function routesIn(file: SourceFile): Route[] {
  const { path, code } = file;
  if (path.endsWith('.py')) return [...pythonRoutes(file), ...djangoRoutes(file)];
  const next = NEXT_ROUTE.exec(path);
  if (next) {
    // A folder in brackets groups routes and is no part of the path.
    const parts = (next[1] ?? next[2] ?? '').split('/').filter((part) => part !== '' && !/^\(.*\)$/.test(part) && part !== 'index');
    return [
      { method: 'any', path: `/${parts.join('/')}`, file: path, span: { start: 0, end: Math.max(1, code.indexOf('\n')) }, body: code },
    ];
  }
  const routes: Route[] = [];
  for (const match of code.matchAll(JAVASCRIPT_ROUTE)) {
    const start = match.index;
    const open = start + match[0].indexOf('(');
    const end = closing(code, open);
    const call = code.slice(start + match[0].length, end);
    const hasBody = /=>|\bfunction\b/.test(call);
    routes.push({
      method: match[1] === 'all' ? 'any' : (match[1] ?? ''),
      path: match[3] ?? '',
      file: path,
      span: { start, end: start + match[0].length },
      body: hasBody ? call : undefined,
    });
  }
  if (code.includes('@nestjs/') || /@(?:Controller|Get)\(/.test(code)) routes.push(...nestRoutes(file));
  return routes;
}

function nestRoutes({ path, code }: SourceFile): Route[] {
  let prefix = '';
  return [...code.matchAll(NEST_ROUTE)].flatMap((match) => {
    const name = (match[3] ?? '').replace(/^\//, '');
    const span = { start: match.index, end: match.index + match[0].length };
    if (match[1] === 'Controller') {
      prefix = name;
      return [];
    }
    const open = code.indexOf('{', span.end);
    const body = open < 0 ? undefined : code.slice(open, closing(code, open));
    return [{ method: (match[1] ?? '').toLowerCase(), path: `/${[prefix, name].filter(Boolean).join('/')}`, file: path, span, body }];
  });
}

function pythonRoutes({ path, code }: SourceFile): Route[] {
  return [...code.matchAll(PYTHON_ROUTE)].map((match) => {
    const start = match.index + match[0].length - match[0].trimStart().length;
    return {
      method: /route/.test(match[1] ?? '') ? 'any' : (match[1] ?? ''),
      path: match[3] ?? '',
      file: path,
      span: { start, end: match.index + match[0].length },
      body: pythonBody(code, match.index),
    };
  });
}

function djangoRoutes({ path, code }: SourceFile): Route[] {
  if (!/\burlpatterns\b/.test(code)) return [];
  return [...code.matchAll(DJANGO_ROUTE)].map((match) => ({
    method: 'any',
    path: `/${(match[2] ?? '').replace(/^\^/, '')}`,
    file: path,
    span: { start: match.index, end: match.index + match[0].length },
    body: undefined,
  }));
}

/** The function below a decorator: its lines that are indented further than its `def`. */
function pythonBody(code: string, decorator: number): string | undefined {
  const definition = /^([ \t]*)(?:async[ \t]+)?def\b[^\n]*/m;
  const match = definition.exec(code.slice(decorator));
  if (!match) return undefined;
  const indent = (match[1] ?? '').length;
  const lines = code.slice(decorator + match.index + match[0].length).split('\n');
  const body: string[] = [];
  for (const line of lines) {
    const isBlank = line.trim() === '';
    if (!isBlank && line.length - line.trimStart().length <= indent && !/^[ \t]*\)/.test(line)) break;
    body.push(line);
  }
  return body.join('\n');
}

/** Offset behind the bracket that closes the one at `open`; strings are passed over. The text's end where none does. */
function closing(code: string, open: number): number {
  let depth = 0;
  for (let i = open; i < code.length; i++) {
    const c = code[i];
    if (c === '(' || c === '{' || c === '[') depth++;
    else if (c === ')' || c === '}' || c === ']') {
      depth--;
      if (depth === 0) return i + 1;
    } else if (c === '"' || c === "'" || c === '`') {
      for (i++; i < code.length && code[i] !== c; i++) {
        if (code[i] === '\\') i++;
        else if (code[i] === '\n' && c !== '`') break;
      }
    }
  }
  return code.length;
}

const HEALTH = /(?:^|\/|_|-)(?:health(?:z|check|-check|_check)?|alive|live(?:z|ness)?|ready(?:z)?|readiness|ping|status|heartbeat|up)\/?$/i;
const READINESS = /(?:^|\/|_|-)(?:ready(?:z)?|readiness)\/?$/i;

/** Routes by which somebody else asks whether the application is well. */
export function healthRoutes(project: ProjectModel): readonly Route[] {
  return routesOf(project).filter(({ path, method }) => HEALTH.test(path) && /^(?:get|any|head|use)$/.test(method));
}

/** Those that tell whether it can serve, not only whether it runs. */
export function readinessRoutes(project: ProjectModel): readonly Route[] {
  return healthRoutes(project).filter(({ path }) => READINESS.test(path));
}

/** Whether a handler asks something else before it answers: a database, a cache, a check. */
export function asksSomething(body: string): boolean {
  return /\bawait\b|\bquery\b|\$queryRaw|\bping\b|\bexecute\b|\bSELECT 1\b|\bcheck\w*\(|\bHealthCheck|\bisConnected|\breadyState|\bconnect\w*\(|\.then\(/i.test(
    body.replace(/(['"`])(?:\\.|(?!\1)[^\\\n])*\1/g, "''"),
  );
}

export function routeAt(route: Route): FilePlace {
  return { file: route.file, span: route.span };
}
