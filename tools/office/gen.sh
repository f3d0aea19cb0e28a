#!/bin/sh
# Runs the program, by the Python put in or by the machine's own.
here=$(dirname "$(readlink -f "$0")")
python=$(find "$here/python" -path '*/bin/python3' 2>/dev/null | head -n 1)
exec "${python:-python%VERSION%}" -I -X utf8 "$here/start.py" "$@"
