"""The command line: one file a command, each thin."""

from newsarchive.cli.main import main

__all__ = ["main"]
