"""What Python takes to import all that a crawl needs, and to end."""

import spiders.sitemap  # noqa: F401  # imported for what that costs
