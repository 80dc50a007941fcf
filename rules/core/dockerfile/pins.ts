import { readArguments, type ShellWord, subcommand } from '../shell/shell.ts';
import { packageCall, pipInstall } from './packages.ts';
import type { DockerCommand } from './script.ts';

/** Packages that a command installs in whatever version there is that day. */
export interface UnpinnedInstall {
  readonly program: string;
  readonly words: readonly ShellWord[];
  /** What goes behind a name: `=` and a version. */
  readonly suffix: string;
  /** The same check of other linters. */
  readonly rows: readonly string[];
}

type Reader = (node: DockerCommand) => UnpinnedInstall | undefined;

const PIP_SPECIFIER = /(?:===?|>=?|<=?|!=|~=)|\s@\s/;
const ARCHIVE = /\.(?:whl|tar\.(?:gz|bz2|xz)|tgz|zip|tar|egg)$/i;

/** Names that stand for one package each; what a variable may hold as a whole is not known. */
function names(words: readonly ShellWord[], isPinned: (name: string) => boolean): readonly ShellWord[] {
  return words.filter((word) => word.prefix !== '' && !word.hasPattern && !isPinned(word.template));
}

const readApt: Reader = ({ command }) => {
  const call = packageCall(command);
  if (call?.manager !== 'apt' || call.action?.text !== 'install') return undefined;
  const words = names(call.names, (name) => /[=/]|\.deb$|-$/.test(name));
  return { program: 'apt-get', words, suffix: '=', rows: ['hadolint:DL3008', 'kics:965a08d7'] };
};

const readApk: Reader = ({ command }) => {
  const call = packageCall(command);
  if (call?.manager !== 'apk' || call.action?.text !== 'add') return undefined;
  const words = names(call.names, (name) => /[=<>~]|\.apk$|^\./.test(name));
  return { program: 'apk', words, suffix: '=', rows: ['hadolint:DL3018', 'kics:d3499f6d'] };
};

