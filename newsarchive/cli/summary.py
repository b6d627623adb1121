"""The summary at the end of a run: what came in, what failed and why, what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, plural
from newsarchive.notify.at_the_end import tell_after
from newsarchive.report import SourceReport
from newsarchive.run import Run
from newsarchive.store.articles import Outcome

if TYPE_CHECKING:
    from newsarchive.export.publish import Published

MOST_NAMED = 50
"""Failures named one by one; all of them are in the quarantine, and in the output of --json."""


def conclude(invocation: Invocation, run: Run) -> int:
    """Show the summary of a run that has ended; the exit code it deserves."""
    for report in run.sources.values():
        _emit(invocation, report)
        invocation.say(_line(report))
        for note in report.notes:
            invocation.say(f"  note: {note}")
    for note in run.notes:
        invocation.emit("note", source=None, note=note)
        invocation.say(f"note: {note}")
    for failure in run.failures[:MOST_NAMED]:
        invocation.say(f"  failed: {failure.address}: {failure.reason} ({failure.name})")
    if run.failures:
        invocation.say("  `newsarchive show ID` explains a failure; its id stands in brackets")
    if len(run.failures) > MOST_NAMED:
        invocation.say(f"  ... and {len(run.failures) - MOST_NAMED} more failures")
    for result in run.published:
        show_published(invocation, result)
    for name, reason in run.export_errors.items():
        invocation.emit("export-failed", export=name, reason=reason)
        invocation.say(f"export {name} failed: {reason}")
    if run.broken:
        invocation.emit("broken", reason=run.broken)
        invocation.note(f"Error: {run.broken}. What was archived by then is kept; the next run goes on with the rest.")
        return exit_codes.SOME_FAILED
    if run.limit:
        invocation.emit("limit", reason=run.limit)
        invocation.note(f"Stopped: {run.limit}. What was archived by then is kept; the next run goes on with the rest.")
        return exit_codes.SOME_FAILED
    if any(report.interrupted for report in run.sources.values()):
        stored = sum(report.outcomes[Outcome.NEW] + report.outcomes[Outcome.REVISED] for report in run.sources.values())
        invocation.say(f"Interrupted: {plural(stored, 'article')} kept; the next crawl goes on with the rest.")
        return exit_codes.INTERRUPTED
    return exit_codes.WELL if run.well else exit_codes.SOME_FAILED


def tell(invocation: Invocation, run: Run) -> None:
    """Tell the keeper what is news after a run, where that is configured, and say what could not be delivered."""
    for reason in tell_after(run):
        invocation.emit("not-told", reason=reason)
        invocation.note(f"not told: {reason}; it is tried again at the end of the next run")


def show_published(invocation: Invocation, result: Published) -> None:
    """Say what an export came to."""
    removed = f", {plural(result.removed, 'file')} removed" if result.removed else ""
    if result.folder:
        what = f"{plural(result.written, 'file')} written{removed}" if result.written or result.removed else "nothing new"
        invocation.say(f"export {result.export}: {what}, in {result.folder}")
        if result.without:
            invocation.say(f"  {plural(result.without, 'article')} without a capture")
    elif result.commit:
        invocation.say(f"export {result.export}: {plural(result.written, 'file')} written{removed}, commit {result.commit[:10]}")
    else:
        invocation.say(f"export {result.export}: nothing new, no commit")
    if result.pushed:
        invocation.say(f"  pushed: {result.pushed[:10]}")
    if result.push_error:
        invocation.say(f"  {result.push_error}")
    for article_id, reason in result.held_back.items():
        invocation.say(f"  held back: {article_id}: {reason}")
    for path, reason in result.kept.items():
        invocation.say(f"  left alone: {path}: {reason}")


def _emit(invocation: Invocation, report: SourceReport) -> None:
    invocation.emit(
        "summary",
        source=report.source,
        listed=report.listed,
        new=report.outcomes[Outcome.NEW],
        revised=report.outcomes[Outcome.REVISED],
        known=report.outcomes[Outcome.KNOWN],
        failed=len(report.failures),
        missing=dict(report.missing),
        left=dict(report.left),
        requests=report.requests,
        interrupted=report.interrupted,
    )


def _line(report: SourceReport) -> str:
    counts = [f"{report.outcomes[outcome]} {outcome}" for outcome in Outcome if report.outcomes[outcome]]
    if report.failures:
        counts.append(f"{len(report.failures)} failed")
    counts += [f"{number} left for the next run ({why})" for why, number in report.left.items()]
    missing = "; ".join(f"{plural(number, 'article')} without {field}" for field, number in sorted(report.missing.items()))
    text = f"{report.source}: {', '.join(counts) or 'nothing new'}, {plural(report.requests, 'request')}"
    return f"{text} ({missing})" if missing else text
