"""`newsarchive notify`: the keeper told by hand, and whether that works."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from newsarchive.cli import exit_codes
from newsarchive.cli.common import Invocation, common_options, plural
from newsarchive.notify.at_the_end import source_troubles
from newsarchive.notify.tell import Teller
from newsarchive.yamlfile import ConfigError


@click.command()
@click.option("--test", is_flag=True, help="Send a message to every address that is configured.")
@common_options
def notify(invocation: Invocation, test: bool) -> int:
    """Tell the keeper what is news now: what every crawl does at its end.

    What could not be delivered before is tried again.
    """
    with invocation.archive() as archive:
        choice, now = archive.config.notify, datetime.now(UTC)
        if choice is None:
            raise ConfigError("nobody is to be told: name addresses under `notify: {to: [...]}` in newsarchive.yaml")
        teller = Teller(archive, choice)
        if test:
            arrived = teller.test(now)
        else:
            found = source_troubles(archive, now)
            arrived = teller.tell([each for each in found.values() if each], found, now)
        invocation.emit("told", arrived=arrived, failures=teller.failures)
        invocation.say(f"{plural(arrived, 'message')} delivered")
        for reason in teller.failures:
            invocation.say(f"  not told: {reason}")
    return exit_codes.SOME_FAILED if teller.failures else exit_codes.WELL
