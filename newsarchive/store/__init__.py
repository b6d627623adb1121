"""The archive's index: every article and its revisions, what is held back and why, what has been exported."""
