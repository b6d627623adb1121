"""What the exit codes mean; scripts rely on them."""

WELL = 0
"""All went well."""
SOME_FAILED = 1
"""Some articles failed or were held back; each was named with its reason."""
USAGE = 2
"""The command or the configuration is not right."""
DAMAGED = 3
"""The archive is damaged."""
INTERRUPTED = 130
"""Stopped by Ctrl-C; what was archived by then is kept."""
