import { type ImageFacts, imageFacts } from '../../data/base-images.ts';
import { type EndOfLife, endOfLifeOf } from '../../data/end-of-life.ts';
import { hasFlag, operands, readArguments, type ShellCommand } from '../shell/shell.ts';
import { Recent } from '../text/recent.ts';
import { isInstruction } from './instructions.ts';
import type { DockerCommand } from './script.ts';
import type { Stage } from './stage.ts';

export interface BaseImage extends ImageFacts {
  /** False where a variable hides the part of the tag that names the distribution. */
  readonly isFamilyKnown: boolean;
}

const FIXED_FAMILY = /^(?:alpine|debian|ubuntu|busybox|scratch|fedora|centos|rockylinux|almalinux)$/;
const FAMILY_IN_TAG = /alpine|slim|bookworm|bullseye|buster|trixie|jammy|noble|focal|windows|nanoserver/;

const factsOfImages = new Recent<ImageFacts | null>(200);
const endsOfImages = new Recent<readonly EndOfLife[]>(200);

/** When what an image is made of is no longer mended: its own release first, then the distribution below. @param name as people write it */
export function endsOfLife(name: string, tag: string): readonly EndOfLife[] {
  return endsOfImages.get(`${name}:${tag}`, () => endOfLifeOf(name, tag));
}

/** What is known of the image at the bottom of a stage; undefined for an image that nobody knows, or a variable. */
export function baseImageOf(stage: Stage): BaseImage | undefined {
  const { reference, image } = stage.root.from;
  const name = reference?.familiarName;
  if (!reference || !image || name === undefined) return undefined;
  const tag = reference.tag ?? (reference.tagSpan ? image.raw.slice(reference.tagSpan.start, reference.tagSpan.end) : '');
  const facts = factsOfImages.get(`${name}:${tag}`, () => imageFacts(name, tag) ?? null) ?? undefined;
  return facts && { ...facts, isFamilyKnown: reference.isTagKnown || FIXED_FAMILY.test(name) || FAMILY_IN_TAG.test(tag) };
}

/** Commands of all RUNs of a stage and of those it builds on, from the bottom up. */
export function commandsOf(stage: Stage): readonly DockerCommand[] {
  return stage.allInherited('RUN').flatMap((run) => run.text.commands);
}

const INSTALLERS: Readonly<Record<string, RegExp>> = {
  'apt-get': /^install$/,
  apt: /^install$/,
  aptitude: /^install$/,
  apk: /^add$/,
  yum: /^(?:install|localinstall)$/,
  dnf: /^install$/,
  microdnf: /^install$/,
  tdnf: /^install$/,
  zypper: /^(?:in|install)$/,
};

/**
 * Names of packages that a stage and those below it install from their distribution and keep, versions cut off. What is
 * installed for a while only (`apk add --virtual`, anything before an automatic removal) does not count.
 */
export function installedPackages(stage: Stage): ReadonlySet<string> {
  const packages = new Set<string>();
  for (const { command } of commandsOf(stage)) {
    const program = command.program ?? '';
    if (!Object.hasOwn(INSTALLERS, program)) continue;
    const [action, ...names] = operands(command);
    const verb = action?.text ?? '';
    const plain = names.map((name) => name.prefix.replace(/[=:~<>].*$/s, ''));
    if (verb === 'autoremove' || (/^(?:purge|remove)$/.test(verb) && hasFlag(command, 'auto-remove', 'autoremove'))) packages.clear();
    else if (/^(?:purge|remove|del|erase)$/.test(verb)) for (const name of plain) packages.delete(name);
    else if (INSTALLERS[program]?.test(verb) && !(program === 'apk' && hasFlag(command, 't', 'virtual')))
      for (const name of plain) packages.add(name);
  }
  return packages;
}

const ACCOUNT_PROGRAMS = /^(?:useradd|adduser)$/;

/** The number of an account, as the commands that made it say, or as is known of the base image. Undefined where it cannot be told. */
export function accountNumber(stage: Stage, account: string): number | undefined {
  const base = baseImageOf(stage);
  let number = base?.account === account ? base.accountId : undefined;
  for (const { command } of commandsOf(stage)) {
    const names = command.words.some(({ text }) => text === account);
    // What changes an account may change its number.
    if (/^(?:usermod|deluser|userdel)$/.test(command.program ?? '') && names) number = undefined;
    if (!ACCOUNT_PROGRAMS.test(command.program ?? '') || !names) continue;
    const { flags } = readArguments(command, { valueFlags: ['u', 'uid'] });
    const value = flags.find(({ name }) => name === 'u' || name === 'uid')?.value;
    number = value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
  }
  return number;
}