const readRpm: Reader = ({ command, instruction }) => {
  const call = packageCall(command);
  const isYum = call?.manager === 'yum';
  if (!call || !(isYum || /^(?:dnf|microdnf|tdnf)$/.test(call.manager))) return undefined;
  const rows = isYum ? ['hadolint:DL3033', 'kics:6452c424'] : ['hadolint:DL3041', 'kics:93d88cf7'];
  const isModule = call.action?.text === 'module' && /^(?:install|enable)$/.test(call.names[0]?.text ?? '');
  if (isModule) {
    const words = names(call.names.slice(1), (name) => name.includes(':'));
    return { program: command.program ?? '', words, suffix: ':', rows };
  }
  if (!/^(?:in|install|install-n|install-na|install-nevra|localinstall)$/.test(call.action?.text ?? '')) return undefined;
  // `gcc-c++` is a name, `gcc-c++-1.1` has a version; a variable behind a dash is one, if anything sets it.
  const isSet = (name: string) => isMentioned(instruction.file.source.text, name, instruction);
  const words = names(call.names, (name) => {
    const variable = /-\$\{?(\w+)/.exec(name)?.[1];
    return /-\d|^@|\.rpm$|\/|:\d/.test(name) || (variable !== undefined && isSet(variable));
  });
  return { program: command.program ?? '', words, suffix: '-', rows };
};

/** Whether a variable is set where an instruction stands: by the script itself, an `ARG`, or an `ENV` of its stages. */
function isMentioned(text: string, name: string, instruction: DockerCommand['instruction']): boolean {
  const { start, end } = instruction.span;
  if (new RegExp(`\\b${name}=`).test(text.slice(start, end))) return true;
  return (
    instruction.scope.declarationOf(name) !== undefined ||
    new RegExp(`^\\s*${instruction.stage ? 'ARG' : '(?:ARG|ENV)'}\\s+(?:.*\\s)?${name}\\b`, 'im').test(text.slice(0, start))
  );
}

const readZypper: Reader = ({ command }) => {
  const call = packageCall(command);
  if (call?.manager !== 'zypper' || !/^(?:in|install)$/.test(call.action?.text ?? '')) return undefined;
  const words = names(call.names, (name) => /[=<>~]|\.rpm$|\/|:\d/.test(name));
  return { program: 'zypper', words, suffix: '=', rows: ['hadolint:DL3037', 'kics:562952e4'] };
};

const readPip: Reader = ({ command }) => {
  const install = pipInstall(command);
  const isPipx = command.program === 'pipx' && subcommand(command) === 'install';
  if (!install && !isPipx) return undefined;
  const { flags, operands } = readArguments({ ...command, program: 'pip', words: install?.rest ?? command.words.slice(1) });
  if (flags.some(({ name }) => /^(?:r|requirement|c|constraint|e|editable|group)$/.test(name))) return undefined;
  const words = names(operands, (name) => {
    if (/^(?:git|hg|svn|bzr)\+/.test(name)) return /@[^/@]+$/.test(name.replace(/#.*$/, ''));
    return PIP_SPECIFIER.test(name) || ARCHIVE.test(name) || /^[./~]|^[\w+]+:\/\//.test(name);
  });
  return { program: isPipx ? 'pipx' : 'pip', words, suffix: '==', rows: ['hadolint:DL3013', 'kics:02d9c71f'] };
};

const readNpm: Reader = ({ command }) => {
  if (command.program !== 'npm') return undefined;
  const [action, ...rest] = readArguments(command).operands;
  if (!/^(?:install|i|add|in|ins|inst|isntall)$/.test(action?.text ?? '')) return undefined;
  const words = names(rest, (name) => {
    if (/^(?:git[+@:]|github:|gitlab:|bitbucket:)/.test(name) || /^[\w-]+\/[\w.-]+$/.test(name)) return name.includes('#');
    return /.@./.test(name) || /\.(?:tgz|tar|tar\.gz)$/.test(name) || /^(?:[./~]|file:|https?:)/.test(name);
  });
  return { program: 'npm', words, suffix: '@', rows: ['hadolint:DL3016', 'kics:e36d8880'] };
};

const readGem: Reader = ({ command }) => {
  if (command.program !== 'gem') return undefined;
  const { flags, operands, operandsBehindDashes } = readArguments(command);
  const [action, ...rest] = operands.slice(0, operandsBehindDashes);
  if (!/^(?:install|i)$/.test(action?.text ?? '') || flags.some(({ name }) => name === 'v' || name === 'version')) return undefined;
  const words = names(rest, (name) => /:|\.gem$|^(?:true|false)$/.test(name));
  return { program: 'gem', words, suffix: ':', rows: ['hadolint:DL3028', 'kics:22cd11f7'] };
};

const readGo: Reader = ({ command }) => {
  if (command.program !== 'go') return undefined;
  const [action, ...rest] = readArguments(command, {
    valueFlags: ['C', 'ldflags', 'tags', 'gcflags', 'asmflags', 'mod', 'modfile', 'o', 'p', 'exec'],
  }).operands;
  if (!/^(?:install|get|run)$/.test(action?.text ?? '')) return undefined;
  const candidates = action?.text === 'run' ? rest.slice(0, 1) : rest;
  const words = names(candidates, (name) => {
    const [path = '', version] = name.split('@');
    if (version !== undefined) return !/^(?:latest|none|upgrade|patch|)$/.test(version);
    // Without a dot in its first part a path is of the standard library or of the module itself.
    return /^[./]|\.go$/.test(path) || !path.split('/')[0]?.includes('.');
  });
  return { program: 'go', words, suffix: '@', rows: ['hadolint:DL3062'] };
};

const READERS: readonly Reader[] = [readApt, readApk, readRpm, readZypper, readPip, readNpm, readGem, readGo];

/** Packages of a command that have no version; undefined where it installs none, or all have one. */
export function unpinnedInstall(node: DockerCommand): UnpinnedInstall | undefined {
  for (const read of READERS) {
    const install = read(node);
    if (install) return install.words.length > 0 ? install : undefined;
  }
  return undefined;
}
