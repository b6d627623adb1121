"""The docs say what the program does: every command, option and setting, and every example runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from pydantic import BaseModel

from newsarchive.cli.main import COMMANDS, command_of
from newsarchive.config import Config
from newsarchive.config.export import Export
from newsarchive.config.git import GitChoice
from newsarchive.config.limits import LimitChoice
from newsarchive.config.log import LogChoice
from newsarchive.config.notify import NotifyChoice
from newsarchive.config.pictures import PictureChoice
from newsarchive.config.politeness import Politeness
from newsarchive.config.schedule import ScheduleChoice
from newsarchive.config.schema import KINDS as FILES
from newsarchive.config.schema import reachable
from newsarchive.config.source import SourceChoice
from newsarchive.endpoints import Fields
from newsarchive.export.files.profile import KINDS
from newsarchive.export.profile import PostForm, Profile
from newsarchive.extract.rules.rules import Place, Rule
from newsarchive.sources import Definition, JsonSource, built_in, find

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
COMMON = {"folder", "as_json", "verbose", "help"}


def blocks(language: str) -> list[pytest.param]:
    return [
        pytest.param(text, id=f"{path.name}-{number}")
        for path in sorted([*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
        for number, text in enumerate(re.findall(rf"```{language}\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL))
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name):
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    section = text.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
    for words, each in with_subcommands(name, command_of(name)):
        assert f"`newsarchive {words}" in section or f"| `{each.name}" in section, words
        for option in each.params:
            if isinstance(option, click.Option) and option.name not in COMMON:
                assert option.opts[0] in section, option.opts


def with_subcommands(words: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """A command and those below it, as they are typed."""
    yield words, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from with_subcommands(f"{words} {name}", below)


PAGES = {
    "configuration.md": [Config],
    "sources.md": [Definition],
    "profiles.md": [Profile],
    "files.md": [*KINDS.values()],
    "extraction.md": [Rule],
    "pictures.md": [PictureChoice],
    "logs.md": [LogChoice],
    "schedule.md": [ScheduleChoice],
    "notifications.md": [NotifyChoice],
    "limits.md": [LimitChoice],
}
"""Page to the models that it explains, with all that can be reached from them."""


@pytest.mark.parametrize(
    ("model", "page"), [(model, page) for page, tops in PAGES.items() for top in tops for model in reachable(top)]
)
def test_every_setting_is_documented(model: type[BaseModel], page):
    text = (DOCS / page).read_text(encoding="utf-8")
    names = [field.alias or name for name, field in model.model_fields.items()]
    assert [name for name in names if f"`{name}`" not in text] == []


def test_no_file_that_people_write_is_left_out():
    found = {model for tops in PAGES.values() for top in tops for model in reachable(top)}
    assert {model for kind in FILES.values() for model in reachable(kind)} <= found
    assert {Config, SourceChoice, Export, GitChoice, Politeness, JsonSource, Fields, PostForm, Place} <= found


@pytest.mark.parametrize("name", built_in())
def test_every_built_in_source_is_documented(name):
    lines = (DOCS / "sources.md").read_text(encoding="utf-8").splitlines()
    row = next((line for line in lines if line.startswith(f"| `{name}` |")), "")
    source = find(name)
    assert f"`{source.spider}`" in row
    assert source.timezone.key in row


@pytest.mark.parametrize("text", blocks("yaml"))
def test_every_yaml_example_is_right(text):
    data = yaml.safe_load(text)
    known = {"spider": Definition, "post": Profile, "exports": Config, "versions": Rule}
    model = next((model for key, model in known.items() if key in data), KINDS.get(data.get("kind")))
    assert model is not None or set(data) <= {"rule"}, "an example of nothing we know"
    if model:
        model.model_validate(data)


@pytest.mark.parametrize("text", blocks("python"))
def test_every_python_example_runs(text):
    exec(compile(text, "example", "exec"), {})  # noqa: S102  # our own docs


def test_every_link_leads_somewhere():
    for path in [*DOCS.glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
