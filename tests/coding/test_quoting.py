"""Quotes: any visible coding, starred by whoever chooses it, with a form that is checked."""

import pytest

from qualcode.coding.marking import uncode
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.coding.writing.quoting import Quote, quote, quotes
from qualcode.errors import InputError, UnknownName
from qualcode.study.conflicts import conflicts
from qualcode.study.doctor import examine
from qualcode.study.file import Study
from qualcode.study.log import log
from qualcode.study.merge import merge
from qualcode.study.undo import undo

from .material import contents, twin


@pytest.fixture
def coding(study: Study) -> Coding:
    """«Ze kijken wel eens raar. Ik schaamde me kapot.»"""
    return codings(study, Where(doc="P01-W01", code="zelf"))[0]


def test_a_star_makes_a_quote_and_another_takes_nothing_from_it(
    study: Study, coding: Coding
) -> None:
    made = quote(study, coding.id[:10])
    assert isinstance(made, Quote)
    assert (made.id, made.quote, made.starred, made.quoted_by) == (
        coding.id, coding.quote, True, "Anna"
    )  # fmt: skip
    assert (made.edited, made.translations) == (None, {})
    with Study(study.path, viewer="Bram") as bram:
        quote(bram, coding.id, edited="Ze kijken (…) raar. Ik schaamde me kapot.")
    assert [(q.quoted_by, q.edited) for q in quotes(study)] == [
        ("Anna", None), ("Bram", "Ze kijken (…) raar. Ik schaamde me kapot.")
    ]  # fmt: skip
    assert examine(study).sound


def test_an_edited_form_and_translations_are_kept_one_by_one(study: Study, coding: Coding) -> None:
    quote(study, coding.id, edited="Ze kijken wel eens raar …", translations={"EN": "They stare."})
    quote(study, coding.id, translations={"de": "Sie schauen."})
    (made,) = quotes(study)
    assert made.translations == {"en": "They stare.", "de": "Sie schauen."}
    assert quote(study, coding.id, translations={"en": ""}).translations == {"de": "Sie schauen."}
    assert quote(study, coding.id, edited="").edited is None


def test_a_star_comes_off_and_the_edited_form_stays(study: Study, coding: Coding) -> None:
    quote(study, coding.id, edited="… Ik schaamde me kapot.")
    assert not quote(study, coding.id, starred=False).starred
    assert quotes(study) == []
    assert not quote(study, coding.id, translations={"en": "Ashamed."}).starred
    again = quote(study, coding.id)
    assert (again.starred, again.edited) == (True, "… Ik schaamde me kapot.")


def test_undo_takes_back_one_step(study: Study, coding: Coding) -> None:
    quote(study, coding.id)
    quote(study, coding.id, edited="… Ik schaamde me kapot.")
    undo(study)
    assert [q.edited for q in quotes(study)] == [None]
    undo(study)
    assert quotes(study) == []
    assert quote(study, coding.id).starred


def test_saying_the_same_again_is_no_action(study: Study, coding: Coding) -> None:
    quote(study, coding.id, edited="… raar …")
    before = len(log(study))
    quote(study, coding.id, edited="… raar …")
    quote(study, coding.id)
    assert len(log(study)) == before


def test_quotes_take_the_filters_of_codings_and_go_with_them(study: Study, coding: Coding) -> None:
    other = codings(study, Where(doc="P02-W01"))[0]
    for one in (other, coding):
        quote(study, one.id)
    assert [q.id for q in quotes(study)] == [coding.id, other.id]
    assert [q.id for q in quotes(study, Where(case="P02"))] == [other.id]
    assert [q.id for q in quotes(study, Where(coder="Anna"))] == [coding.id]
    uncode(study, [coding.id])
    assert [q.id for q in quotes(study)] == [other.id]
    undo(study)
    assert len(quotes(study)) == 2


def test_refusals(study: Study, coding: Coding) -> None:
    before = contents(study.path)
    with pytest.raises(InputError, match=r"says «Zij» where the words are «Ze kijken wel"):
        quote(study, coding.id, edited="Zij …")
    with pytest.raises(UnknownName, match="There is no coding ffff"):
        quote(study, "ffff")
    with pytest.raises(UnknownName, match="There is no coding"):
        quote(study, "")
    with pytest.raises(InputError, match="codings begin with 0000"):
        quote(study, "0000")
    with pytest.raises(InputError, match="is no language"):
        quote(study, coding.id, translations={"": "x"})
    study.viewer = None
    with pytest.raises(InputError, match="No coder is named"):
        quote(study, coding.id)
    assert contents(study.path) == before


def test_saying_what_shows_settles_a_conflict(study: Study, coding: Coding) -> None:
    quote(study, coding.id)
    other = twin(study)
    quote(study, coding.id, edited="Ze kijken (…)")
    with Study(other, viewer="Anna") as elsewhere:
        quote(elsewhere, coding.id, edited="(…) Ik schaamde me kapot.")
    merge(study, other)
    assert len(conflicts(study.db)) == 1
    quote(study, coding.id, edited=quotes(study)[0].edited)
    assert conflicts(study.db) == []
