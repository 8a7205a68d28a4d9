"""The command line: a thin face on the library."""

from __future__ import annotations


def run() -> None:
    """Run `elchi` with the words of the command line and leave with its exit status: 0, 1 or 2."""
    import sys

    from elchi.cli.app import main

    sys.exit(main(sys.argv[1:]))
