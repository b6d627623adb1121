"""The style sheet of books."""

STYLE = """\
body { line-height: 1.6; margin: 0 5%; }
h1 { font-size: 1.4em; line-height: 1.3; text-align: left; }
h2, h3, h4, h5, h6 { font-size: 1.1em; text-align: left; }
nav ol { padding-left: 1.2em; }
blockquote { border-left: 0.2em solid; margin: 1em 0; padding-left: 1em; }
pre { white-space: pre-wrap; }
table { border-collapse: collapse; }
td, th { border: 1px solid; padding: 0.2em 0.4em; vertical-align: top; }
.about, small { font-size: 0.85em; }
.note { border: 1px solid; padding: 0.5em; }
"""
"""What books look like where the profile says nothing else. It names no fonts: the reader's own know Chinese characters."""
