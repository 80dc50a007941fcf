import type { Port } from '../compose/ports.ts';
import type { Service } from '../compose/service.ts';
import type { ProjectModel } from '../project/model.ts';
import { lastingServices } from '../project/services.ts';
import { asScalar } from '../yaml/nodes.ts';

/** What the Compose files say of a service that lasts. */
export interface ServiceOverview {
  readonly name: string;
  readonly file: string;
  /** Name of the image, or the folder that it is built from; undefined where a variable decides. */
  readonly image: string | undefined;
  /** As `8080:80`, or `80` for a port that Docker chooses. */
  readonly ports: readonly string[];
  /** Named volumes and folders of the host, with what they are mounted at. */
  readonly volumes: readonly string[];
  /** Services that it waits for. */
  readonly needs: readonly string[];
  readonly memory: string | undefined;
  readonly cpus: string | undefined;
}

/** Tables at the end of a report: what the project is made of. Names only, never values of variables. */
export interface Overview {
  readonly services: readonly ServiceOverview[];
  /** Secrets that workflows use, with the workflows. */
  readonly workflowSecrets: readonly { readonly name: string; readonly files: readonly string[] }[];
  /** Environment files, and which variable is in which of them. */
  readonly environment: {
    readonly files: readonly string[];
    readonly variables: readonly { readonly name: string; readonly files: readonly string[] }[];
  };
}

export function overviewOf(project: ProjectModel, show: (path: string) => string = (path) => path): Overview {
  const workflowSecrets = collect(
    project.workflows.flatMap(({ path, source }) => secretsIn(source.text).map((name) => [name, show(path)] as const)),
  );
  const variables = collect(project.envFiles.flatMap(({ path, variables }) => variables.map(({ name }) => [name, show(path)] as const)));
  return {
    services: lastingServices(project).map((service) => serviceOverview(service, show)),
    workflowSecrets,
    environment: { files: project.envFiles.map(({ path }) => show(path)), variables },
  };
}

function collect(pairs: readonly (readonly [name: string, file: string])[]): { name: string; files: string[] }[] {
  const found = new Map<string, Set<string>>();
  for (const [name, file] of pairs) found.set(name, (found.get(name) ?? new Set()).add(file));
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, files]) => ({ name, files: [...files] }));
}

function secretsIn(text: string): string[] {
  const expressions = text.match(/\$\{\{.*?\}\}/g) ?? [];
  const names = expressions.flatMap((expression) => [...expression.matchAll(/\bsecrets\.([A-Za-z_]\w*)/g)].map(([, name = '']) => name));
  // Every run has this one by itself.
  return names.filter((name) => name !== 'GITHUB_TOKEN');
}

function serviceOverview(service: Service, show: (path: string) => string): ServiceOverview {
  const text = (...path: string[]) => asScalar(service.find(...path))?.text;
  const context = service.build?.context;
  return {
    name: service.name,
    file: show(service.file.path),
    image: service.build ? context && `built from ${context}` : text('image'),
    ports: service.ports.flatMap((port) => portText(port) ?? []),
    volumes: service.mounts.flatMap(({ source, target }) => (source && target ? [`${source} → ${target}`] : [])),
    needs: service.dependencies.map(({ name }) => name),
    memory: text('deploy', 'resources', 'limits', 'memory') ?? text('mem_limit'),
    cpus: text('deploy', 'resources', 'limits', 'cpus') ?? text('cpus'),
  };
}

function portText({ published, target }: Port): string | undefined {
  const range = (ports: Port['target']) => ports && (ports.first === ports.last ? `${ports.first}` : `${ports.first}-${ports.last}`);
  const inside = range(target);
  return inside && (published ? `${range(published)}:${inside}` : inside);
}
