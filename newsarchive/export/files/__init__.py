"""Exports that are files and not git repositories: one module a format, behind :class:`newsarchive.export.files.form.Format`."""
