"""`newsarchive captures prune`: which captures would go, or that they go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import click

from newsarchive.capture.pruning import age
from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.export.growth import in_words
from newsarchive.pruning import Keep, idle, named, policy, pruner


@click.command("prune")
@click.option("--older-than", "old", metavar="AGE", required=True, help="What was captured longer ago: 90d, 8w, 6m, 2y.")
@click.option(
    "--keep",
    type=click.Choice(["articles", "last", "none"]),
    default="articles",
    show_default=True,
    help="Of it stays: what any revision of an article was read from; what the last revision was; nothing.",
)
@click.option("--yes", is_flag=True, help="Do it; otherwise it is only said what would go.")
@common_options
def command(invocation: Invocation, old: str, keep: Keep, yes: bool) -> int:
    """Say which captures would go, or let them go with --yes. Articles stay; those whose capture is gone say so.

    WARC files are written anew without them, or removed where nothing is left. What a newer capture repeats stays with it.
    """
    found = age(old)
    if found is None:
        raise click.UsageError(f"--older-than: expected an age such as 90d, 8w, 6m or 2y, not {old!r}")
    days, words = found
    now = datetime.now(UTC)
    number, size, files, articles = 0, 0, 0, 0
    with invocation.archive() as archive, pruner(archive) as work:
        said = named(archive)
        for planned in work.plan(policy(said, keep, now - timedelta(days=days))):
            if yes:
                idle(archive)
                work.prune(planned, now)
            invocation.emit(
                "pruned", file=planned.file, captures=len(planned.gone), stay=planned.stay, bytes=planned.size, done=yes
            )
            what = "is removed" if not planned.stay else "is written anew"
            invocation.say(f"{planned.file}: {plural(len(planned.gone), 'capture')} {'went' if yes else 'would go'}; it {what}")
            number, size, files = number + len(planned.gone), size + planned.size, files + 1
            articles += sum(each.record_id in said.by_any for each in planned.gone)
        if yes:
            archive.index.captures.forget_pruned(said.by_any)
    verb = "gone" if yes else "would go"
    captured = plural(number, "capture")
    invocation.say(f"{captured} from over {words} ago {verb}, of {plural(files, 'file')}: {in_words(size)}")
    if articles:
        plain = "revision names" if articles == 1 else "revisions name"
        invocation.say(f"{articles} {plain} one of them, and {'says' if articles == 1 else 'say'} that it is gone")
    if number and not yes:
        invocation.say("Nothing was changed: say --yes to do it. What is gone is nowhere else.")
    return exit_codes.WELL
