"""What a field reader answers."""

from __future__ import annotations

from newsarchive.extract.fields.reading import Proposal, Read, decided


def test_the_chosen_proposal_is_marked_and_gives_the_evidence() -> None:
    weak = Proposal(0.3, "The Portal", "meta", "og:site_name", "The Portal")
    strong = Proposal(0.9, "Harbour Gazette", "text", "byline", "Source: Harbour Gazette")
    read = decided("publisher", [weak, strong], strong)
    assert read.value == "Harbour Gazette"
    assert read.confidence == 0.9
    assert read.evidence is not None
    assert read.evidence.raw == "Source: Harbour Gazette"
    assert [candidate.chosen for candidate in read.candidates] == [False, True]
    assert read.candidates[0].why == "og:site_name: The Portal"


def test_what_is_not_said() -> None:
    read: Read[str] = Read()
    assert read.value is None
    assert read.evidence is None
    assert read.confidence == 0
