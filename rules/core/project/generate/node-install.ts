import { NODE_LOCKFILES, type NodePackageManager } from '../lockfiles.ts';
import type { NodePackage } from '../manifests.ts';
import type { ProjectModel } from '../model.ts';
import { joinPath } from '../project.ts';

/** How the packages of an application get into an image, and what development needs out of it again. */
export interface NodeInstall {
  readonly manager: NodePackageManager;
  /** Instructions that bring the package manager, where the image has it not. */
  readonly setup: readonly string[];
  /** Files that the install reads. */
  readonly files: readonly string[];
  readonly all: string;
  /** Takes out what only development needs. */
  readonly prune: string;
  /** Installs what runs and nothing else; undefined where that cannot be done from nothing. */
  readonly production: string | undefined;
  /** The version that the project names: `1.2.3`. */
  readonly version: string | undefined;
}

/** How an application is installed; undefined where its lockfile, its workspace or its scripts leave that open. */
export function nodeInstall(project: ProjectModel, manifest: NodePackage): NodeInstall | undefined {
  const { folder, scripts, workspaces, dependencies } = manifest;
  const has = (name: string) => project.has(joinPath(folder, name) ?? name);
  const read = (name: string) => project.read(joinPath(folder, name) ?? name) ?? '';
  const managers = (Object.keys(NODE_LOCKFILES) as NodePackageManager[]).filter((one) => NODE_LOCKFILES[one].some(has));
  const [manager] = managers;
  // A workspace is built from its root, and packages beside this one are not in its folder.
  if (!manager || managers.length > 1 || workspaces.length > 0 || /^packages:/m.test(read('pnpm-workspace.yaml'))) return undefined;
  if (dependencies.some(({ version }) => /^(?:workspace|file|link|portal|git|https?|ssh|github):|^git@/.test(version))) return undefined;
  if (['preinstall', 'install', 'postinstall'].some((name) => scripts.has(name))) return undefined;
  const prepare = scripts.get('prepare');
  // Git hooks are not set up where there is no git; anything else needs the sources.
  if (prepare !== undefined && !/^husky(?: install)?(?: \|\| (?:true|exit 0))?$/.test(prepare.trim())) return undefined;
  const lockfile = NODE_LOCKFILES[manager].find(has) ?? '';
  const settings = has('.npmrc') ? ['.npmrc'] : [];
  if (settings.length > 0 && /_auth|_password/i.test(read('.npmrc'))) return undefined;
  const named = new RegExp(`^${manager}@(\\d+\\.\\d+\\.\\d+)`).exec(manifest.json.string('packageManager') ?? '')?.[1];
  const install = byManager[manager]({ lockfile, settings, named, read, has });
  return install && { ...install, manager, version: named, production: prepare === undefined ? install.production : undefined };
}

interface Facts {
  readonly lockfile: string;
  readonly settings: readonly string[];
  readonly named: string | undefined;
  read(name: string): string;
  has(name: string): boolean;
}

type Commands = Omit<NodeInstall, 'manager' | 'version'>;

const byManager: Readonly<Record<NodePackageManager, (facts: Facts) => Commands | undefined>> = {
  npm: ({ lockfile, settings }) => ({
    setup: [],
    files: ['package.json', lockfile, ...settings],
    all: 'npm ci',
    prune: 'npm prune --omit=dev',
    production: 'npm ci --omit=dev',
  }),

  pnpm({ lockfile, settings, named, has }) {
    // Without a version nobody can say that the lockfile is still read.
    if (named === undefined) return undefined;
    return {
      setup: [`RUN npm install -g pnpm@${named}`],
      files: ['package.json', lockfile, ...settings, ...(has('pnpm-workspace.yaml') ? ['pnpm-workspace.yaml'] : [])],
      all: 'pnpm install --frozen-lockfile',
      prune: 'CI=true pnpm prune --prod --ignore-scripts',
      production: 'pnpm install --frozen-lockfile --prod',
    };
  },

  yarn({ lockfile, settings, read, has }) {
    // Later versions keep their settings and often themselves in the repository. The first comes with the image.
    if (!/^# yarn lockfile v1/m.test(read('yarn.lock')) || has('.yarnrc.yml') || has('.yarnrc')) return undefined;
    return {
      setup: [],
      files: ['package.json', lockfile, ...settings],
      all: 'yarn install --frozen-lockfile',
      prune: 'yarn install --frozen-lockfile --production --ignore-scripts --prefer-offline',
      production: 'yarn install --frozen-lockfile --production',
    };
  },

  bun: ({ lockfile, settings, has }) => ({
    setup: [],
    files: ['package.json', lockfile, ...settings, ...(has('bunfig.toml') ? ['bunfig.toml'] : [])],
    all: 'bun install --frozen-lockfile',
    prune: 'rm -rf node_modules && bun install --frozen-lockfile --production --ignore-scripts',
    production: 'bun install --frozen-lockfile --production',
  }),
};
