import { routesOf } from '../http.ts';
import type { ProjectModel } from '../model.ts';

/** A Dockerfile and what it needs beside it. */
export interface ImageRecipe {
  readonly dockerfile: string;
  /** Paths of the build context that it copies by name. */
  readonly needs: readonly string[];
  /** Files to be created beside it: name → text. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** An image's label with the name of what is in it. */
export function titleLabel(name: string | undefined): string[] {
  return name !== undefined && /^[\w@/.-]+$/.test(name) ? [`LABEL org.opencontainers.image.title="${name}"`] : [];
}

export const HEALTHCHECK = 'HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \\';

/** Whether a file is a part of the application in a folder, and not of another one below it. */
export function isPartOf(project: ProjectModel, folder: string, path: string): boolean {
  const isBelow = (one: string) => one === '' || path.startsWith(`${one}/`);
  return isBelow(folder) && !project.manifests.some((other) => other.folder.length > folder.length && isBelow(other.folder));
}

/** A path that is known to answer, as whole as it is asked for. */
export function healthPath(project: ProjectModel, folder: string): string | undefined {
  const found = routesOf(project).find(
    ({ path, method, file, span }) =>
      isPartOf(project, folder, file) &&
      /^(?:get|any|use|route)$/.test(method) &&
      /^\/(?:api\/)?(?:health|healthz|livez|live|ping|status)$/.test(path) &&
      // A router's paths are known only together with where it is mounted.
      /^@?(?:app|server|fastify)\b|^import|^export|^"use|^'use/.test((project.read(file) ?? '').slice(span.start, span.end).trimStart()),
  );
  return found?.path;
}
