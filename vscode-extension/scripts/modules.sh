#!/usr/bin/env bash
# Installs what the lock file says, where that is not done yet; prints the folder of node for PATH.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
node=$("$here/scripts/node.sh")
cd "$here"
if [ ! -e node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  PATH="$node:$PATH" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
fi
echo "$node"
