"""The configuration file of a new archive, written for people to read on in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from newsarchive import files
from newsarchive.config import FILE, load_config
from newsarchive.export.files.profile import find_file_profile
from newsarchive.export.front_matter import scalar
from newsarchive.export.profile import Suggestion, find_profile
from newsarchive.yamlfile import ConfigError

_TEMPLATE = """\
# The configuration of this archive. Check a change with `newsarchive config check`; docs/configuration.md explains every key.
timezone: {timezone}

# What is crawled. A source may be given other hosts, or another pace:
#   finews: {{every: 10m, hosts: {{share: "http://127.0.0.1:8000"}}}}
sources:{sources}

# Where the archive is exported to, {form}.
exports:
  - {export}

politeness:
  {contact}
{lasting}"""

_NOTHING_LASTS = """
# Captures would be lost with the machine that a run gets; the posts are what lasts.
capture: none
"""


def create(
    folder: Path,
    *,
    profile: str,
    base_url: str = "",
    timezone: str | None = None,
    sources: Sequence[str] = (),
    contact: str | None = None,
    branch: str | None = None,
) -> Path:
    """Write the `newsarchive.yaml` of a new archive, and answer with the archive's absolute folder.

    ``branch``: of the repository in which the archive is to lie, for the posts; they are pushed, and nothing else lasts there.

    Raises:
        ConfigError: there is an archive already, or a value is not right; then nothing is left behind.
    """
    folder = folder.expanduser().absolute()
    path = folder / FILE
    if path.exists():
        raise ConfigError(f"{folder} is an archive already: {path} exists")
    is_files = find_file_profile(profile) is not None
    suggestion = Suggestion() if is_files else find_profile(profile).profile.suggests
    export = {"profile": profile, "to": profile if is_files else "site"}
    if base_url or not is_files:
        export["base_url"] = base_url
    if branch and is_files:
        raise ConfigError(f"profile {profile} writes files, and posts on a branch are a git repository: name another profile")
    beside = f", branch: {scalar(branch)}, work_tree: false, push: true" if branch else ""
    names = sources or suggestion.sources
    text = _TEMPLATE.format(
        timezone=scalar(timezone or suggestion.timezone),
        sources="".join(f"\n  {scalar(name)}:" for name in names) or " {}",
        form="as files" if is_files else "as git repositories",
        export="{" + ", ".join(f"{key}: {scalar(value)}" for key, value in export.items()) + beside + "}",
        lasting=_NOTHING_LASTS if branch else "",
        contact=f"contact: {scalar(contact)}"
        if contact
        else "# contact: you@example.org      # who a site's keeper can turn to\n  robots: true",
    )
    kept = folder if folder.exists() else folder.parent
    files.replace(path, text.encode())
    try:
        config = load_config(path)
        for name in config.sources:
            config.source(name, folder / "sources")
    except ConfigError:
        files.remove(path, kept)
        raise
    return folder
