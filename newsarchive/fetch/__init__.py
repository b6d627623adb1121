"""How pages are fetched: politely, again when it is worth it, and with a reason in words when it fails."""
