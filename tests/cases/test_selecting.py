"""`--where`: reading conditions, weighing them, and choosing documents and cases by them."""

import operator
from collections.abc import Iterator
from pathlib import Path

import pytest
from coding.material import built, copied, files
from hypothesis import given
from hypothesis import strategies as st

from qualcode.cases.conditions import (
    Among,
    And,
    Compare,
    Condition,
    Missing,
    Not,
    Or,
    holds,
    leaves,
)
from qualcode.cases.reading_conditions import SIGNS, parse
from qualcode.cases.selecting import select
from qualcode.errors import InputError, UnknownName
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write

__all__ = ["built", "copied", "files"]

UWV = Compare("funder", "=", "UWV")
LATER = Compare("month", ">=", "6")
CARE = Among("sector", ("zorg", "sociaal werk"))


@pytest.mark.parametrize(
    ("expression", "condition"),
    [
        ("funder = UWV", UWV),
        ("funder=UWV", UWV),
        ('"funder" = "UWV"', UWV),
        ("'funder' = “UWV”", UWV),
        ("month >= 6", LATER),
        ("date<2020-06-01", Compare("date", "<", "2020-06-01")),
        ("sector in (zorg, 'sociaal werk')", CARE),
        ("sector NOT IN (zorg,\"sociaal werk\")", Not(CARE)),
        ("funder is missing", Missing("funder")),
        ("funder is not missing", Not(Missing("funder"))),
        ("not funder = UWV", Not(UWV)),
        ("not not funder = UWV", Not(Not(UWV))),
        ("funder = UWV and month >= 6", And((UWV, LATER))),
        ("funder = UWV or month >= 6 and funder is missing",
         Or((UWV, And((LATER, Missing("funder")))))),
        ("(funder = UWV or month >= 6) and not funder is missing",
         And((Or((UWV, LATER)), Not(Missing("funder"))))),
        ("a = 'is'", Compare("a", "=", "is")),
        ("naam = foto's", Compare("naam", "=", "foto's")),
    ],
)  # fmt: skip
def test_reading(expression: str, condition: Condition) -> None:
    assert parse(expression) == condition


