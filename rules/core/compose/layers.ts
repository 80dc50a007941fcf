import { inferRole } from '../kind.ts';
import { baseName, folderOf, joinPath, type Project } from '../project/project.ts';
import { createSource, type Role } from '../source.ts';
import { type ParsedCompose, parseCompose } from './parsed.ts';

/** In the order in which Compose looks for them. */
const BASE_NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'] as const;
const OVERRIDE_NAMES = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
] as const;
const FRAGMENT = /^(?:docker-)?compose[.-](.+)\.ya?ml$/i;

/**
 * The files that Compose merges with one, as far as names tell.
 * - A default name stands alone or under its override and production files.
 * - `docker-compose.prod.yml` lies over the default file beside it, if there is one.
 */
export interface Layers {
  /** Files under this one, nearest first. */
  readonly under: readonly ParsedCompose[];
  /** Override and production files that may lie over this one. */
  readonly over: readonly ParsedCompose[];
  /** This one may be a fragment of a file that is not at hand: absence cannot be told. */
  readonly isOpen: boolean;
  /** Services and resources may be defined in a file that is named on the command line only. */
  readonly isExtensible: boolean;
}

/** Reads and parses another Compose file. Null: there is none. Undefined: not known. */
export function readCompose(project: Project, path: string): ParsedCompose | null | undefined {
  return project.derive('compose', path, (text, name) =>
    parseCompose(createSource(name, text, 'compose', inferRole(name, 'compose', text))),
  );
}

export function findLayers(parsed: ParsedCompose, project: Project): Layers {
  const { path } = parsed.source;
  const folder = folderOf(path);
  const name = baseName(path);
  if ((BASE_NAMES as readonly string[]).includes(name)) {
    return { under: [], over: findOver(folder, project), isOpen: false, isExtensible: false };
  }
  if (!FRAGMENT.test(name)) return { under: [], over: [], isOpen: false, isExtensible: true };
  const base = readBase(project, folder);
  if (base) return { under: [base], over: [], isOpen: false, isExtensible: false };
  return { under: [], over: [], isOpen: base === undefined, isExtensible: true };
}

/** The file that Compose takes by itself in a folder. Null: there is none. Undefined: not known. */
export function readBase(project: Project, folder: string): ParsedCompose | null | undefined {
  const candidates = BASE_NAMES.map((base) => readBeside(project, folder, base));
  return candidates.find((candidate) => candidate) ?? (candidates.includes(undefined) ? undefined : null);
}

function readBeside(project: Project, folder: string, name: string): ParsedCompose | null | undefined {
  const path = joinPath(folder, name);
  return path === undefined ? null : readCompose(project, path);
}

function findOver(folder: string, project: Project): ParsedCompose[] {
  const found: ParsedCompose[] = [];
  const override = OVERRIDE_NAMES.map((name) => readBeside(project, folder, name)).find((candidate) => candidate);
  if (override) found.push(override);
  const production = (project.list(folder) ?? []).filter((name) => FRAGMENT.test(name) && roleOfName(name) === 'production');
  for (const name of production) {
    const parsed = readBeside(project, folder, name);
    if (parsed) found.push(parsed);
  }
  return found;
}

function roleOfName(name: string): Role {
  return inferRole(name, 'compose', '');
}
