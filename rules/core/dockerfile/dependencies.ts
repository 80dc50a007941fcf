import { flagValue, hasFlag, operands, readArguments, type ShellCommand, type ShellWord } from '../shell/shell.ts';

export type PackageManager = 'npm' | 'yarn' | 'pnpm' | 'bun' | 'pip' | 'poetry' | 'uv' | 'pipenv' | 'composer' | 'bundler' | 'go';

/** A command that installs what a manifest of the project lists, not single packages. */
export interface DependencyInstall {
  readonly manager: PackageManager;
  /** The word that says so: `install`, or the program for a bare `yarn`. */
  readonly action: ShellWord;
  /** Takes exactly what the lockfile says, or fails. Undefined where the manager has no such switch. */
  readonly isFrozen: boolean | undefined;
  /** A flag says that the lockfile need not be kept to. */
  readonly isUnfrozenOnPurpose: boolean;
  /** Leaves out what only development needs. */
  readonly omitsDev: boolean;
  /** Files that have to be there before it, the lockfiles included. */
  readonly manifests: readonly string[];
}

const NPM_INSTALL = /^(?:install|i|in|ins|inst|add|ci|clean-install|install-clean|ic)$/;
const NPM_CI = /^(?:ci|clean-install|install-clean|ic)$/;

const OTHERS = /^(?:python[\d.]*|pip[\d.]*|uv|poetry|pipenv|composer|bundler?|go)$/;

/** Lockfiles by manager, the usual one first. */
export const LOCKFILES: Readonly<Partial<Record<PackageManager, readonly string[]>>> = {
  npm: ['package-lock.json', 'npm-shrinkwrap.json'],
  yarn: ['yarn.lock'],
  pnpm: ['pnpm-lock.yaml'],
  bun: ['bun.lock', 'bun.lockb'],
};

const known = new WeakMap<ShellCommand, DependencyInstall | null>();

export function dependencyInstall(command: ShellCommand): DependencyInstall | undefined {
  let install = known.get(command);
  if (install === undefined) {
    install = readInstall(command) ?? null;
    known.set(command, install);
  }
  return install ?? undefined;
}

function readInstall(command: ShellCommand): DependencyInstall | undefined {
  switch (command.program) {
    case 'npm':
      return npm(command);
    case 'yarn':
    case 'yarnpkg':
      return yarn(command);
    case 'pnpm':
      return pnpm(command);
    case 'bun':
      return bun(command);
    case undefined:
      return undefined;
    default:
      return OTHERS.test(command.program) ? other(command) : undefined;
  }
}

function npm(command: ShellCommand): DependencyInstall | undefined {
  const [action, ...rest] = operands(command);
  if (!action?.text || !NPM_INSTALL.test(action.text) || rest.length > 0 || action.text === 'add') return undefined;
  if (hasFlag(command, 'g', 'global', 'location', 'package-lock-only', 'dry-run')) return undefined;
  const omitted = readArguments(command, { valueFlags: ['omit', 'only'] }).flags;
  const omitsDev =
    omitted.some((flag) => (flag.name === 'omit' && flag.value === 'dev') || (flag.name === 'only' && /^prod/.test(flag.value ?? ''))) ||
    (hasFlag(command, 'production', 'prod') && flagValue(command, 'production') !== 'false');
  const isUnfrozenOnPurpose = hasFlag(command, 'no-package-lock') || flagValue(command, 'package-lock') === 'false';
  return {
    manager: 'npm',
    action,
    isFrozen: NPM_CI.test(action.text),
    isUnfrozenOnPurpose,
    omitsDev,
    manifests: ['package.json', 'package-lock.json', 'npm-shrinkwrap.json'],
  };
}

function yarn(command: ShellCommand): DependencyInstall | undefined {
  const [action, ...rest] = operands(command);
  if ((action && action.text !== 'install') || rest.length > 0 || !command.nameWord) return undefined;
  if (hasFlag(command, 'version', 'v', 'help', 'h')) return undefined;
  return {
    manager: 'yarn',
    action: action ?? command.nameWord,
    isFrozen: hasFlag(command, 'frozen-lockfile', 'immutable', 'pure-lockfile'),
    isUnfrozenOnPurpose: hasFlag(command, 'no-lockfile', 'no-immutable'),
    omitsDev: hasFlag(command, 'production', 'prod'),
    manifests: ['package.json', 'yarn.lock', '.yarnrc.yml'],
  };
}

