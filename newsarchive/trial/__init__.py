"""A source tried out: what its articles say, field by field, and what is no longer found that used to be."""