/** Accounts that a stage and those below it create, in order. Names that hold a variable are left out. */
export function createdAccounts(stage: Stage): readonly string[] {
  const names: string[] = [];
  for (const { command } of commandsOf(stage)) {
    if (!ACCOUNT_PROGRAMS.test(command.program ?? '')) continue;
    const found = operands(command, {
      valueFlags: [
        'u',
        'g',
        'G',
        'd',
        'h',
        's',
        'c',
        'p',
        'k',
        'e',
        'f',
        'uid',
        'gid',
        'ingroup',
        'home',
        'home-dir',
        'shell',
        'gecos',
        'groups',
        'comment',
        'password',
        'base-dir',
        'b',
      ],
    });
    // Debian's `adduser NAME GROUP` adds an account to a group.
    const name = command.program === 'useradd' ? found.at(-1)?.text : found[0]?.text;
    if (name !== undefined && /^[a-z_][a-z0-9_-]*$/i.test(name)) names.push(name);
  }
  return names;
}

const DROP_PROGRAMS =
  /(?:^|[\s/"'=])(?:gosu|su-exec|setpriv|s6-setuidgid|s6-overlay|runuser|supervisord|fixuid|dumb-init-su)(?:$|[\s/"':=@])/;

/** Whether a stage carries a tool with which an entrypoint gives up root by itself. */
export function dropsPrivileges(stage: Stage): boolean {
  return stage.chain.some((link) =>
    link.instructions.some(
      (one) =>
        (isInstruction(one, 'RUN') ||
          isInstruction(one, 'COPY') ||
          isInstruction(one, 'ADD') ||
          isInstruction(one, 'CMD') ||
          isInstruction(one, 'ENTRYPOINT')) &&
        DROP_PROGRAMS.test(one.head.text),
    ),
  );
}

export interface UnprivilegedAccount {
  readonly name: string;
  /** Lines that have to stand before `USER`. */
  readonly setup: readonly string[];
}

const SYSTEM_ACCOUNTS = /^(?:root|nobody|daemon|sshd|git)$/;

/**
 * The account that an image could run as: one that the file creates, one that the base brings, or a new one by the means
 * of the base's distribution. Undefined where that would be a guess.
 */
export function unprivilegedAccount(stage: Stage): UnprivilegedAccount | undefined {
  const created = createdAccounts(stage).findLast((name) => !SYSTEM_ACCOUNTS.test(name));
  if (created) return { name: created, setup: [] };
  const base = baseImageOf(stage);
  if (!base) return undefined;
  if (base.account) return { name: base.account, setup: base.account === 'nginx' ? nginxSetup(stage) : [] };
  if (base.family === 'scratch') return { name: '65532:65532', setup: [] };
  if (base.family === 'rhel-minimal') return { name: '1001', setup: [] };
  const isPosix = stage.shell === undefined || /^(?:sh|bash|ash|dash)$/.test(stage.shell.program);
  if (!base.isFamilyKnown || !isPosix) return undefined;
  switch (base.family) {
    case 'alpine':
    case 'busybox':
      return { name: 'app', setup: ['RUN addgroup -S app && adduser -S -G app app'] };
    case 'debian':
    case 'ubuntu':
    case 'rhel':
      return { name: 'app', setup: ['RUN useradd --system --user-group --create-home app'] };
    case 'distroless':
    case 'wolfi':
      return { name: 'nonroot', setup: [] };
    case 'windows':
      return undefined;
  }
}

/** nginx writes its process id and caches as the account that its master process has. */
function nginxSetup(stage: Stage): readonly string[] {
  const { escape: escapeChar } = stage.file;
  return [
    `RUN touch /run/nginx.pid ${escapeChar}`,
    '    && chown -R nginx:nginx /var/cache/nginx /var/log/nginx /etc/nginx/conf.d /run/nginx.pid',
  ];
}

/**
 * Whether a variable could bring flags that cannot be seen: `$APT_FLAGS`, `"$@"`, input of `xargs`. A variable in the place of
 * a package name is taken for one.
 */
export function mayHideFlags(command: ShellCommand): boolean {
  if (command.wrappers.some(({ name }) => name === 'xargs')) return true;
  return command.words.some((word) => word.maySplit && word.prefix === '' && /opt|flag|arg|[@*]/i.test(word.template));
}

/** Static values of a flag that may be given several times, such as `-o` of `apt-get`. */
export function flagValues(command: ShellCommand, name: string): readonly string[] {
  return readArguments(command, { valueFlags: [name] }).flags.flatMap((flag) => (flag.name === name ? (flag.value ?? []) : []));
}

/** Whether a stage needs what lies in root's home, which no other account may enter. */
export function usesRootHome(stage: Stage): boolean {
  const copies = stage.allInherited('COPY').some((copy) => /^\/root(?:\/|$)/.test(copy.destination?.value ?? ''));
  return copies || stage.allInherited('ENV').some((env) => env.pairs.some(({ value }) => /(?:^|:)\/root\//.test(value?.value ?? '')));
}
