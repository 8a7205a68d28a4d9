"""`python -m elchi` is `elchi`."""

from elchi.cli import run

if __name__ == "__main__":
    run()
