#!/bin/sh
# Installs the program for the user who runs it, and for nobody else.
here=$(dirname "$(readlink -f "$0")")/program
python=$(find "$here/python" -path '*/bin/python3' 2>/dev/null | head -n 1)
exec "${python:-python%VERSION%}" -I -X utf8 "$here/install.py"
