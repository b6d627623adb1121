"""Reads the stories of the demo site from the files that ship with the program."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import TypeAdapter

from newsarchive.demo.content import Content
from newsarchive.demo.stories import Story
from newsarchive.resources import DATA

_STORIES = TypeAdapter(tuple[Story, ...])


def load_stories(path: Path) -> tuple[Story, ...]:
    """The stories in a YAML file: a list of them, by the field names of :class:`Story` and :class:`Listing`."""
    with path.open(encoding="utf-8") as file:
        return _STORIES.validate_python(yaml.safe_load(file))


def demo_content(folder: Path = DATA / "demo") -> Content:
    """All that the demo site shows: ``stories.yaml`` and ``pictures/`` of a folder."""
    pictures = {path.name: path.read_bytes() for path in sorted((folder / "pictures").glob("*.png"))}
    return Content(load_stories(folder / "stories.yaml"), pictures)
