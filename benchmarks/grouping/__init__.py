"""Wire copies among texts that only look like copies."""
