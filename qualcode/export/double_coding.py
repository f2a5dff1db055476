"""Double coding: what a report has to say of documents that several people coded."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.coding.rounds.listing import DONE, assignments
from qualcode.coding.writing.decisions import settled_disagreements
from qualcode.study.file import Study
from qualcode.study.rounds import RELIABILITY


@dataclass(frozen=True, slots=True)
class DoubleCoding:
    """Per document that was coded by several, in a reliability round, who are done with it.

    `adjudicated` are those among them where a disagreement was settled. `forced` are the
    documents of such rounds that were revealed by force, with who wasn't done then.
    """

    coders: Mapping[str, tuple[str, ...]]
    adjudicated: tuple[str, ...]
    forced: Mapping[str, tuple[str, ...]]


def double_coding(study: Study) -> DoubleCoding:
    """How documents were coded by several; training and coding again tell nothing of that."""
    with study.reading():
        done: dict[str, set[str]] = defaultdict(set)
        forced: dict[str, set[str]] = defaultdict(set)
        given = assignments(study)
        for one in given:
            if one.kind in (RELIABILITY, None) and one.state == DONE:
                done[one.document].add(one.coder)
            if one.kind == RELIABILITY and one.forced:
                forced[one.document].add(one.coder)
        in_round = {one.document for one in given if one.kind == RELIABILITY}
        coders = {
            document: tuple(sorted(who))
            for document, who in done.items()
            if len(who) > 1 and document in in_round
        }
        settled = {one.document for one in settled_disagreements(study)}
        return DoubleCoding(
            coders=coders,
            adjudicated=tuple(document for document in coders if document in settled),
            forced={document: tuple(sorted(who)) for document, who in forced.items()},
        )
