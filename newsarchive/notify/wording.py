"""The words in which the keeper of an archive is told. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from newsarchive.notify.changes import Changes
from newsarchive.notify.trouble import ARCHIVE, Kept

_MOST = 20
"""Troubles that are described in one message; further ones are counted."""
_NOUNS = {"source": "{name}", "export": "the export {name}", "push": "the push of {name}"}


def notice(archive: str, changed: Changes, zone: tzinfo) -> tuple[str, str]:
    """Title and body of the message on what broke and what is well again."""
    broken, healed = changed.broken, changed.healed
    if len(broken) + len(healed) == 1:
        title = f"{called(broken[0])} is {broken[0].state}" if broken else f"{called(healed[0])} is well again"
    else:
        counts = ((len(broken), "gone wrong"), (len(healed), "well again"))
        title = ", ".join(f"{number} {what}" for number, what in counts if number)
    parts = [_broken(each, zone) for each in broken] + [_healed(each, zone) for each in healed]
    more = [f"... and {len(parts) - _MOST} more."] if len(parts) > _MOST else []
    body = "\n\n".join([*parts[:_MOST], *more, "`newsarchive status` says how everything is now."])
    return f"[{archive}] {title}", body


def called(trouble: Kept) -> str:
    """The subject, for people."""
    kind, _, name = trouble.subject.partition(":")
    return "the archive" if trouble.subject == ARCHIVE else _NOUNS.get(kind, "{name}").format(name=name or trouble.subject)


def _broken(trouble: Kept, zone: tzinfo) -> str:
    lines = "".join(f"\n  {line}" for line in trouble.words.splitlines())
    return f"{called(trouble)} is {trouble.state} since {shown(trouble.since, zone)}:{lines}"


def _healed(trouble: Kept, zone: tzinfo) -> str:
    end = trouble.ended or trouble.since
    return (
        f"{called(trouble)} is well again. It was {trouble.state} from {shown(trouble.since, zone)} "
        f"to {shown(end, zone)}, for {lasting(end - trouble.since)}."
    )


def shown(moment: datetime, zone: tzinfo) -> str:
    """A moment by the archive's clock."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M %z")


def lasting(time: timedelta) -> str:
    """How long something took, in the largest unit that tells it: ``3 h``."""
    minutes = round(time.total_seconds() / 60)
    if minutes < 120:
        return f"{max(minutes, 1)} min"
    return f"{round(minutes / 60)} h" if minutes < 48 * 60 else f"{round(minutes / 1440)} days"


def digest(
    archive: str, counts: Sequence[tuple[str, int]], troubles: Sequence[Kept], held: int, growth: Sequence[str], zone: tzinfo
) -> tuple[str, str]:
    """Title and body of the summary of a week.

    ``counts``: sources with their new articles; ``troubles``: what was told or ended; ``held``: articles that are held back;
    ``growth``: a line for each repository.
    """
    total = sum(number for _, number in counts)
    lines = [f"{number:>7}  {name}" for name, number in sorted(counts, key=lambda each: (-each[1], each[0]))]
    events = []
    for each in troubles:
        end = f", well again {shown(each.ended, zone)}" if each.ended else ", and still is"
        events.append(f"  {called(each)} was {each.state} from {shown(each.since, zone)}{end}")
    parts = [
        "\n".join(["New articles by source:", *(lines or ["  none"])]),
        "\n".join(["What broke, and what healed:", *(events or ["  nothing"])]),
        f"Articles held back: {held}" + (" (`newsarchive status` names them)" if held else ""),
        *(["\n".join(["Size:", *(f"  {line}" for line in growth)])] if growth else []),
    ]
    return f"[{archive}] the week: {total} new articles", "\n\n".join(parts)
