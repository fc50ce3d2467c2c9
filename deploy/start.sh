#!/bin/sh
# The start of a bundle; a zip archive follows, which Python runs. PYTHON=/path names another Python.
for p in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
  if "$p" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] not in "@PYTHONS@".split())' 2>/dev/null; then exec "$p" "$0" "$@"; fi
done
echo "Cần Python: @PYTHONS@ (PYTHON=/đường/dẫn sh $0). / Needs Python: @PYTHONS@." >&2
exit 1
