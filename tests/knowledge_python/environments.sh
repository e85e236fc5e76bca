#!/bin/sh
# Makes a virtual environment of each file in libraries, in the folder that is given, where it has changed: two at a
# time. A second folder stands in for libraries; ONLY names the files that are meant, others are left as they are.
set -eu
from=${2:-$(dirname "$0")/libraries}
into=$1

if test "${3:-}" = one; then
    file=$from/$4.txt
    folder=$into/$4
    cmp -s "$file" "$folder/made" && exit 0
    echo "Making $folder"
    test -d "$folder" || "${PYTHON:-python3}" -m venv "$folder"
    # What is never imported needn't be compiled: that takes as long as the rest.
    "$folder/bin/pip" --quiet --disable-pip-version-check install --no-compile --requirement "$file"
    cp "$file" "$folder/made"
    exit 0
fi

mkdir -p "$into"
for name in ${ONLY:-$(cd "$from" && ls ./*.txt)}; do
    basename "$name" .txt
done | xargs -n 1 -P 2 "$0" "$into" "$from" one
