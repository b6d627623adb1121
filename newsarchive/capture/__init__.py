"""Captures: what servers sent, byte for byte, in WARC files that every tool of the field reads."""
