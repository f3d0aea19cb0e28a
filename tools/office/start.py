"""Starts the program with the packages that lie beside this file, whatever Python runs it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "lib"))

if __name__ == "__main__":
    from generator.__main__ import main

    sys.argv[0] = "gen"
    main()
