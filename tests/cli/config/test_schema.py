"""`newsarchive config schema`: for editors."""

from __future__ import annotations

import json


def test_schemas_are_printed_and_put_into_the_archive(archive):
    printed = json.loads(archive.run("config", "schema", "source").out)
    result = archive.run("config", "schema", "--write")
    assert "# yaml-language-server: $schema=schemas/newsarchive.json" in result.out
    assert json.loads((archive.folder / "schemas" / "source.json").read_text(encoding="utf-8")) == printed
    assert sorted(path.stem for path in (archive.folder / "schemas").iterdir()) == ["newsarchive", "profile", "rule", "source"]
