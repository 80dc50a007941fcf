import type { FilePlace, ProjectModel } from './model.ts';

export {
  APPLICATION_MONITORING,
  ERROR_TRACKING,
  LOG_COLLECTORS,
  LOG_DRIVERS,
  LOG_SHIPPING,
  METRICS,
  METRICS_COLLECTORS,
  STRUCTURED_LOGGING,
  TRACING,
} from '../../data/observability.ts';

/**
 * Where to say that the servers of a project lack a library: the manifest of the first. Undefined where there is no server, where some
 * package does it, or where it cannot be told.
 * @param packages names of packages, any of which would do
 */
export function serverWithout(project: ProjectModel, packages: RegExp): FilePlace | undefined {
  const [server] = project.app.servers;
  if (!server || !project.tree.complete || project.hasForeignCode || project.dependency(packages)) return undefined;
  return project.at(server.manifest.path);
}

/** The first service of a Compose file that runs one of some images. */
export function serviceOfImage(project: ProjectModel, images: RegExp): FilePlace | undefined {
  for (const file of project.composeFiles) {
    const service = file.services.find(({ image }) => image && images.test(image.scalar.text));
    if (service) return project.at(file.path, service.key.span);
  }
  return undefined;
}

/** The first YAML file that holds alert rules: `alert:` with its `expr:`. */
export function findAlertRules(project: ProjectModel): string | undefined {
  return project.remember('alert rules', () =>
    project.matching(/(?:alert|rule|prometheus|monitor|grafana)[^/]*(?:\/[^/]+)*\.ya?ml$/i).find((path) => {
      const text = project.isAside(path) ? '' : (project.read(path) ?? '');
      return /^\s*-?\s*alert:/m.test(text) && /^\s*expr:/m.test(text);
    }),
  );
}
