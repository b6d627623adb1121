"""Is this the same piece in another medium? Pure: from texts to what they are found by, compared by, and put in order by."""
