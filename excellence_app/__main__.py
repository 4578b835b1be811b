"""The entry of `excellence`, of `python -m excellence_app` and, later, of the window."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    from excellence_app.cli.main import main as run  # noqa: PLC0415 - the window will not need it

    sys.exit(run())


if __name__ == "__main__":
    main()
