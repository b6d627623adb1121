"""Markup made safe and plain: HTML, Markdown, text."""
