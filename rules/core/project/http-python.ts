import { MaskedCode } from './code-mask.ts';
import type { FoundMount, FoundRoute, RouteFile } from './http-javascript.ts';
import type { ProjectModel, SourceFile } from './model.ts';
import { folderOf, joinPath } from './project.ts';

const MAY_ROUTE =
  /@[\w.]+\.(?:get|post|put|patch|delete|route|api_route|head|websocket)\b|\burlpatterns\b|\bRoute\(|\badd_(?:url_rule|api_route|route|get|post)\(|@(?:get|post|route)\(|\binclude_router\b|\bregister_blueprint\b/;
const DECORATOR = /^[ \t]*@(?:([\w.]+)\.)?(get|post|put|patch|delete|route|api_route|head)[ \t]*(?=\()/gm;
const ADDED =
  /\b([\w.]+)\.(?:add_url_rule|add_api_route|add_route|add_get|add_post)[ \t]*(?=\()|(?<![.\w])(?:Route|web\.get|web\.post)[ \t]*(?=\()/g;
const DJANGO = /\b(?:path|re_path|url)[ \t]*(?=\()/g;
const ROUTER = /^[ \t]*([\w]+)[ \t]*(?::[^=\n]{1,80})?=[ \t]*(?:[\w.]*\.)?(?:APIRouter|Blueprint|NinjaAPI|Router)[ \t]*(?=\()/gm;
const MOUNT = /\b([\w.]+)\.(?:include_router|register_blueprint|add_router)[ \t]*(?=\()/g;
const FROM = /^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]{1,1000}\)|[^\n]{1,300})/gm;
const TEXT = /^(?:path\s*=\s*|rule\s*=\s*)?[rbuf]?(['"])([^'"\n]{0,200})\1$/i;

export function readPythonRoutes({ path, code }: Pick<SourceFile, 'path' | 'code'>): RouteFile | undefined {
  if (!MAY_ROUTE.test(code)) return undefined;
  const masked = new MaskedCode(code, path);
  const routes = [...decorated(code, masked), ...added(code, masked), ...django(code, masked)];
  const prefixes = new Map<string, string>();
  for (const match of masked.text.matchAll(ROUTER)) {
    const open = match.index + match[0].length;
    const prefix = prefixIn(code.slice(open, masked.closing(open)));
    if (prefix !== undefined) prefixes.set(match[1] ?? '', prefix);
  }
  return {
    path,
    routes: routes.sort((a, b) => a.span.start - b.span.start),
    mounts: mountsOf(code, masked),
    prefixes,
    imports: importsOf(code),
  };
}

function decorated(code: string, masked: MaskedCode): FoundRoute[] {
  return [...masked.text.matchAll(DECORATOR)].flatMap((match) => {
    const end = match.index + match[0].length;
    const first = masked.arguments(end)?.[0];
    const path = first && TEXT.exec(code.slice(first.start, first.end))?.[2];
    if (first === undefined || path === undefined || (match[1] === undefined && !path.startsWith('/'))) return [];
    const start = match.index + match[0].length - match[0].trimStart().length;
    const method = /route/.test(match[2] ?? '') ? 'any' : (match[2] ?? '');
    return [{ method, path, span: { start, end: first.end }, body: () => masked.pythonFunction(end), router: match[1] }];
  });
}

/** Routes that a call adds, with the name of a function or class that is elsewhere. */
function added(code: string, masked: MaskedCode): FoundRoute[] {
  return [...masked.text.matchAll(ADDED)].flatMap((match) => {
    const end = match.index + match[0].length;
    const first = masked.arguments(end)?.[0];
    const path = first && TEXT.exec(code.slice(first.start, first.end))?.[2];
    if (first === undefined || !path?.startsWith('/')) return [];
    return [{ method: 'any', path, span: { start: match.index, end: first.end }, body: () => undefined, router: match[1] }];
  });
}

function django(code: string, masked: MaskedCode): FoundRoute[] {
  if (!/\burlpatterns\b/.test(masked.text)) return [];
  return [...masked.text.matchAll(DJANGO)].flatMap((match) => {
    const end = match.index + match[0].length;
    const first = masked.arguments(end)?.[0];
    const path = first && TEXT.exec(code.slice(first.start, first.end))?.[2];
    if (first === undefined || path === undefined) return [];
    const plain = path.replace(/^\^/, '').replace(/\$$/, '');
    return [
      {
        method: 'any',
        path: `/${plain.replace(/^\//, '')}`,
        span: { start: match.index, end: first.end },
        body: () => undefined,
        router: undefined,
      },
    ];
  });
}

function mountsOf(code: string, masked: MaskedCode): FoundMount[] {
  return [...masked.text.matchAll(MOUNT)].flatMap((match) => {
    const open = match.index + match[0].length;
    const [first] = masked.arguments(open) ?? [];
    const child = first && /^[\w.]+$/.exec(code.slice(first.start, first.end))?.[0];
    return child ? [{ parent: match[1] ?? '', prefix: prefixIn(code.slice(open, masked.closing(open))) ?? '', child }] : [];
  });
}

function prefixIn(options: string): string | undefined {
  return /\b(?:url_)?prefix\s*=\s*(['"])(\/[^'"\n]{0,200})\1/.exec(options)?.[2];
}

/** Name in this file → `module:name` that it comes from. */
function importsOf(code: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of code.matchAll(FROM)) {
    for (const name of (match[2] ?? '').replace(/[()]/g, '').split(',')) {
      const [original = '', local = original] = name.trim().split(/\s+as\s+/);
      if (/^\w+$/.test(original)) found.set(local, `${match[1]}:${original}`);
    }
  }
  return found;
}

/** The file that a name comes from: the module itself, or the one that it is a name of. @param from `module:name` */
export function resolvePythonName(project: ProjectModel, file: string, from: string): string | undefined {
  const [module = '', name = ''] = from.split(':');
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const parts = module.slice(dots).split('.').filter(Boolean).join('/');
  const candidates = [`${parts}/${name}`.replace(/^\//, ''), parts]
    .filter(Boolean)
    .flatMap((base) => [`${base}.py`, `${base}/__init__.py`]);
  if (dots > 0) {
    const folder = '../'.repeat(dots - 1);
    return candidates.map((path) => joinPath(folderOf(file), folder + path)).find((path) => path !== undefined && project.has(path));
  }
  for (let folder: string | undefined = folderOf(file); folder !== undefined; folder = folder === '' ? undefined : folderOf(folder)) {
    const found = candidates.map((path) => joinPath(folder ?? '', path)).find((path) => path !== undefined && project.has(path));
    if (found) return found;
  }
  return undefined;
}
