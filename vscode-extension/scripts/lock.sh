#!/usr/bin/env bash
# Writes server/requirements.lock: what the private environment installs besides Guardrail itself, in fixed
# versions with the hashes of every wheel. Run it when a dependency in pyproject.toml changed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
root=$(cd "$here/.." && pwd)
tools=${GUARDRAIL_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/guardrail-editor}/uv
python=$(command -v python3.11 || command -v python3)

if [ ! -x "$tools/bin/uv" ]; then
  "$python" -m venv "$tools"
  "$tools/bin/pip" --quiet --disable-pip-version-check install 'uv==0.13.9'
fi
cd "$root"
{
  echo "# What the private environment of the editor extension installs. Made by scripts/lock.sh."
  "$tools/bin/uv" --no-config pip compile --quiet --no-header --no-annotate --universal --generate-hashes \
    --only-binary :all: --python-version 3.11 --extra lsp pyproject.toml
} > "$here/server/requirements.lock.new"
mv "$here/server/requirements.lock.new" "$here/server/requirements.lock"
