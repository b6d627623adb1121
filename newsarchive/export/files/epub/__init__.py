"""Articles as books: EPUB 3.3, read by every e-book reader.

Put together here with lxml and zipfile. EbookLib, the one library for it, is under the AGPL, and leaves the hard part, bodies
that are valid XHTML, to whoever calls it.
"""
