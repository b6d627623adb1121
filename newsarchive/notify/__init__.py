"""Telling the keeper of an archive what is wrong with it: once when it breaks, once when it is well again."""
