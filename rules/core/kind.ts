import { baseName } from './project/project.ts';
import type { FileKind, Role } from './source.ts';

/** Names of our own configuration file, nearest to the linted file wins. */
export const CONFIG_NAMES = ['.seaworthy.yaml', '.seaworthy.yml'] as const;

const COMPOSE_NAME = /^(docker-)?compose([.-][^/]*)?\.ya?ml$/i;
const DOCKERFILE_NAME = /^(dockerfile|containerfile)([.-][^/]*)?$|\.(dockerfile|containerfile)$/i;
/** Endings that show that a name such as `Dockerfile.md` or `dockerfile.ts` is about Dockerfiles, not one. */
const NOT_A_DOCKERFILE =
  /\.(dockerignore|containerignore|md|markdown|txt|rst|adoc|html?|json|ya?ml|toml|m?[jt]sx?|py|go|rs|rb|sh|bats|snap|orig|rej|bak|swp)$/i;
const WORKFLOW_PATH = /(^|\/)\.(github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/i;
const YAML_NAME = /\.ya?ml$/i;

/** Language ids of editors that settle the kind whatever the path says. */
const LANGUAGES: Readonly<Record<string, FileKind>> = {
  dockerfile: 'dockerfile',
  dockercompose: 'compose',
  'github-actions-workflow': 'workflow',
};

/**
 * Decides what a file is; the only place that does.
 * @param path relative to the workspace root, forward slashes
 * @param text asked for only where the name alone does not settle it; without it such files are nothing to us
 * @param languageId the editor's word, which wins over the path
 * @returns undefined for a file that is not linted
 */
export function detectKind(path: string, text?: () => string | null | undefined, languageId?: string): FileKind | undefined {
  const name = baseName(path);
  const byName = kindOfName(path, name);
  const byLanguage = languageId === undefined ? undefined : LANGUAGES[languageId];
  if (byLanguage === 'workflow' && byName === 'action') return 'action';
  // Editors give the language to `Dockerfile.*` by a glob, so that `Dockerfile.dockerignore` gets it, too.
  if (byLanguage === 'dockerfile' && /^(dockerfile|containerfile)\./i.test(name) && NOT_A_DOCKERFILE.test(name)) return undefined;
  if (byLanguage) return byLanguage;
  if (byName) return byName;
  if (YAML_NAME.test(name) && /compose/i.test(name) && hasTopLevelServices(text?.())) return 'compose';
  return undefined;
}

function kindOfName(path: string, name: string): FileKind | undefined {
  if ((CONFIG_NAMES as readonly string[]).includes(name)) return 'config';
  if (WORKFLOW_PATH.test(path)) return 'workflow';
  if (/^action\.ya?ml$/i.test(name)) return 'action';
  if (/(^|\/)\.github\/dependabot\.ya?ml$/i.test(path)) return 'dependabot';
  if (COMPOSE_NAME.test(name)) return 'compose';
  if (DOCKERFILE_NAME.test(name) && !NOT_A_DOCKERFILE.test(name)) return 'dockerfile';
  return undefined;
}

/** Whether a name alone makes a file worth reading, for hosts that walk folders. */
export function mayBeLinted(path: string): boolean {
  const name = baseName(path);
  return kindOfName(path, name) !== undefined || (YAML_NAME.test(name) && /compose/i.test(name));
}

function hasTopLevelServices(text: string | null | undefined): boolean {
  return typeof text === 'string' && /^services[ \t]*:/m.test(text);
}

const ROLE_WORDS: Readonly<Record<string, Role>> = {
  dev: 'development',
  devel: 'development',
  develop: 'development',
  development: 'development',
  local: 'development',
  debug: 'development',
  override: 'development',
  devcontainer: 'development',
  test: 'test',
  tests: 'test',
  testing: 'test',
  e2e: 'test',
  integration: 'test',
  ci: 'ci',
  prod: 'production',
  production: 'production',
  staging: 'production',
  deploy: 'production',
  live: 'production',
};

/** Folders whose files are for developers whatever they are called. */
const ROLE_FOLDERS: Readonly<Record<string, Role>> = {
  '.devcontainer': 'development',
  test: 'test',
  tests: 'test',
  e2e: 'test',
  testdata: 'test',
};

/**
 * What a file is for, from its name, its folders and, for Compose, the environment that it sets.
 * A workflow has no role: it is always CI, and rules of workflows do not ask.
 */
export function inferRole(path: string, kind: FileKind, text: string): Role {
  if (kind !== 'dockerfile' && kind !== 'compose') return 'unknown';
  for (const word of baseName(path).toLowerCase().split(/[._-]/)) {
    const role = Object.hasOwn(ROLE_WORDS, word) ? ROLE_WORDS[word] : undefined;
    if (role) return role;
  }
  for (const folder of path.split('/').slice(0, -1)) {
    const role = Object.hasOwn(ROLE_FOLDERS, folder) ? ROLE_FOLDERS[folder] : undefined;
    if (role) return role;
  }
  if (kind === 'compose' && /\b(NODE_ENV|APP_ENV|FLASK_ENV|RAILS_ENV|ASPNETCORE_ENVIRONMENT)\b["']?[ \t]*[:=][ \t]*["']?dev/i.test(text))
    return 'development';
  return 'unknown';
}