function pnpm(command: ShellCommand): DependencyInstall | undefined {
  const [action, ...rest] = operands(command);
  if (!action?.text || !/^(?:install|i)$/.test(action.text) || rest.length > 0 || hasFlag(command, 'g', 'global')) return undefined;
  return {
    manager: 'pnpm',
    action,
    isFrozen: hasFlag(command, 'frozen-lockfile') && flagValue(command, 'frozen-lockfile') !== 'false',
    isUnfrozenOnPurpose: hasFlag(command, 'no-frozen-lockfile', 'no-lockfile', 'fix-lockfile', 'lockfile-only'),
    omitsDev: hasFlag(command, 'prod', 'P', 'production'),
    manifests: ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'],
  };
}

function bun(command: ShellCommand): DependencyInstall | undefined {
  const [action, ...rest] = operands(command);
  if (!action?.text || !/^(?:install|i|ci)$/.test(action.text) || rest.length > 0 || hasFlag(command, 'g', 'global')) return undefined;
  return {
    manager: 'bun',
    action,
    isFrozen: action.text === 'ci' || hasFlag(command, 'frozen-lockfile'),
    isUnfrozenOnPurpose: hasFlag(command, 'no-save'),
    omitsDev: hasFlag(command, 'production', 'p') || flagValue(command, 'omit') === 'dev',
    manifests: ['package.json', 'bun.lock', 'bun.lockb'],
  };
}

function other(command: ShellCommand): DependencyInstall | undefined {
  const words = operands(command);
  const [action, second] = words;
  const base = { isFrozen: undefined, isUnfrozenOnPurpose: false, omitsDev: hasFlag(command, 'no-dev', 'without') };
  if (!action?.text) return undefined;
  const program = command.program ?? '';
  if (/^python[\d.]*$/.test(program) || /^pip[\d.]*$/.test(program)) return pip(command);
  if (program === 'uv' && action.text === 'sync') return { ...base, manager: 'uv', action, manifests: ['pyproject.toml', 'uv.lock'] };
  if (program === 'poetry' && action.text === 'install')
    return { ...base, manager: 'poetry', action, manifests: ['pyproject.toml', 'poetry.lock'] };
  if (program === 'pipenv' && /^(?:install|sync)$/.test(action.text) && !second)
    return { ...base, manager: 'pipenv', action, manifests: ['Pipfile', 'Pipfile.lock'] };
  if (program === 'composer' && action.text === 'install')
    return { ...base, manager: 'composer', action, manifests: ['composer.json', 'composer.lock'] };
  if ((program === 'bundle' || program === 'bundler') && action.text === 'install')
    return { ...base, manager: 'bundler', action, manifests: ['Gemfile', 'Gemfile.lock'] };
  if (program === 'go' && action.text === 'mod' && second?.text === 'download')
    return { ...base, manager: 'go', action, manifests: ['go.mod', 'go.sum'] };
  return undefined;
}

/** `pip install -r requirements.txt`, also as `python -m pip`; not where the project itself is installed. */
function pip(command: ShellCommand): DependencyInstall | undefined {
  const { words } = command;
  const isModule = words[0]?.text === '-m' && words[1]?.text === 'pip';
  if (/^python/.test(command.program ?? '') && !isModule) return undefined;
  const rest = words.slice(isModule ? 2 : 0);
  const action = rest.find((word) => word.text === 'install');
  if (!action) return undefined;
  const files: string[] = [];
  for (const [index, word] of rest.entries()) {
    const text = word.text ?? '';
    if (text === '-r' || text === '--requirement') files.push(rest[index + 1]?.text ?? '');
    else if (/^(?:-r.|--requirement=)/.test(text)) files.push(text.replace(/^(?:-r|--requirement=)/, ''));
    // `pip install -e .` needs the sources.
    else if (/^(?:\.{1,2}(?:\/|\[|$)|-e|--editable)/.test(text)) return undefined;
  }
  if (files.length === 0) return undefined;
  return {
    manager: 'pip',
    action,
    isFrozen: undefined,
    isUnfrozenOnPurpose: false,
    omitsDev: false,
    manifests: files.filter((file) => file !== ''),
  };
}
