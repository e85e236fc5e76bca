#!/usr/bin/env bash
# The extension in a real VS Code, seen through a real browser. Pictures are left in test/e2e/out.
# Usage: run.sh [newest|floor] [TEST FILES…]; GUARDRAIL is the command with the language server to use.
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
GUARDRAIL_NODE=$(scripts/node.sh)/node
export GUARDRAIL_NODE
export GUARDRAIL GUARDRAIL_EDITOR_HOME GUARDRAIL_EDITOR GUARDRAIL_PICTURES
case $which in floor) node=20.18.0 ;; *) node=24.19.0 ;; esac
PATH="$(scripts/node.sh "$node"):$PATH"
export PATH

mkdir -p "$GUARDRAIL_PICTURES"
# One editor at a time: each is a browser and a server.
node --test --test-concurrency=1 --test-reporter=spec "${tests[@]}"
