"""The way in, also for who changes his mind while the program is still being loaded."""

import sys


def main() -> None:
    try:
        from .cli import main as door  # here, and not above, so that a worker's process does not load the door

        door()
    except KeyboardInterrupt:  # before the door could say it, or after it had said all
        sys.exit(1)


if __name__ == "__main__":
    main()
