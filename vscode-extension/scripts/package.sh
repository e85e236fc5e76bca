#!/usr/bin/env bash
# Builds dist/guardrail.vsix. Usage: package.sh [PYTHON WITH PIP]
# The vsix knows the hash of the server's wheel, so the wheel is built first and left in dist/wheels.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
root=$(cd "$here/.." && pwd)
python=$(command -v "${1:-python3}")
case $python in */*) python=$(cd "$(dirname "$python")" && pwd)/$(basename "$python") ;; esac
PATH="$("$here/scripts/modules.sh"):$PATH"
export PATH
cd "$here"

rm -rf dist
mkdir -p dist
"$python" -m pip --quiet --disable-pip-version-check wheel --no-deps --wheel-dir dist/wheels "$root"
wheel=$(basename dist/wheels/*.whl)
version=${wheel#repo_guardrail-}
version=${version%%-*}
hash=$("$python" -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "dist/wheels/$wheel")
{
  cat server/requirements.lock
  echo "repo-guardrail==$version --hash=sha256:$hash"
} > dist/server.lock

npm run --silent build
npm run --silent package -- --baseContentUrl https://github.com/OWNER/guardrail/blob/main/vscode-extension \
  --baseImagesUrl https://github.com/OWNER/guardrail/raw/main/vscode-extension
ls -l dist/guardrail.vsix
