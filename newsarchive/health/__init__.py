"""How each source is: what it should yield and does, since when something is wrong with it, and how that is known."""
