"""How fast a whole crawl is, from the list to the commit, beside bare downloads and other programs."""
