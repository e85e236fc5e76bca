#!/bin/sh
# Makes a virtual environment of each file in libraries, in the folder that is given, where it has changed.
# A second folder stands in for libraries.
set -eu
from=${2:-$(dirname "$0")/libraries}
for file in "$from"/*.txt; do
    folder=$1/$(basename "$file" .txt)
    cmp -s "$file" "$folder/made" && continue
    echo "Making $folder"
    test -d "$folder" || "${PYTHON:-python3}" -m venv "$folder"
    "$folder/bin/pip" --quiet --disable-pip-version-check install --requirement "$file"
    cp "$file" "$folder/made"
done
