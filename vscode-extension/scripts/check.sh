#!/usr/bin/env bash
# Types, style and unit tests of the extension; seconds.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PATH="$("$here/scripts/modules.sh"):$PATH"
export PATH
cd "$here"
npm run --silent check
npm run --silent unit
