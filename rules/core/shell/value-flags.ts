export interface FlagSyntax {
  /** Options that take the next word when no value is attached; names without dashes. */
  readonly valueFlags: ReadonlySet<string>;
  /** Options of several letters have one dash: `find -name`, `go build -ldflags`. */
  readonly hasLongSingleDash: boolean;
}

const apt = 't target-release default-release o option c config-file a host-architecture P build-profiles';
const pip =
  'r requirement c constraint e editable t target i index-url extra-index-url f find-links platform python-version implementation abi root prefix src ' +
  'b build upgrade-strategy only-binary no-binary progress-bar global-option config-settings C log proxy retries timeout exists-action ' +
  'trusted-host cert client-cert cache-dir d dest python report use-feature use-deprecated group install-option keyring-provider resume-retries root-user-action';
const npm =
  'C prefix registry loglevel w workspace omit include tag access otp userconfig globalconfig cache install-strategy before script-shell node-options ' +
  'fetch-retries fetch-timeout save-prefix cwd network-timeout';
const pnpm =
  'C dir F filter prefix registry loglevel omit include tag access otp cache store-dir reporter cwd cache-folder network-timeout modules-folder mutex';
const yum =
  'c config enablerepo disablerepo repo repoid x exclude installroot releasever setopt d debuglevel e errorlevel R randomwait comment';

/**
 * Which options take a value, merged over the sub-commands of a program. From the manual pages of apt 2.9, apk-tools 2.14, pip 25,
 * npm 11, yarn 1, pnpm 10, dnf 4, zypper 1.14, curl 8, wget 1.24 and the others. A letter that takes a value in one sub-command and
 * none in another is left out (`docker build -t`, `docker run -t`): a rule that knows the sub-command adds it.
 */
const table: Readonly<Record<string, string>> = {
  'apt-get': apt,
  apt,
  aptitude: `${apt} F w s sort`,
  'apt-mark': 'o c f file',
  'apt-cache': 'o c p s',
  apk: 't virtual X repository p root keys-dir repositories-file wait arch cache-dir cache-max-age progress-fd timeout',
  pip,
  pip3: pip,
  uv: `${pip} directory project index default-index index-strategy extra p with P upgrade-package`,
  conda: 'n name p prefix c channel file',
  mamba: 'n name p prefix c channel file',
  npm,
  pnpm,
  yarn: pnpm,
  gem: 'v version i install-dir n bindir s source P trust-policy http-proxy config-file platform document g file user-install-dir',
  yum,
  dnf: yum,
  microdnf: yum,
  tdnf: yum,
  zypper: 'c config root reposd-dir cache-dir t type from r repo p plus-repo plus-content releasever',
  curl:
    'A user-agent b cookie c cookie-jar C continue-at cacert capath cert E ciphers connect-timeout D dump-header d data data-binary data-raw data-urlencode ' +
    'e referer F form form-string H header K config limit-rate m max-time max-redirs o output output-dir T upload-file u user U proxy-user w write-out x proxy ' +
    'X request r range retry retry-delay retry-max-time y speed-time Y speed-limit z time-cond interface resolve key proto proto-redir url json',
  wget:
    'O output-document o output-file a append-output P directory-prefix U user-agent T timeout t tries w wait e execute header user password post-data post-file ' +
    'i input-file B base Q quota ca-certificate certificate private-key referer load-cookies save-cookies waitretry limit-rate method body-data D A R l level',
  useradd:
    'u uid g gid G groups d home-dir home s shell c comment k skel K key e expiredate f inactive p password b base-dir R root P prefix Z selinux-user',
  adduser: 'u uid G g ingroup gid h home s shell k gecos firstuid lastuid conf',
  usermod: 'u uid g gid G groups d home s shell c comment l login e f p R',
  groupadd: 'g gid K key p password R root P prefix',
  addgroup: 'g gid',
  chown: 'from reference',
  chmod: 'reference',
  tar: 'f file C directory b T files-from X exclude-from exclude I use-compress-program strip-components transform owner group mode',
  git: 'C c git-dir work-tree b branch depth m message',
  ssh: 'b c D E e F I i J L l m O o p Q R S W w',
  scp: 'c F i J l o P S',
  make: 'C f file I o W directory makefile',
  mkdir: 'm mode',
  install: 'm mode o owner g group S suffix t target-directory',
  date: 'd date f file r reference',
  head: 'n lines c bytes',
  tail: 'n lines c bytes s pid',
  grep: 'e f m A B C regexp file max-count include exclude exclude-dir',
  sed: 'e f expression file l',
  awk: 'F f v',
  cut: 'd f c b delimiter fields characters bytes output-delimiter',
  docker:
    'H host file tag c config context build-arg target platform e env v volume p publish name network label l log-level progress u user w workdir entrypoint env-file mount',
  python: 'c m W X',
  python3: 'c m W X',
  node: 'e eval r require import loader',
  gpg: 'o output keyserver keyring homedir r recipient u local-user passphrase batch-size',
  shred: 'n s',
  corepack: 'install-directory',
};

const longSingleDash: ReadonlySet<string> = new Set([
  'find',
  'go',
  'java',
  'javac',
  'terraform',
  'openssl',
  'convert',
  'ffmpeg',
  'qemu-img',
  'xcodebuild',
]);

const none: FlagSyntax = { valueFlags: new Set(), hasLongSingleDash: false };
const cache = new Map<string, FlagSyntax>();

/** What is known of a program's options; numbered names count as the plain one (`pip3.11`, `python3.12`). */
export function flagSyntaxOf(program: string | undefined): FlagSyntax {
  if (program === undefined) return none;
  const known = cache.get(program);
  if (known) return known;
  const key = Object.hasOwn(table, program) ? program : program.replace(/(?<=[a-z])\d+(\.\d+){0,2}$/, '');
  const words = Object.hasOwn(table, key) ? table[key] : undefined;
  const hasLongSingleDash = longSingleDash.has(key);
  if (words === undefined && !hasLongSingleDash) return none;
  const syntax = { valueFlags: new Set(words?.split(' ').filter(Boolean)), hasLongSingleDash };
  cache.set(program, syntax);
  return syntax;
}
