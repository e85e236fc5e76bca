#!/usr/bin/env bash
# A real VS Code (code-server) and Chromium, in the user's cache folder; about a minute and 320 MB the first time.
# Usage: setup.sh newest|floor; prints the folder of the editor.
set -euo pipefail

which=${1:?newest or floor}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=${GUARDRAIL_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/guardrail-editor}/vscode-$which
case $which in
  newest) node_version=24.19.0 ;;
  floor) node_version=20.18.0 ;;
  *) echo "setup.sh: newest or floor, not $which" >&2; exit 2 ;;
esac

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

install_debian() {
  as_root apt-get update -qq >&2
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2
}

"$here/browser.sh" >/dev/null || install_debian chromium fonts-dejavu-core

node=$("$here/../../scripts/node.sh" "$node_version")
export PATH="$node:$PATH" npm_config_nodedir="${node%/bin}/headers"
export npm_config_yes=true npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false

if [ ! -e "$home/made" ] || ! cmp -s "$here/editors/$which/package-lock.json" "$home/package-lock.json"; then
  # A few of its modules are compiled.
  { command -v g++ && command -v make; } >/dev/null || install_debian g++ make
  rm -rf "$home"
  mkdir -p "$home"
  cp "$here/editors/$which"/package*.json "$home"
  cd "$home"
  # code-server's own install step compiles much that a test never needs: only these are compiled.
  npm ci --ignore-scripts --loglevel=error >&2
  inner=$home/node_modules/code-server/lib/vscode
  (
    cd "$inner"
    # Not `npm ci`: the lock in here is pruned to what a release needs, and `ci` takes that for a fault.
    npm install --omit=dev --ignore-scripts --loglevel=error >&2
    for module in @vscode/spdlog node-pty @parcel/watcher @vscode/native-watchdog native-watchdog; do
      if [ -d "node_modules/$module" ]; then npm rebuild --loglevel=error "$module" >&2; fi
    done
  )
  if [ ! -d node_modules/argon2/prebuilds ]; then npm rebuild --loglevel=error argon2 >&2; fi
  # Older releases fetch ripgrep from GitHub when they are installed; Debian's does as well.
  ripgrep=$inner/node_modules/@vscode/ripgrep
  if [ -d "$ripgrep" ] && [ ! -x "$ripgrep/bin/rg" ]; then
    command -v rg >/dev/null || install_debian ripgrep
    mkdir -p "$ripgrep/bin"
    cp "$(command -v rg)" "$ripgrep/bin/rg"
  fi
  rm -rf "$inner"/node_modules/@github "$inner"/node_modules/@microsoft/mxc-sdk \
    "$inner"/extensions/copilot "$inner"/extensions/mermaid-markdown-features
  touch "$home/made"
fi
echo "$home"
