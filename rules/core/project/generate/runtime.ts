import { END_OF_LIFE } from '../../../data/end-of-life.ts';
import type { DockerfileFile } from '../../dockerfile/file.ts';
import { asTable, type NodePackage, tomlOf } from '../manifests.ts';
import type { ProjectModel } from '../model.ts';
import { folderOf, joinPath } from '../project.ts';

/** The image that an application is run on: `24-slim` of `node`. */
export interface RuntimeTag {
  readonly release: string;
  /** Release and variant. */
  readonly tag: string;
}

/** A new image is not begun on a release that is about to end. */
const DAYS_LEFT = 120;

/** The Dockerfiles of a folder, those for development included: they tell what the application runs on. */
export function dockerfilesIn(project: ProjectModel, folder: string): readonly DockerfileFile[] {
  return project.dockerfiles.filter((file) => folderOf(file.source.path) === folder);
}

/** The tag of `node` for a package: what it says it runs on, where that is still mended, else the next long-term release that it allows. */
export function nodeTag(project: ProjectModel, manifest: NodePackage): RuntimeTag | undefined {
  const { folder, json } = manifest;
  const used = baseTag(project, folder, 'node');
  const stated =
    /^(\d+)/.exec(used ?? '')?.[1] ??
    majorIn(project, folder, ['.nvmrc', '.node-version']) ??
    /^(\d+)/.exec(json.string('volta', 'node') ?? '')?.[1];
  const engines = json.string('engines', 'node');
  const isAllowed = (release: string) => (engines === undefined ? true : allowsNode(engines, Number(release)));
  const table = END_OF_LIFE.node ?? {};
  const candidates = Object.keys(table)
    .filter((release) => Number(release) % 2 === 0 && hasTimeLeft(table[release], project.today))
    .filter((release) => stated === undefined || Number(release) >= Number(stated))
    .sort((a, b) => Number(a) - Number(b));
  // Without a word from the project, the newest that is kept for long.
  const ordered = stated === undefined ? candidates.reverse() : candidates;
  const release = ordered.find(isAllowed);
  if (release === undefined) return undefined;
  return { release, tag: `${release}-${/alpine/.test(used ?? '') ? 'alpine' : 'slim'}` };
}

/** The tag of `python` for an application; undefined where nothing says which release it is written for. */
export function pythonTag(project: ProjectModel, folder: string): RuntimeTag | undefined {
  const used = baseTag(project, folder, 'python');
  const toml = tomlOf(project.read(joinPath(folder, 'pyproject.toml') ?? '') ?? '');
  const range = asTable(toml.project)['requires-python'] ?? asTable(asTable(asTable(toml.tool).poetry).dependencies).python;
  const stated = /^(\d+\.\d+)/.exec(used ?? '')?.[1] ?? minorIn(project, folder);
  const table = END_OF_LIFE.python ?? {};
  if (stated !== undefined && hasTimeLeft(table[stated], project.today)) return { release: stated, tag: `${stated}-slim` };
  // Another release than the one that is named is only taken where a range allows it.
  if (typeof range !== 'string') return undefined;
  const release = Object.keys(table)
    .filter((one) => one.startsWith('3.') && hasTimeLeft(table[one], project.today))
    .filter((one) => stated === undefined || minorOf(one) >= minorOf(stated))
    .sort((a, b) => minorOf(a) - minorOf(b))
    .find((one) => allowsPython(range, minorOf(one)));
  return release === undefined ? undefined : { release, tag: `${release}-slim` };
}

function hasTimeLeft(end: string | undefined, today: string): boolean {
  return end !== undefined && (Date.parse(end) - Date.parse(today)) / 86_400_000 > DAYS_LEFT;
}

/** The tag of an image of this name that a Dockerfile of the folder stands on. */
function baseTag(project: ProjectModel, folder: string, image: string): string | undefined {
  for (const file of dockerfilesIn(project, folder)) {
    for (const stage of file.stages) {
      const { reference } = stage.from;
      if (reference?.familiarName === image && reference.isTagKnown && reference.tag !== undefined) return reference.tag;
    }
  }
  return undefined;
}

function majorIn(project: ProjectModel, folder: string, names: readonly string[]): string | undefined {
  const path = project.nearest(folder, names);
  return path === undefined ? undefined : /^v?(\d+)(?:\.|\s|$)/.exec(project.read(path) ?? '')?.[1];
}

function minorIn(project: ProjectModel, folder: string): string | undefined {
  const path = project.nearest(folder, ['.python-version', 'runtime.txt']);
  return path === undefined ? undefined : /^(?:python-)?(3\.\d+)/.exec(project.read(path) ?? '')?.[1];
}

const minorOf = (release: string): number => Number(release.split('.')[1]);

/** Whether a range of npm allows some version of a major release; false for what cannot be read. */
function allowsNode(range: string, major: number): boolean {
  return range.split('||').some((part) => {
    const bounds = part
      .trim()
      .replace(/([<>=~^])\s+/g, '$1')
      .split(/\s+/);
    return bounds.every((bound) => {
      const match = /^(>=|<=|>|<|=|\^|~)?v?(\d+)((?:\.(?:\d+|x|\*)){0,2})$/.exec(bound);
      if (!match) return bound === '*' || bound === '';
      const limit = Number(match[2]);
      // `<23` leaves the whole of 23 out, `<23.5` does not.
      const isWhole = !/[1-9]/.test(match[3] ?? '');
      switch (match[1]) {
        case '>=':
          return major >= limit;
        case '>':
          return isWhole && match[3] === '' ? major > limit : major >= limit;
        case '<=':
          return major <= limit;
        case '<':
          return isWhole ? major < limit : major <= limit;
        default:
          return major === limit;
      }
    });
  });
}

/** Whether a requirement of PEP 440, or one of Poetry, allows some version of `3.minor`; false for what cannot be read. */
function allowsPython(range: string, minor: number): boolean {
  return range.split(',').every((part) => {
    const match = /^(>=|<=|>|<|==|~=|\^|~)?\s*3(?:\.(\d+|\*))?(?:\.(\d+|\*))?$/.exec(part.trim());
    if (!match) return /^<\s*4(?:\.0)*$/.test(part.trim());
    const limit = match[2] === undefined || match[2] === '*' ? undefined : Number(match[2]);
    if (limit === undefined) return match[1] !== '<' && match[1] !== '>';
    switch (match[1]) {
      case '>=':
      case '>':
      case '^':
        return minor >= limit;
      case '~=':
        return match[3] === undefined ? minor >= limit : minor === limit;
      case '<=':
        return minor <= limit;
      case '<':
        return minor < limit;
      default:
        return minor === limit;
    }
  });
}
