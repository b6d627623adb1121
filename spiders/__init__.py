"""How articles are found: one spider for each way of finding."""
