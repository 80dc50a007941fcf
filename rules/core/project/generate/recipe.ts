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

/** A path that is known to answer, as whole as it is asked for. */
export function healthPath(project: ProjectModel, within: (path: string) => boolean): string | undefined {
  const found = routesOf(project).find(
    ({ path, method, file, span }) =>
      within(file) &&
      /^(?:get|any|use|route)$/.test(method) &&
      /^\/(?:api\/)?(?:health|healthz|livez|live|ping|status)$/.test(path) &&
      // A router's paths are known only together with where it is mounted.
      /^@?(?:app|server|fastify)\b|^import|^export|^"use|^'use/.test((project.read(file) ?? '').slice(span.start, span.end).trimStart()),
  );
  return found?.path;
}
