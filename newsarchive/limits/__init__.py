"""Limits: how much memory, disk and how many requests a day an archive may take."""
