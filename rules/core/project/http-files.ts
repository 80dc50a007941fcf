import type { Span } from '../text/span.ts';
import { MaskedCode } from './code-mask.ts';
import { joinRoute, namedFunction } from './http-javascript.ts';
import type { ProjectModel, SourceFile } from './model.ts';

/** A route that the place of its file says. */
export interface FileRoute {
  readonly method: string;
  readonly path: string;
  readonly span: Span;
  readonly body: Span | undefined;
}

const VERBS = /\bexport\s+(?:async\s+)?(?:function\s+|const\s+)(GET|POST|PUT|PATCH|DELETE|HEAD|loader|action|handler)\b/g;
const DEFAULT = /\bexport\s+default\s+/;

/** The routes of a file whose place in a framework's folders says its path; undefined for all other files. */
export function fileRoutes(project: ProjectModel, { path, code }: Pick<SourceFile, 'path' | 'code'>): readonly FileRoute[] | undefined {
  const found = pathOf(project, project.relative(path));
  return found && read(path, code, found.path, found.method);
}

function pathOf(project: ProjectModel, file: string): { path: string; method: string } | undefined {
  const has = (...names: (string | RegExp)[]) => project.dependency(...names) !== undefined;
  const kit = /(?:^|\/)routes\/((?:[^/]+\/)*)\+server\.[jt]s$/.exec(file);
  if (kit) return { path: joinRoute(...plainParts(kit[1] ?? '')), method: 'any' };
  const nitro = /(?:^|\/)server\/(?:(api)|routes)\/(.+?)(?:\.(get|post|put|patch|delete))?\.[cm]?[jt]s$/.exec(file);
  if (nitro && has('nuxt', 'nitropack', 'h3'))
    return { path: joinRoute(nitro[1] ?? '', ...plainParts(nitro[2] ?? '')), method: nitro[3] ?? 'any' };
  const remix = /(?:^|\/)app\/routes\/(.+?)(?:\/route)?\.[jt]sx?$/.exec(file);
  if (remix && has(/^@remix-run\//, /^@react-router\//)) {
    // Dots part the path, but for those in brackets; a leading underscore hides what lays out only.
    const parts = (remix[1] ?? '').replace(/\[(.)\]/g, (_, c: string) => (c === '.' ? '\u0000' : c)).split(/[./]/);
    return { path: joinRoute(...parts.filter((part) => !part.startsWith('_')).map((part) => part.replace('\u0000', '.'))), method: 'any' };
  }
  const next = /(?:^|\/)(?:app\/((?:[^/]+\/)*)route|pages\/(api\/(?:[^/]+\/)*[^/]+))\.[cm]?[jt]sx?$/.exec(file);
  return next && has('next') ? { path: joinRoute(...plainParts(next[1] ?? next[2] ?? '')), method: 'any' } : undefined;
}

/** Folders in brackets group routes, those with `@` are slots: neither is part of the path. */
function plainParts(folders: string): string[] {
  return folders.split('/').filter((part) => !/^(?:\(.*\)|@.*|index)$/.test(part));
}

function read(file: string, code: string, path: string, method: string): FileRoute[] {
  const masked = new MaskedCode(code, file);
  const routes = [...masked.text.matchAll(VERBS)].map((match): FileRoute => {
    const end = match.index + match[0].length;
    const name = match[1] ?? '';
    const verb = name === 'loader' ? 'get' : name === 'action' ? 'post' : name === 'handler' ? method : name.toLowerCase();
    return { method: verb, path, span: { start: match.index, end }, body: bodyAt(masked, match.index, end) };
  });
  if (routes.length > 0) return routes;
  const main = DEFAULT.exec(masked.text);
  if (!main) return [{ method, path, span: { start: 0, end: Math.max(1, lineEnd(code)) }, body: undefined }];
  const end = main.index + main[0].length;
  const name = /^(?!function\b|async\b|class\b)[\w$]+\s*;?\s*$/m.exec(masked.text.slice(end, end + 100))?.[0];
  const named = name === undefined ? undefined : namedFunction(masked, name.replace(/[;\s]/g, ''));
  return [
    { method, path, span: { start: main.index, end: main.index + main[0].trimEnd().length }, body: named ?? bodyAt(masked, end, end) },
  ];
}

function bodyAt(masked: MaskedCode, start: number, end: number): Span | undefined {
  if (/^export\s+(?:async\s+)?function/.test(masked.text.slice(start, end))) {
    const open = masked.text.indexOf('(', end);
    return open < 0 ? undefined : masked.bodyBehindParameters(open);
  }
  return masked.functionBody({ start: end, end: masked.text.length });
}

function lineEnd(code: string): number {
  const at = code.indexOf('\n');
  return at < 0 ? code.length : at;
}
