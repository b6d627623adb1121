"""Publishing: the index projected into repositories that a static site generator, or a person, can read."""
