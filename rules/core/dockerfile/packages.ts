import { operands, type ShellCommand, type ShellWord } from '../shell/shell.ts';
import type { RunInstruction } from './instructions.ts';
import type { DockerCommand } from './script.ts';

/** Package managers of distributions, as far as builds call them. */
export type SystemManager = 'apt' | 'apk' | 'yum' | 'dnf' | 'microdnf' | 'tdnf' | 'zypper';

/** A call of a package manager: `apt-get -y install curl`. */
export interface PackageCall {
  readonly manager: SystemManager;
  /** The sub-command, as written; undefined when there is none or it is computed. */
  readonly action: ShellWord | undefined;
  /** What the sub-command does. */
  readonly does: 'install' | 'upgrade' | 'remove' | 'update' | 'clean' | 'other';
  /** What is named behind it. */
  readonly names: readonly ShellWord[];
}

const MANAGERS: Readonly<Record<string, SystemManager>> = {
  apt: 'apt',
  'apt-get': 'apt',
  aptitude: 'apt',
  apk: 'apk',
  yum: 'yum',
  dnf: 'dnf',
  dnf5: 'dnf',
  microdnf: 'microdnf',
  tdnf: 'tdnf',
  zypper: 'zypper',
};

const RPM_ACTIONS = {
  install: /^(?:in|install|install-n|install-na|install-nevra|localinstall|groupinstall|group|reinstall|rei|builddep|module)$/,
  upgrade: /^(?:up|upgrade|update|upgrade-minimal|up-min|distro-sync|dsync|downgrade|swap)$/,
  remove: /^(?:remove|rm|erase|autoremove)$/,
  update: /^(?:makecache|mc|check-update|check-upgrade)$/,
  clean: /^clean$/,
} as const;

/** Sub-commands with what they do, by the names and abbreviations of each manager. */
const ACTIONS: Readonly<Record<SystemManager, Readonly<Partial<Record<Exclude<PackageCall['does'], 'other'>, RegExp>>>>> = {
  apt: {
    install: /^(?:install|reinstall|build-dep)$/,
    upgrade: /^(?:upgrade|dist-upgrade|full-upgrade)$/,
    remove: /^(?:remove|purge|autoremove)$/,
    update: /^update$/,
    clean: /^(?:clean|autoclean|dist-clean|distclean)$/,
  },
  apk: { install: /^(?:add|fix)$/, upgrade: /^upgrade$/, remove: /^del$/, update: /^update$/, clean: /^cache$/ },
  yum: RPM_ACTIONS,
  dnf: RPM_ACTIONS,
  microdnf: RPM_ACTIONS,
  tdnf: RPM_ACTIONS,
  zypper: {
    install: /^(?:in|install|source-install|si|patch)$/,
    upgrade: /^(?:up|update|dup|dist-upgrade)$/,
    remove: /^(?:rm|remove)$/,
    update: /^(?:ref|refresh)$/,
    clean: /^(?:cc|clean)$/,
  },
};

const known = new WeakMap<ShellCommand, PackageCall | null>();

/** A command as a call of a package manager; undefined for everything else. */
export function packageCall(command: ShellCommand): PackageCall | undefined {
  let call = known.get(command);
  if (call === undefined) {
    call = read(command) ?? null;
    known.set(command, call);
  }
  return call ?? undefined;
}

function read(command: ShellCommand): PackageCall | undefined {
  const program = command.program ?? '';
  const manager = Object.hasOwn(MANAGERS, program) ? MANAGERS[program] : undefined;
  if (!manager) return undefined;
  const [action, ...names] = operands(command);
  const actions = Object.entries(ACTIONS[manager]) as [Exclude<PackageCall['does'], 'other'>, RegExp][];
  const does = actions.find(([, pattern]) => pattern.test(action?.text ?? ''))?.[0] ?? 'other';
  return { manager, action, does, names };
}

/** Where a package manager keeps what it has downloaded. */
export const PACKAGE_CACHES: Readonly<Partial<Record<SystemManager, readonly string[]>>> = {
  apk: ['/var/cache/apk', '/etc/apk/cache'],
  yum: ['/var/cache/yum', '/var/cache/dnf'],
  dnf: ['/var/cache/dnf', '/var/cache/libdnf5', '/var/cache/yum'],
  microdnf: ['/var/cache/dnf', '/var/cache/libdnf5', '/var/cache/yum'],
  tdnf: ['/var/cache/tdnf'],
  zypper: ['/var/cache/zypp'],
};

/** Whether a command deletes a folder, all that is in it, or a folder above it: `rm -rf /var/cache/yum/*`. */
export function deletes({ command }: DockerCommand, folders: readonly string[]): boolean {
  if (command.program !== 'rm' && command.program !== 'find') return false;
  return command.words.some((word) => {
    const path = word.template.replace(/["']/g, '').replace(/\/?\*?$/, '');
    return (
      path.length > '/var'.length &&
      folders.some((folder) => folder === path || folder.startsWith(`${path}/`) || path.startsWith(`${folder}/`))
    );
  });
}

/** Whether the layer of a `RUN` is part of an image that is kept: of the shipped stage, or of one for other files. */
export function isKept(run: RunInstruction): boolean {
  return run.stage === undefined || run.file.isShipped(run.stage) || run.onbuild !== undefined;
}

/** `pip install`, in any spelling: `pip3.12 install`, `python -m pip install`. Not what only looks like it, such as `pipx`. */
export function pipInstall(command: ShellCommand): { readonly action: ShellWord; readonly rest: readonly ShellWord[] } | undefined {
  const { program, words } = command;
  const isModule = /^(?:python|pypy)[\d.]*$/.test(program ?? '') && words[0]?.text === '-m' && words[1]?.text === 'pip';
  if (!isModule && !/^pip[\d.]*$/.test(program ?? '')) return undefined;
  const rest = words.slice(isModule ? 2 : 0);
  const at = rest.findIndex((word) => !word.prefix.startsWith('-'));
  const action = rest[at];
  return action?.text === 'install' ? { action, rest: rest.slice(at + 1) } : undefined;
}
