import type { Span } from '../text/span.ts';
import { MaskedCode } from './code-mask.ts';
import type { ProjectModel, SourceFile } from './model.ts';
import { folderOf, joinPath } from './project.ts';

/** A route as one file tells of it, before the prefixes of other files are known. */
export interface FoundRoute {
  readonly method: string;
  readonly path: string;
  readonly span: Span;
  /** Asked for few routes only. */
  body(): Span | undefined;
  /** Name of the router that it belongs to; undefined where that cannot be told. */
  readonly router: string | undefined;
}

/** A router that is put below a path of another one. */
export interface FoundMount {
  readonly parent: string;
  readonly prefix: string;
  /** Name of the router in this file, or of the module that holds it. */
  readonly child: string;
  /** Where a module is named in place of a variable: `require('./orders')`. */
  readonly module?: string;
}

/** What one file tells of routes. */
export interface RouteFile {
  readonly path: string;
  readonly routes: readonly FoundRoute[];
  readonly mounts: readonly FoundMount[];
  /** Name of a router → the prefix that it gives itself. */
  readonly prefixes: ReadonlyMap<string, string>;
  /** Name in this file → the module that it comes from. */
  readonly imports: ReadonlyMap<string, string>;
}

/** Cheap to ask of every file; most are let alone. */
const MAY_ROUTE =
  /\b(?:\w*[aA]pp|\w*[rR]outers?|\w*[rR]outes?|server|fastify|instance|hono|scope)\s*\.\s*(?:get|post|put|patch|delete|del|all|head|options|use|route|register|mount)\s*[(<]|\bnew\s+(?:Hono|OpenAPIHono|Elysia|Router)\b|\b(?:Router|express|[fF]astify|polka)\s*\(|@Controller\b|\bcreateServer\b|\bBun\.serve\b/;
/** Makes something that routes can be added to. */
const ROUTER =
  /\b(?:const|let|var)\s+([\w$]+)\s*(?::[^=\n]{1,80})?=\s*(?:await\s+)?(?:(?:new\s+)?[\w$.]*(?:[rR]outer|express|[fF]astify|Koa|Hono|OpenAPIHono|Elysia|polka)\s*(?:<[^>\n]{0,80}>)?\(|restify\.createServer|Hapi\.server)/g;
const MAKES_ROUTER = /\bnew\s+(?:Hono|OpenAPIHono|Elysia|Router)\b|\b(?:[rR]outer|express|[fF]astify|polka)\s*\(/;
const CALL =
  /(?:\b([\w$]+)|\))\s*\.\s*(get|post|put|patch|delete|del|all|head|options|use|route|register|mount|basePath)\s*(?:<[^()\n]{0,200}>)?\s*(?=\()/g;
const CONVENTIONAL = /^(?:\w*[aA]pp|\w*[rR]outers?|\w*[rR]outes?|server|fastify|instance|hono|scope)$/;
const IMPORT = /\bimport\s+(?:type\s+)?([^'";]{1,500}?)\s+from\s*(['"])([^'"\n]+)\2/g;
const REQUIRE = /\b(?:const|let|var)\s+([\w$]+|\{[^}=]{1,300}\})\s*=\s*require\(\s*(['"])([^'"\n]+)\2\s*\)/g;
const ASKS_URL = /\b(?:req(?:uest)?\.url|url\.pathname|pathname|url)\s*===?\s*(['"])(\/[^'"\n]{0,200})\1/g;

export function readJavaScriptRoutes({ path, code }: Pick<SourceFile, 'path' | 'code'>): RouteFile | undefined {
  if (!MAY_ROUTE.test(code)) return undefined;
  const masked = new MaskedCode(code, path);
  const routers = new Set([...masked.text.matchAll(ROUTER)].map((match) => match[1] ?? ''));
  const reader = new Reader(path, masked, routers);
  return reader.read();
}

class Reader {
  readonly #path: string;
  readonly #code: string;
  readonly #text: string;
  readonly #masked: MaskedCode;
  readonly #routers: ReadonlySet<string>;
  /** A chain may begin with a router that has no name. */
  readonly #makesRouter: boolean;
  readonly #routes: FoundRoute[] = [];
  readonly #mounts: FoundMount[] = [];

  constructor(path: string, masked: MaskedCode, routers: ReadonlySet<string>) {
    this.#path = path;
    this.#code = masked.code;
    this.#text = masked.text;
    this.#masked = masked;
    this.#routers = routers;
    this.#makesRouter = MAKES_ROUTER.test(masked.text);
  }

  read(): RouteFile {
    for (const match of this.#text.matchAll(CALL)) this.#call(match);
    if (/@Controller\b/.test(this.#text)) this.#routes.push(...this.#nest());
    if (/\bcreateServer\b|\bBun\.serve\b/.test(this.#text)) this.#plainServer();
    return {
      path: this.#path,
      routes: this.#routes.sort((a, b) => a.span.start - b.span.start),
      mounts: this.#mounts,
      prefixes: this.#prefixes(),
      imports: importsOf(this.#code),
    };
  }

  #call(match: RegExpExecArray): void {
    const receiver = match[1];
    const method = match[2] ?? '';
    const isRouter = receiver === undefined ? this.#makesRouter : this.#routers.has(receiver) || CONVENTIONAL.test(receiver);
    if (!isRouter) return;
    const open = match.index + match[0].length;
    const args = this.#masked.arguments(open);
    const [first, ...rest] = args ?? [];
    if (!first) return;
    const router = receiver ?? this.#chainStart(match.index);
    const start = receiver === undefined ? open - match[0].length + match[0].indexOf('.') : match.index;
    if (method === 'register' || method === 'mount') {
      this.#register(router, first, rest);
      return;
    }
    const paths = this.#paths(first);
    if (method === 'route' && paths.length === 0) {
      this.#routeObjects(router, first);
      return;
    }
    const last = rest.at(-1);
    // A client asks with an address, and perhaps options: `api.get('/orders', { params })`.
    const isMount = method === 'use' || (method === 'route' && last !== undefined);
    if (method !== 'route' && method !== 'use' && (!last || this.#text[last.start] === '{')) return;
    for (const path of paths) {
      const body = () => (last ? this.#body(last) : this.#chainedBody(open));
      const span = { start, end: first.end };
      this.#routes.push({ method: methodOf(method), path, span, body, router });
      if (isMount && router !== undefined) for (const child of rest) this.#mount(router, path, child);
    }
    if (method === 'use' && paths.length === 0 && router !== undefined)
      for (const child of [first, ...rest]) this.#mount(router, '', child);
  }

  /** Fastify: `app.register(orders, { prefix: '/orders' })`, also with `import('./orders')`. */
  #register(router: string | undefined, first: Span, rest: readonly Span[]): void {
    if (router === undefined) return;
    const options = rest.map(({ start, end }) => this.#code.slice(start, end)).join(' ');
    this.#mount(router, prefixIn(options) ?? '', first);
  }

  #mount(parent: string, prefix: string, child: Span): void {
    const text = this.#code.slice(child.start, child.end);
    const module = /^(?:require|import)\(\s*(['"])([^'"\n]+)\1\s*\)/.exec(text)?.[2];
    const name = /^([\w$]+)(?:\.(?:routes|router|middleware|default)\b(?:\(\))?)?$/.exec(text)?.[1];
    if (module !== undefined) this.#mounts.push({ parent, prefix, child: module, module });
    else if (name !== undefined) this.#mounts.push({ parent, prefix, child: name });
  }

  /** Fastify and Hapi: `server.route({ method: 'GET', path: '/health', handler })`, or a list of them. */
  #routeObjects(router: string | undefined, within: Span): void {
    const text = this.#code.slice(within.start, within.end);
    for (const match of text.matchAll(/\b(?:url|path)\s*:\s*(['"`])(\/[^'"`\n]{0,200})\1/g)) {
      const at = within.start + match.index;
      const object = this.#objectAround(at, within);
      const inside = this.#code.slice(object.start, object.end);
      const method = /\bmethod\s*:\s*\[?\s*(['"`])(\w+|\*)\1/.exec(inside)?.[2]?.toLowerCase() ?? 'any';
      this.#routes.push({
        method: method === '*' ? 'any' : method,
        path: match[2] ?? '',
        span: { start: at, end: at + match[0].length },
        body: () => this.#masked.functionBody(object),
        router,
      });
    }
  }

  #objectAround(at: number, within: Span): Span {
    let depth = 0;
    for (let start = at; start >= within.start; start--) {
      const c = this.#text[start] ?? '';
      if (c === '}' || c === ')' || c === ']') depth++;
      else if (c === '{' || c === '(' || c === '[') {
        if (depth === 0) return { start, end: this.#masked.closing(start) ?? within.end };
        depth--;
      }
    }
    return within;
  }

  /** The paths that an argument names: a text, a template without its inserted beginning, a list of them. */
  #paths(argument: Span): string[] {
    const text = this.#code.slice(argument.start, argument.end);
    const one = /^(['"`])([^'"`\n]{0,200})\1$/.exec(text)?.[2];
    const isList = text.startsWith('[') && !text.includes('{');
    const list = one !== undefined ? [one] : isList ? [...text.matchAll(/(['"`])([^'"`\n]{0,200})\1/g)].map((m) => m[2] ?? '') : [];
    return list.map((path) => path.replace(/^\$\{[^}]*\}/, '')).filter((path) => /^(?:\/|\*|$)/.test(path) && !path.includes('${'));
  }

  /** The body of a handler that is written down here, or elsewhere in this file under the name that is given. */
  #body(argument: Span): Span | undefined {
    const own = this.#masked.functionBody(argument);
    if (own) return own;
    const name = /^[\w$]+$/.exec(this.#code.slice(argument.start, argument.end))?.[0];
    return name === undefined ? undefined : namedFunction(this.#masked, name);
  }

  /** The handler of `route('/health').get(handler)`. @param open where the arguments of `route` begin */
  #chainedBody(open: number): Span | undefined {
    const close = this.#masked.closing(open);
    if (close === undefined) return undefined;
    const link = /^\s*\.\s*(?:get|all|head)\s*(?=\()/.exec(this.#text.slice(close + 1, close + 200));
    const last = link ? this.#masked.arguments(close + 1 + link[0].length)?.at(-1) : undefined;
    return last && this.#body(last);
  }

  /** The variable that a chain of calls begins with: `new Hono().get(…)` has none. */
  #chainStart(closed: number): string | undefined {
    // Going back over all brackets of a long chain would cost as much again for each of its links.
    if (this.#routers.size !== 1) return undefined;
    const [only] = this.#routers;
    return this.#text[closed] === ')' ? only : undefined;
  }

  #nest(): FoundRoute[] {
    const routes: FoundRoute[] = [];
    let prefix = '';
    for (const match of this.#text.matchAll(/@(Controller|Get|Post|Put|Patch|Delete|All|Head)\b\s*(?=\()/g)) {
      const open = match.index + match[0].length;
      const close = this.#masked.closing(open);
      if (close === undefined) continue;
      const names = [...this.#code.slice(open, close).matchAll(/(['"`])([^'"`\n]{0,200})\1/g)].map((found) => found[2] ?? '');
      const options = this.#code.slice(open + 1, close).trimStart();
      if (match[1] === 'Controller') {
        prefix = options.startsWith('{') ? (/\bpath\s*:\s*(['"`])([^'"`\n]*)\1/.exec(options)?.[2] ?? '') : (names[0] ?? '');
        continue;
      }
      const body = () => this.#methodBody(close + 1);
      for (const name of names.length > 0 ? names : ['']) {
        const path = joinRoute(prefix, name);
        const method = match[1] === 'All' ? 'any' : (match[1] ?? '').toLowerCase();
        routes.push({ method, path, span: { start: match.index, end: close + 1 }, body, router: undefined });
      }
    }
    return routes;
  }

  /** The method of a class that decorators stand above, from behind one of them. */
  #methodBody(from: number): Span | undefined {
    let at = from;
    for (;;) {
      const decorator = /^\s*@[\w.]+\s*/.exec(this.#text.slice(at, at + 500));
      if (!decorator) break;
      at += decorator[0].length;
      if (this.#text[at] === '(') at = (this.#masked.closing(at) ?? this.#text.length) + 1;
    }
    const open = this.#text.indexOf('(', at);
    return open < 0 ? undefined : this.#masked.bodyBehindParameters(open);
  }

  /** `if (req.url === '/health')` of a server without a framework. */
  #plainServer(): void {
    for (const match of this.#code.matchAll(ASKS_URL)) {
      const span = { start: match.index, end: match.index + match[0].length };
      this.#routes.push({ method: 'any', path: match[2] ?? '', span, body: () => undefined, router: undefined });
    }
  }

  /** Prefixes that routers are made with: `new Router({ prefix: '/orders' })`, `new Hono().basePath('/api')`. */
  #prefixes(): Map<string, string> {
    const found = new Map<string, string>();
    for (const match of this.#text.matchAll(ROUTER)) {
      const open = match.index + match[0].length - 1;
      const close = this.#text[open] === '(' ? this.#masked.closing(open) : undefined;
      if (close === undefined) continue;
      const base = /^\s*\.\s*basePath\(\s*(['"`])([^'"`\n]{0,200})\1/.exec(this.#code.slice(close + 1, close + 300))?.[2];
      const prefix = base ?? prefixIn(this.#code.slice(open, close));
      if (prefix !== undefined) found.set(match[1] ?? '', prefix);
    }
    return found;
  }
}

function prefixIn(options: string): string | undefined {
  return /\bprefix\s*:\s*(['"`])(\/[^'"`\n]{0,200})\1/.exec(options)?.[2];
}

function methodOf(name: string): string {
  if (name === 'all' || name === 'route') return 'any';
  return name === 'del' ? 'delete' : name;
}

/** The body of a function that is declared under a name, as a statement or as a constant. */
export function namedFunction(masked: MaskedCode, name: string): Span | undefined {
  const escaped = name.replace(/\$/g, '\\$&');
  const declared = new RegExp(
    `\\bfunction\\s+${escaped}\\s*(?:<[^()\\n]{0,200}>)?(?=\\()|\\b(?:const|let|var)\\s+${escaped}\\b[^=;\\n]{0,200}=(?![=>])`,
  ).exec(masked.text);
  if (!declared) return undefined;
  const end = declared.index + declared[0].length;
  if (declared[0].startsWith('function')) return masked.bodyBehindParameters(end);
  const statement = masked.text.slice(end, end + 2000);
  const isFunction = /^\s*(?:async\b\s*)?(?:function\b|\(|[\w$]+\s*=>|\w+\(\s*(?:async\b\s*)?(?:function\b|\(|[\w$]+\s*=>))/.test(
    statement,
  );
  return isFunction ? masked.functionBody({ start: end, end: masked.text.length }) : undefined;
}

function importsOf(code: string): Map<string, string> {
  const found = new Map<string, string>();
  const add = (names: string, module: string) => {
    for (const name of names.matchAll(/(?:[\w$]+|\*)\s+as\s+([\w$]+)|[\w$]+\s*:\s*([\w$]+)|([\w$]+)/g)) {
      const local = name[1] ?? name[2] ?? name[3];
      if (local !== undefined) found.set(local, module);
    }
  };
  for (const match of code.matchAll(IMPORT)) add(match[1] ?? '', match[3] ?? '');
  for (const match of code.matchAll(REQUIRE)) add(match[1] ?? '', match[3] ?? '');
  return found;
}

const EXTENSIONS = ['.ts', '.js', '.tsx', '.jsx', '.mts', '.mjs', '.cts', '.cjs', '/index.ts', '/index.js', '/index.mjs', '/index.tsx'];

/** The source file that a module of a file is, packages left out. */
export function resolveModule(project: ProjectModel, from: string, module: string): string | undefined {
  // With ES modules, TypeScript names the file that it will become.
  const bare = module.replace(/\.[cm]?[jt]sx?$/, '');
  if (module.startsWith('.')) {
    const base = joinPath(folderOf(from), bare);
    return base === undefined ? undefined : EXTENSIONS.map((extension) => base + extension).find((path) => project.has(path));
  }
  const alias = /^(?:@|~|#|src)\/(.+)$/.exec(bare)?.[1];
  if (alias === undefined) return undefined;
  for (let folder: string | undefined = folderOf(from); folder !== undefined; folder = folder === '' ? undefined : folderOf(folder)) {
    for (const root of [folder, folder === '' ? 'src' : `${folder}/src`]) {
      const base = root === '' ? alias : `${root}/${alias}`;
      const found = EXTENSIONS.map((extension) => base + extension).find((path) => project.has(path));
      if (found) return found;
    }
  }
  return undefined;
}

/** `api`, `/orders/` → `/api/orders`. */
export function joinRoute(...parts: readonly string[]): string {
  const joined = parts.map((part) => part.replace(/^\/+|\/+$/g, '')).filter((part) => part !== '');
  return `/${joined.join('/')}`;
}
