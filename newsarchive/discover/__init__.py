"""How a site can be crawled, found out from its own pages: what was asked for comes in, proposals of sources go out."""
