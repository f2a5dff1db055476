"""How much a code is used: what lies under it counts, what a blind round hides doesn't."""

from qualcode.codebook.reshaping import merge, remove
from qualcode.codebook.stored import codebook
from qualcode.codebook.using import Use, uses
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.assigning import assign
from qualcode.study.file import Study


def use(study: Study, name: str) -> Use | None:
    return uses(study).get(codebook(study).find(name).id)


def test_a_branch_counts_as_retrieval_does(study: Study) -> None:
    assert use(study, "stigma") == Use(1, 5, 3, (("Anna", 3), ("Bram", 2)))
    for code in codebook(study):
        found = codings(study, Where(code=code.code))
        used = use(study, code.code)
        assert (used.codings if used else 0) == len(found)
        assert (used.documents if used else 0) == len({each.document for each in found})


def test_what_was_merged_or_kept_of_a_removed_code_counts_where_it_counts(study: Study) -> None:
    merge(study, ["werk"], "zorg")
    remove(study, "zelf", codings="keep")
    assert use(study, "zorg") == Use(1, 2, 2, (("Anna", 2),))
    stigma = use(study, "stigma")
    assert stigma is not None and (stigma.own, stigma.codings) == (1, 5)


def test_what_a_blind_round_hides_is_not_counted(study: Study) -> None:
    assign(study, ["P02-W01"], "Anna", blind=True)
    with Study(study.path, viewer="Anna") as anna:
        assert use(anna, "stigma") == Use(0, 4, 2, (("Anna", 3), ("Bram", 1)))
