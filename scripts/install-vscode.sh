#!/usr/bin/env bash
# Puts a real VS Code into a cache directory, for the tests in test/vscode, where the desktop VS Code cannot be downloaded: the server
# build inside the npm package code-server, which holds the complete workbench and extension host. Needs the npm registry and a Chromium
# or Chrome (installed with apt-get when there is none and root rights are at hand). No compiler.
#
#   scripts/install-vscode.sh [CACHE_DIR]        default: .cache/vscode (or $SEAWORTHY_VSCODE_CACHE)
#
# Doing it again takes no time; delete the directory to start over. The directory can be moved between machines of one kind.
set -euo pipefail

VERSION=4.100.3 # VS Code 1.100.3, built for Node 20
INTEGRITY='sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA=='
NODE_MAJOR=20
RIPGREP=1.18.0

say() { printf 'install-vscode: %s\n' "$*" >&2; }
die() {
  say "error: $*"
  exit 1
}

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${1:-${SEAWORTHY_VSCODE_CACHE:-$repository/.cache/vscode}}
mkdir -p "$cache"
cache=$(cd "$cache" && pwd)
target=$cache/code-server-$VERSION

for tool in node npm tar; do command -v "$tool" >/dev/null || die "$tool is not on the PATH"; done
case $(uname -s) in Linux) os=linux ;; Darwin) os=darwin ;; *) die "only Linux and macOS are supported" ;; esac
case $(uname -m) in x86_64 | amd64) arch=x64 ;; aarch64 | arm64) arch=arm64 ;; *) die "unsupported processor $(uname -m)" ;; esac

# Browsers are looked for again at run time by test/vscode/harness.mjs; keep the two lists the same.
has_browser() {
  [ -n "${CHROMIUM_PATH:-}" ] && return 0
  for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge; do
    command -v "$name" >/dev/null && return 0
  done
  [ -x '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' ]
}
if ! has_browser; then
  command -v apt-get >/dev/null || die "no Chromium or Chrome found; install one or set CHROMIUM_PATH"
  as_root=()
  [ "$(id -u)" = 0 ] || as_root=(sudo -n)
  say "installing Chromium"
  export DEBIAN_FRONTEND=noninteractive
  packages=(chromium fonts-liberation fonts-dejavu-core)
  ${as_root[@]+"${as_root[@]}"} apt-get install -y --no-install-recommends "${packages[@]}" >/dev/null 2>&1 ||
    { ${as_root[@]+"${as_root[@]}"} apt-get update >/dev/null &&
      ${as_root[@]+"${as_root[@]}"} apt-get install -y --no-install-recommends "${packages[@]}" >/dev/null; } ||
    die "apt-get could not install chromium; install a browser or set CHROMIUM_PATH"
fi

if [ -f "$target/complete" ]; then
  say "VS Code is in place: $target"
  exit 0
fi

stage=$(mktemp -d "$cache/stage.XXXXXX")
trap 'rm -rf "$stage"' EXIT

# No package script runs: what those scripts would compile or download is either not needed or fetched below.
npm_quiet=(--ignore-scripts --no-audit --no-fund --no-save --loglevel=error)
npm_package() { # DIRECTORY PACKAGE@VERSION
  mkdir -p "$1"
  echo '{"private":true}' >"$1/package.json"
  (cd "$1" && npm install --no-package-lock "${npm_quiet[@]}" "$2") </dev/null >&2
}

say "downloading code-server $VERSION"
(cd "$stage" && npm pack "code-server@$VERSION" --json --loglevel=error >pack.json) </dev/null || die "npm could not fetch code-server@$VERSION"
grep -qF "$INTEGRITY" "$stage/pack.json" || die "code-server@$VERSION is not the package this script was written for"
tar xzf "$stage/code-server-$VERSION.tgz" -C "$stage" --exclude='*.map' package/lib/vscode package/LICENSE package/ThirdPartyNotices.txt
mkdir "$stage/out"
mv "$stage/package/lib/vscode" "$stage/out/server"
mv "$stage/package/LICENSE" "$stage/package/ThirdPartyNotices.txt" "$stage/out/"

say "installing its dependencies"
# The shrinkwrap inside pins them; npm ci rejects that file, npm install reads it.
for directory in "$stage/out/server" "$stage/out/server/extensions"; do
  (cd "$directory" && npm install --omit=dev "${npm_quiet[@]}") </dev/null >&2 || die "npm install failed in $directory"
done

# workspace.findFiles runs ripgrep, which a post-install script would have downloaded.
npm_package "$stage/ripgrep" "@vscode/ripgrep-$os-$arch@$RIPGREP" || die "npm could not fetch ripgrep"
mkdir -p "$stage/out/server/node_modules/@vscode/ripgrep/bin"
cp "$stage/ripgrep/node_modules/@vscode/ripgrep-$os-$arch/bin/rg" "$stage/out/server/node_modules/@vscode/ripgrep/bin/rg"
chmod +x "$stage/out/server/node_modules/@vscode/ripgrep/bin/rg"

node=$(command -v node)
if [ "$(node -p 'process.versions.node.split(".")[0]')" != $NODE_MAJOR ]; then
  say "downloading Node $NODE_MAJOR for it"
  npm_package "$stage/node" "node-$os-$arch@$NODE_MAJOR" || die "npm has no Node $NODE_MAJOR for this machine"
  cp "$stage/node/node_modules/node-$os-$arch/bin/node" "$stage/out/node"
  node=$stage/out/node
fi

"$node" "$stage/out/server/out/server-main.js" --version >"$stage/out/complete" || die "the VS Code server does not start"
rm -rf "$target"
mv "$stage/out" "$target"
say "ready: VS Code $(head -1 "$target/complete") in $target"
