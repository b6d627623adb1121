"""How long it takes to say how many sources are, and how large their history is."""
