#!/usr/bin/env bash
# The extension in a real VS Code, seen through a real browser. Pictures are left in test/e2e/out.
# Usage: run.sh [newest|floor] [TEST FILES…]; GUARDRAIL is the command with the language server to use, and
# GUARDRAIL_E2E_TRIES how often a file of tests may be run until it passes (1).
set -euo pipefail

which=${1:-newest}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/../.."
[ $# -gt 1 ] && tests=("${@:2}") || tests=(test/e2e/*.test.mjs)

GUARDRAIL=$(realpath -s "${GUARDRAIL:-../.venv/bin/guardrail}")
[ -e dist/guardrail.vsix ] || scripts/package.sh "$(dirname "$GUARDRAIL")/python"
GUARDRAIL_EDITOR_HOME=$("$here/setup.sh" "$which")
GUARDRAIL_EDITOR=$which
GUARDRAIL_PICTURES=$here/out/$which
CHROMIUM=${CHROMIUM:-$("$here/browser.sh")}
GUARDRAIL_NODE=$(scripts/node.sh)/node
export GUARDRAIL_NODE CHROMIUM
export GUARDRAIL GUARDRAIL_EDITOR_HOME GUARDRAIL_EDITOR GUARDRAIL_PICTURES
case $which in floor) node=20.18.0 ;; *) node=24.19.0 ;; esac
PATH="$(scripts/node.sh "$node"):$PATH"
export PATH

mkdir -p "$GUARDRAIL_PICTURES"
# One editor at a time: each is a browser and a server.
for ((try = 1; ; try++)); do
  failed=()
  for file in "${tests[@]}"; do
    node --test --test-reporter=spec "$file" || failed+=("$file")
  done
  [ ${#failed[@]} -gt 0 ] || break
  echo "run.sh: failed: ${failed[*]}"
  [ "$try" -lt "${GUARDRAIL_E2E_TRIES:-1}" ] || exit 1
  echo "run.sh: these are run once more"
  tests=("${failed[@]}")
done
[ "$try" = 1 ] || echo "run.sh: passed, but not at once: attempt $try"
