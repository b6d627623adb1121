"""Site rules: what a site is known to look like, as data."""