@pytest.mark.parametrize(
    ("expression", "column", "expected"),
    [
        ("", 1, "a name"),
        ("funder", 7, "one of = !="),
        ("funder UWV", 8, "one of = !="),
        ("funder =", 9, "a value"),
        ("funder == UWV", 9, "a value"),
        ("funder = UWV month = 6", 14, "and, or, or the end"),
        ("funder = Werkplein Noord", 20, "and, or, or the end"),
        ("(funder = UWV", 14, "a closing parenthesis"),
        ("funder = UWV)", 13, "the end"),
        ("funder in UWV", 11, "a list in parentheses"),
        ("funder in (UWV, )", 17, "a value"),
        ("funder in (UWV Werkplein)", 16, "a comma or a closing"),
        ("funder is UWV", 11, "missing"),
        ("funder not UWV", 12, "in"),
        ("and funder = UWV", 1, "a name"),
        ("funder = and", 10, "a value"),
        ('funder = "UWV', 10, ""),
        ("funder ! UWV", 8, ""),
        ("(" * 5000, 51, "less deeply nested"),
        ("not " * 5000, 201, "less deeply nested"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_column(
    expression: str, column: int, expected: str
) -> None:
    with pytest.raises(InputError) as refused:
        parse(expression)
    assert f"at column {column}: " in refused.value.what
    assert expected in refused.value.what


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert list(leaves(parse(text)))
    except InputError as refused:
        assert "at column" in refused.what


NUMBERS = {"a": 1, "b": 2, "c": 3}
ASKED = st.builds(
    lambda name, sign, value: f"{name} {sign} {value}",
    st.sampled_from(sorted(NUMBERS)),
    st.sampled_from(SIGNS),
    st.integers(0, 4),
)
EXPRESSIONS = st.recursive(
    ASKED,
    lambda part: st.one_of(
        st.builds("({})".format, part),
        st.builds("not {}".format, part),
        st.builds("{} and {}".format, part, part),
        st.builds("{} or {}".format, part, part),
    ),
    max_leaves=12,
)


@given(EXPRESSIONS)
def test_and_or_and_not_bind_as_in_python(expression: str) -> None:
    in_python = expression.replace(" = ", " == ")
    found = holds(parse(expression), lambda name: str(NUMBERS[name]))
    assert found is eval(in_python, {}, dict(NUMBERS))


@given(EXPRESSIONS)
def test_what_is_missing_is_neither_true_nor_false(expression: str) -> None:
    assert holds(parse(expression), lambda _: None) is None
    assert holds(parse(f"({expression}) or a is missing"), lambda _: None) is True
    assert holds(parse(f"({expression}) and not a is missing"), lambda _: None) is False


@pytest.mark.parametrize(
    ("value", "expression", "answer"),
    [
        ("9", "a < 10", True),
        ("1.0", "a = 1", True),
        ("-2", "a < -1.5", True),
        ("10,5", "a > 9", True),
        ("10,5", "a = 10.5", True),
        ("4-5-2020", "a < 2020-10-01", True),
        ("negen", "a < 10", False),
        ("2020-05-04", "a >= 2020-05-04", True),
        ("2020-05-04", "a < 2020-05", False),
        ("2020-02-30", "a = 2020-02-30", True),
        ("uwv", "a = UWV", True),
        ("Gemeente", "a in (UWV, gemeente)", True),
        ("Gemeente", "a not in (UWV, gemeente)", False),
        ("Zoe\u0308", "a = zo\u00eb", True),
        ("x", "a != y", True),
    ],
)
def test_numbers_dates_and_text_compare_as_what_they_are(
    value: str, expression: str, answer: bool
) -> None:
    assert holds(parse(expression), lambda _: value) is answer


@given(st.integers(-99, 99), st.sampled_from(SIGNS), st.integers(-99, 99))
def test_numbers_compare_as_in_python(left: int, sign: str, right: int) -> None:
    signs = dict(zip(SIGNS, ("eq", "ne", "lt", "le", "gt", "ge"), strict=True))
    found = holds(parse(f"a {sign} {right}"), lambda _: str(left))
    assert found is getattr(operator, signs[sign])(left, right)  # type: ignore[index]


@pytest.fixture
def study(copied: Path) -> Iterator[Study]:
    """P01 is paid by UWV and began in March 2020, P02 by Werkplein Noord; TB1 speaks for P02."""
    with Study(copied, viewer="Anna") as opened:
        cases, documents = by_name(opened, "case"), by_name(opened, "document")
        given = [
            ("case_", cases["P01"], "funder", "UWV"),
            ("case_", cases["P01"], "ips_start", "2020-03-04"),
            ("case_", cases["P02"], "Funder", "Werkplein Noord"),
            ("document", documents["P02-W01"], "funder", "eigen middelen"),
        ]
        fields = ("removed", "owner_tbl", "owner_id", "name", "value")
        patches = [
            Patch(
                "attribute",
                opened.fresh_id(),
                dict(zip(fields, (0, *each), strict=True)),
            )
            for each in given
        ]
        speaker = by_name(opened, "speaker")["TB1"]
        patches.append(Patch("speaker", speaker, {"case_id": cases["P02"]}))
        write(opened, "test", patches, label="attributes")
        yield opened


def test_months_in_a_group_count_from_the_start_of_whose_voice_it_is(study: Study) -> None:
    speaker, group = by_name(study, "speaker")["TB1"], by_name(study, "document")["FG1"]
    p01 = by_name(study, "case")["P01"]
    said = [
        Patch("speaker", speaker, {"case_id": p01}),
        Patch("document", group, {"date": "2021-01-12"}),
    ]
    write(study, "test", said, label="a group of January")
    assert chosen(study, "month >= 10 and month < 10.5") == {"FG1/P01"}


def by_name(study: Study, table: str) -> dict[str, str]:
    return dict(study.db.execute(f"SELECT name, id FROM seen_{table}").fetchall())


def chosen(study: Study, expression: str) -> set[str]:
    """What is selected, as "document" or "document/case" where that isn't its own case."""
    documents = {row: name for name, row in by_name(study, "document").items()}
    names = {row: name for name, row in by_name(study, "case").items()} | {None: ""}
    pairs = {(documents[document], names[case]) for document, case in select(study, expression)}
    return {d if d.startswith(c or d) else f"{d}/{c}" for d, c in pairs}


P01, P02, ALL = {"P01-W01", "P01-W02"}, {"P02-W01"}, {"P01-W01", "P01-W02", "P02-W01"}


@pytest.mark.parametrize(
    ("expression", "documents"),
    [
        ("funder = uwv", P01),
        ("FUNDER != uwv", {"P02-W01", "FG1/P02"}),
        ("funder = 'Werkplein Noord'", {"FG1/P02"}),
        ("funder = 'eigen middelen'", P02),
        ("funder is missing", {"FG1"}),
        ("case = p02", {"P02-W01", "FG1/P02"}),
        ("case is missing", {"FG1"}),
        ("case > P01", {"P02-W01", "FG1/P02"}),
        ("wave = w01", {"P01-W01", "P02-W01"}),
        ("wave > W01", {"P01-W02"}),
        ("wave is missing", {"FG1", "FG1/P02"}),
        ("kind = interview", ALL),
        ("kind != interview", {"FG1", "FG1/P02"}),
        ("document in (P01-W02, fg1)", {"P01-W02", "FG1", "FG1/P02"}),
        ("date < 2020-05-11", {"P01-W01"}),
        ("sequence = 2", {"P01-W02"}),
        ("month = 2", {"P01-W01"}),
        ("month > 3", {"P01-W02"}),
        ("month is missing", {"P02-W01", "FG1", "FG1/P02"}),
        ("verdict = CMD", set()),
        ("verdict is missing and case = P01", P01),
        ("case = P01 or case != P01", {*ALL, "FG1/P02"}),
    ],
)
def test_selecting(study: Study, expression: str, documents: set[str]) -> None:
    assert chosen(study, expression) == documents


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("fundr = UWV", "There is no attribute «fundr». Did you mean [Ff]under"),
        ("funder = UWV or (x = 1)", "There is no attribute «x». Known: .*verdict"),
        ("wave = W1", "There is no wave «W1». Did you mean W0"),
        ("case in (P01, P3)", "There is no case «P3»"),
        ("document != P01-W3", "There is no document"),
    ],
)
def test_a_name_that_is_not_there_is_refused(study: Study, expression: str, message: str) -> None:
    with pytest.raises(UnknownName, match=message):
        select(study, expression)


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("date > 2020-02-30", "«2020-02-30» is not a date"),
        ("date = x", "«x» is not a date"),
        ("not Date in (2020-05-04, 2020)", "«2020» is not a date"),
        ("month > x", "«x» is not a number, as month is"),
        ("month >= nan", "«nan» is not a number"),
        ("case = P01 or sequence = eerste", "«eerste» is not a number, as sequence is"),
    ],
)
def test_a_date_or_number_that_is_none_is_refused(
    study: Study, expression: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        select(study, expression)


def test_dates_and_numbers_are_read_with_a_dutch_hand_too(study: Study) -> None:
    assert chosen(study, "date < 11-5-2020") == chosen(study, "date < 2020-05-11") != set()
    assert chosen(study, "month > '2,5'") == chosen(study, "month > 2.5") != set()
