#!/usr/bin/env bash
# Prints the Chromium to use; fails where there is none.
for name in chromium google-chrome google-chrome-stable; do
  command -v "$name" && exit
done
exit 1
