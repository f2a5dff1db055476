"""Searching: everything that is there, to the code point, and nothing that isn't."""

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from qualcode.coding.arriving.importing import About, import_files
from qualcode.coding.arriving.speaking import set_speakers
from qualcode.coding.documents import find_document, text_of, turns
from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.search.forms import misspelt, stem, vocabulary
from qualcode.coding.search.patterns import pattern_places
from qualcode.coding.search.reviewing import Question, Reply, review_hits
from qualcode.coding.search.searching import Hit, Manner, search
from qualcode.coding.search.words import WORD, folded, places, terms
from qualcode.coding.writing.memos import write_memo
from qualcode.errors import InputError, UnknownName
from qualcode.spans import Span
from qualcode.study.file import Study
from qualcode.study.journal import Patch, acting, write
from qualcode.study.undo import undo
from qualcode.transcripts.units import sentences, surroundings

HARD = """\
I: Ik werkte. Ik heb gewerkt, en nu werk ik weer.
P: Zelfstigma! ZELFSTIGMA; zelf-stigma, zelfstigmatisering... "Café" cafe CAFÉ Cafe\u0301s.
I: Straße und STRASSE, ǅ ﬁets İstanbul ΑΣ ας 한국어 😀😀 e\u0323\u0308x niño.
P: ha ha ha (lacht) 'k weet 't niet; foto's, op-en-top 3,5 % _laag_ AND NOT OR NEAR
I: Ik schaamde me kapot. Dat zei dhr. Bakker bijv. ook. Werken? Werken! Ik liep, ik loop.
P: de bakker bakt, de bakker op de hoek is geen bakker
"""


@pytest.fixture
def hard(study: Study, tmp_path: Path) -> Study:
    """The small study with a text that is hard on a search."""
    (tmp_path / "H1.txt").write_text(HARD, encoding="utf-8")
    import_files(study, [tmp_path / "H1.txt"], About("notes"))
    return study


def quotes(study: Study, text: str, **how: Any) -> list[str]:
    return [hit.quote for hit in search(study, text, **how).hits]


def check(study: Study, hit: Hit) -> None:
    """What every hit in a transcript owes: its place, its turn, its sentence."""
    text = text_of(study, find_document(study, hit.document or ""))
    assert text[hit.start : hit.end] == hit.quote != ""
    assert hit.context[hit.quote_at :].startswith(hit.quote)
    turn = turns(study, hit.document or "")[(hit.turn or 0) - 1]
    assert (turn.speaker, turn.role) == (hit.speaker, hit.role)
    assert turn.start <= (hit.start or 0) and hit.context.strip() in text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zelfstigma", ["Zelfstigma", "ZELFSTIGMA"]),
        ("zelfstigma*", ["Zelfstigma", "ZELFSTIGMA", "zelfstigmatisering"]),
        ("zelf-stigma", ["zelf-stigma"]),
        ('"zelf stigma"', ["zelf-stigma"]),
        ("cafe", ["Café", "Café", "cafe", "CAFÉ"]),
        ("Café*", ["Café", "Café", "cafe", "CAFÉ", "Cafés"]),
        ("zoë", ["Zoë"]),
        ("zoe cafe", ["Café Zoë"]),
        ("straße", ["Straße"]),
        ("istanbul", ["İstanbul"]),
        ("ΑΣ", ["ΑΣ", "ας"]),
        ("한국어", ["한국어"]),
        ("😀", ["😀", "😀", "😀"]),
        ("😀 zoe", ["Zoë was anders 😀"]),
        ("(", ["("]),
        ("(lacht)", ["lacht"]),
        ("_laag_", ["laag"]),
        ("%", ["%"]),
        ("AND", ["AND"]),
        ("NEAR(", ["NEAR"]),
        ("'t", ["t"]),
        ("ha ha", ["ha", "ha", "ha"]),
        ('"ha ha"', ["ha ha"]),
        ("bakker bakt", ["bakker bakt"]),
        ('"de bakker"', ["de bakker", "de bakker", "de bakker", "de bakker"]),
        ("“de bakker”", ["de bakker", "de bakker", "de bakker", "de bakker"]),
        ("hoek bakker", ["bakker op de hoek", "bakker op de hoek"]),
        ("bakker psycholoog", []),
        ('"', ['"', '"']),
        ("niks*kan", ["niks kan"]),
    ],
)
def test_words_phrases_and_beginnings(hard: Study, text: str, found: list[str]) -> None:
    hits = search(hard, text)
    assert [hit.quote for hit in hits.hits] == found
    assert hits.count == len(found)
    for hit in hits.hits:
        check(hard, hit)


def without_index(study: Study, text: str) -> list[str]:
    """What a search finds that reads every turn itself."""
    wanted = terms(text)
    return [
        f"{document} {turn.start + match.start} {turn.start + match.end}"
        for (document,) in study.db.execute("SELECT name FROM seen_document")
        for turn in turns(study, document)
        for match in places(wanted, turn.text)
    ]


PIECES = [*HARD.split(), '"', "*", "OR", "NOT", "(", "words:"]
TEXTS = st.one_of(
    st.text(),
    st.text("aekwitns *\"'()-_.,;:éë\u0301😀:^+AND", max_size=20),
    st.lists(st.sampled_from(PIECES), max_size=4).map(" ".join),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
@example(text='"')
@example(text='* AND "" NEAR(a b, 2) words : ^x {a} -b + c')
@example(text="\ud800")
@example(text="woord " * 3000)
def test_any_text_is_a_search_and_the_index_loses_nothing(hard: Study, text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assume(text.strip())
    hits = search(hard, text).hits
    assert sorted(f"{h.document} {h.start} {h.end}" for h in hits) == sorted(
        without_index(hard, text)
    )
    for hit in hits:
        check(hard, hit)
        has_words = [word for term in terms(text) for word in term.words]
        plain = folded(hit.quote)
        assert all(any(folded(form) in plain for form in word) for word in has_words)


@given(st.text())
def test_folding_keeps_every_letter_in_its_place(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)


@given(st.lists(st.sampled_from("abx"), max_size=12).map(" ".join))
def test_a_stretch_holds_every_word_and_no_shorter_one_would(text: str) -> None:
    found = places(terms("a b"), text)
    assert bool(found) == ({"a", "b"} <= set(text))
    assert all(one.end <= other.start for one, other in pairwise(found))
    for match in found:
        first, *between, last = text[match.start : match.end].split()
        assert {first, last} == {"a", "b"}
        assert set(between) <= {"x"}


def test_nothing_to_search_for_is_refused(study: Study) -> None:
    for text in ("", "  ", "\n"):
        with pytest.raises(InputError, match="nothing to search for"):
            search(study, text)


def test_hits_come_in_reading_order_and_the_first_are_kept(study: Study) -> None:
    everything = search(study, "de")
    place = {"P01-W01": 0, "P01-W02": 1, "P02-W01": 2, "FG1": 3}
    order = [(place[hit.document or ""], hit.start) for hit in everything.hits]
    assert order == sorted(order)
    assert len(order) > 2
    some = search(study, "de", limit=2)
    assert some.hits == everything.hits[:2]
    assert some.count == everything.count


def test_only_the_current_text_counts(study: Study) -> None:
    place = find_document(study, "P02-W01")
    write(study, "test", [Patch("document", place.id, {"removed": 1})], label="taken away")
    assert quotes(study, "gemeente") == []


def test_a_hit_tells_which_codes_lie_on_it(study: Study) -> None:
    (hit,) = search(study, "kapot").hits
    assert hit.codes == ("stigma/zelf", "stigma/publiek")
    (hit,) = search(study, "psycholoog").hits
    assert (hit.codes, hit.case, hit.wave, hit.date) == (
        ("zorg/integratie",), "P01", "W02", "2020-06-08",
    )  # fmt: skip
    assert search(study, "gestopt").hits[0].codes == ()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(
    spans=st.lists(
        st.tuples(st.integers(0, 90), st.integers(1, 60), st.sampled_from("wzs")), max_size=6
    )
)
def test_the_codes_on_hits_are_those_that_overlap_them(
    copied: Path, spans: list[tuple[int, int, str]]
) -> None:
    names = {"w": "werk", "z": "zorg", "s": "stigma"}
    with Study(copied, viewer="Chris") as study, study.rehearsing():
        for start, length, name in spans:
            code(study, "P01-W02", [names[name]], Passage(Span(start, start + length)))
        for hit in search(study, r"\w+", manner="regex", where=Where(doc="P01-W02")).hits:
            lying_there = {
                coding.code
                for coding in codings(study, Where(doc="P01-W02"))
                if (coding.start or 0) < (hit.end or 0) and (coding.end or 0) > (hit.start or 0)
            }
            assert set(hit.codes) == lying_there
            assert len(hit.codes) == len(lying_there)


@pytest.mark.parametrize(
    ("where", "documents"),
    [
        ({"doc": "p01-w01"}, {"P01-W01"}),
        ({"case": "P01"}, {"P01-W01", "P01-W02"}),
        ({"wave": "W01"}, {"P01-W01", "P02-W01"}),
        ({"speaker": "i"}, {"P01-W01", "P01-W02", "P02-W01"}),
        ({"speaker": "TB2"}, {"FG1"}),
        ({"role": "participant"}, {"P01-W01", "P02-W01"}),
        ({"kind": "Focus-Group"}, {"FG1"}),
        ({"where": "case = P02 or kind = focus-group"}, {"P02-W01", "FG1"}),
        ({"case": "P01", "wave": "W02", "role": "interviewer"}, {"P01-W02"}),
    ],
)
def test_filters(study: Study, where: dict[str, Any], documents: set[str]) -> None:
    everything = search(study, "e*").hits
    found = search(study, "e*", where=Where(**where)).hits
    by_pattern = search(study, r"\be\w*", manner="regex", where=Where(**where)).hits
    assert {hit.document for hit in found} == documents
    assert set(found) <= set(everything)
    assert [h.start for h in by_pattern] == [h.start for h in found]
    for name in ("speaker", "role"):
        if name in where:
            assert {getattr(hit, name).lower() for hit in found} == {where[name].lower()}


def test_a_speaker_who_is_a_case_is_found_by_it_in_a_group(study: Study) -> None:
    ((speaker,),) = study.db.execute("SELECT id FROM seen_speaker WHERE name = 'TB2'").fetchall()
    ((case,),) = study.db.execute("SELECT id FROM seen_case WHERE name = 'P02'").fetchall()
    write(study, "test", [Patch("speaker", speaker, {"case_id": case})], label="TB2 is P02")
    for where in (Where(case="P02"), Where(where="case = P02")):
        hits = search(study, "e*", where=where).hits
        told = {(hit.document, hit.speaker) for hit in hits}
        assert told == {("P02-W01", "I"), ("P02-W01", "P02"), ("FG1", "TB2")}


WORKING = ["werk", "werk", "werken", "werkte", "gewerkt", "werk", "Werken", "Werken"]


@pytest.mark.parametrize(
    ("manner", "text", "found"),
    [
        ("fuzzy", "zelfstigam", ["Zelfstigma", "ZELFSTIGMA"]),
        ("fuzzy", "schamde", ["schaamde"] * 3),
        ("fuzzy", "schaamde kappot", ["schaamde me kapot", "schaamde me kapot"]),
        ("fuzzy", "werk", ["werk"] * 3),
        ("fuzzy", "bakekr", ["Bakker"] + ["bakker"] * 5),
        ("fuzzy", "qqqqqq", []),
        ("lemma", "werken", WORKING),
        ("lemma", "gewerkt", WORKING),
        ("lemma", "lopen", ["liep", "loop"]),
        ("lemma", "loop", ["liep", "loop"]),
        ("lemma", "cafés", ["Café", "Café", "cafe", "CAFÉ", "Cafés"]),
        ("lemma", '"ik werken"', ["Ik werkte", "ik werk"]),
    ],
)  # fmt: skip
def test_other_forms(hard: Study, manner: Manner, text: str, found: list[str]) -> None:
    hits = search(hard, text, manner=manner).hits
    assert sorted(hit.quote for hit in hits) == sorted(found)
    for hit in hits:
        check(hard, hit)
        assert (hit.score is not None) == (manner == "fuzzy")


def test_a_score_says_how_like_the_words_are(hard: Study) -> None:
    assert [hit.score for hit in search(hard, "zelfstigma", manner="fuzzy").hits] == [100, 100]
    assert [hit.score for hit in search(hard, "zelfstigam", manner="fuzzy").hits] == [90, 90]


@given(st.integers(0, 9), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_one_slip_in_a_long_word_is_forgiven(at: int, letter: str) -> None:
    word = "zelfstigma"
    for slip in (word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :],
                 word[:at] + letter + word[at:]):  # fmt: skip
        (term,) = misspelt(terms(slip), [word, "bakker"])
        assert word in term.words[0] and "bakker" not in term.words[0]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("werken", "werk"), ("lopen", "loop"), ("leven", "leef"), ("reizen", "reis"),
     ("zetten", "zet"), ("zeggen", "zeg"), ("wonen", "woon"), ("doen", "doen"), ("een", "een")],
)  # fmt: skip
def test_the_stem_of_a_verb(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_a_language_without_a_list_of_words_is_refused(study: Study) -> None:
    study.language = "tlh"
    with pytest.raises(InputError, match="no list of words for the language «tlh»"):
        search(study, "werk", manner="lemma")


def test_patterns_run_over_whole_texts(hard: Study) -> None:
    assert quotes(hard, r"bakker\b.*\n.*u\?", manner="regex") == [
        "bakker op de hoek.\nEn wat vinden ze daar van u?"
    ]
    assert quotes(hard, r"^ja\b", manner="regex") == ["Ja"]
    assert quotes(hard, r"x*", manner="regex") == ["x"]
    (hit,) = search(hard, r"😀, (?=daar)", manner="regex").hits
    check(hard, hit)
    assert hit.quote == "😀, "


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(pattern=st.text("aeiktw.*+?[]()|\\^$é", min_size=1, max_size=8))
def test_a_pattern_finds_what_python_finds_or_is_refused(hard: Study, pattern: str) -> None:
    assume(pattern.strip())
    try:
        hits = search(hard, pattern, manner="regex").hits
    except InputError as refused:
        assert "not a regular expression" in refused.what
        return
    text = text_of(hard, find_document(hard, "H1"))
    spans = [m.span() for m in re.finditer(pattern, text, re.I | re.M) if m[0]]
    assert [(h.start, h.end) for h in hits if h.document == "H1"] == spans


def test_a_bad_pattern_says_where(study: Study) -> None:
    with pytest.raises(InputError, match=r"«a\(» is not a regular expression: .* at character 2"):
        search(study, "a(", manner="regex")


def test_a_pattern_that_would_take_years_is_stopped() -> None:
    with pytest.raises(InputError, match="takes longer than 1 second"):
        pattern_places(r"(a+)+b", ["a" * 40], seconds=1)


def test_in_codings_every_coding_tells_its_own_hit(study: Study) -> None:
    hits = search(study, "kapot", within="codings").hits
    assert [(hit.code, hit.coder) for hit in hits] == [
        ("stigma/zelf", "Anna"), ("stigma/publiek", "Bram"),
    ]  # fmt: skip
    for hit in hits:
        check(study, hit)
    (hit,) = search(study, "kapot", within="codings", where=Where(code="publiek")).hits
    assert hit.coding in {coding.id for coding in codings(study, Where(coder="Bram"))}
    assert quotes(study, "kapot", within="codings", where=Where(code="werk")) == []
    assert quotes(study, "gestopt", within="codings") == []


def test_in_a_coding_over_two_turns_a_hit_has_its_own_turn(study: Study) -> None:
    first, second = turns(study, "FG1")[1:3]
    code(study, "FG1", ["werk"], Passage(Span(first.start, second.end)))
    (hit,) = search(study, "proberen", within="codings").hits
    assert (hit.turn, hit.speaker) == (3, "TB2")
    check(study, hit)


def memo(study: Study, text: str, **fields: Any) -> None:
    with study.writing():
        by = acting(study)
        vals = {"removed": 0, "kind": "analytic", "coder_id": by, "text": text, **fields}
        write(study, "memo", [Patch("memo", study.fresh_id(), vals)], label="memo", by=by)


def test_in_memos(study: Study) -> None:
    place = find_document(study, "P01-W01")
    memo(study, "Bakker wil bakken.", document_id=place.id, target_tbl="document",
         target_id=place.id)  # fmt: skip
    memo(study, "Wie is de bakker?")
    code(study, "P02-W01", ["werk"], Passage(turn=2), memo="net als de bakker")
    hits = search(study, "bakker", within="memos").hits
    assert [(hit.quote, hit.document, hit.coder) for hit in hits] == [
        ("Bakker", "P01-W01", "Anna"), ("bakker", None, "Anna"), ("bakker", "P02-W01", "Anna"),
    ]  # fmt: skip
    assert [hit.memo is None for hit in hits] == [False, False, True]
    assert [hit.start for hit in hits] == [0, 10, 11]
    for where in (Where(doc="P01-W01"), Where(case="P01"), Where(where="case = P01")):
        assert [h.start for h in search(study, "bakker", within="memos", where=where).hits] == [0]
    ((code_id,),) = study.db.execute("SELECT id FROM seen_code WHERE name = 'zorg'").fetchall()
    memo(study, "geen bakker", target_tbl="code", target_id=code_id)
    (hit,) = search(study, "bakker", within="memos", where=Where(code="zorg")).hits
    assert hit.context == "geen bakker"


@given(st.lists(st.text()))
def test_the_words_of_texts_are_those_that_a_search_takes_for_words(texts: list[str]) -> None:
    assert vocabulary(texts) == {word for text in texts for word in WORD.findall(text.lower())}


def test_a_memo_on_a_case_passes_where_the_case_does(study: Study) -> None:
    for case in ("P01", "P02"):
        write_memo(study, f"bakker {case}", on=f"case:{case}")
    write_memo(study, "bakker in de groep", on="document:FG1")
    write_memo(study, "bakker bij niemand")

    def found(**where: Any) -> list[str]:
        hits = search(study, "bakker", within="memos", where=Where(**where)).hits
        return [hit.context for hit in hits]

    assert found(where="case = P02") == ["bakker P02"]
    assert found(where="wave = W02") == ["bakker P01"]
    assert found(kind="interview") == ["bakker P01", "bakker P02"]
    assert found(kind="focus-group") == ["bakker in de groep"]
    assert found(kind="focus-group", where="case = P01") == []
    assert found(where="wave = W02 or case = P02", case="P01") == ["bakker P01"]
    set_speakers(study, "FG1", cases=["TB1=P02"])
    assert found(kind="focus-group") == ["bakker P02", "bakker in de groep"]
    assert found(kind="focus-group", where="case = P01") == []


def test_whose_codes_are_told_of_can_be_chosen(study: Study) -> None:
    def codes(within: str, **where: Any) -> list[tuple[str | None, tuple[str, ...]]]:
        hits = search(study, "kapot", within=within, where=Where(**where)).hits
        return [(hit.coder, hit.codes) for hit in hits]

    assert codes("transcripts") == [(None, ("stigma/zelf", "stigma/publiek"))]
    assert codes("transcripts", coder="Bram") == [(None, ("stigma/publiek",))]
    assert codes("transcripts", layer="final") == [(None, ("stigma/zelf",))]
    assert codes("codings", layer="Bram") == [("Bram", ("stigma/publiek",))]
    assert codes("codings", coder="Anna") == [("Anna", ("stigma/zelf",))]


def blind(study: Study, document: str, coder: str) -> None:
    vals = {"removed": 0, "document_id": find_document(study, document).id, "blind": 1,
            "coder_id": study.coder_id(coder), "state": "todo"}  # fmt: skip
    write(study, "assign", [Patch("assignment", study.fresh_id(), vals)], label="assign")


def test_a_blind_round_hides_others_codes_codings_and_memos(study: Study, copied: Path) -> None:
    memo(study, "schaamde zich ook", document_id=find_document(study, "P01-W01").id)
    blind(study, "P01-W01", "Bram")
    with Study(copied, viewer="Bram") as bram:
        assert search(bram, "kapot").hits[0].codes == ("stigma/publiek",)
        assert [h.coder for h in search(bram, "kapot", within="codings").hits] == ["Bram"]
        assert quotes(bram, "schaamde", within="memos") == []
    with Study(copied) as nobody:
        assert search(nobody, "kapot").hits[0].codes == ()
        assert quotes(nobody, "kapot", within="codings") == []


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"within": "codngs"}, "Did you mean codings"),
        ({"where": Where(doc="P01-W1")}, "Did you mean P01-W0"),
        ({"where": Where(kind="interviw")}, "Did you mean interview"),
        ({"where": Where(code="werk")}, "or search with --in codings or --in memos"),
        ({"where": Where(coder="Ana")}, "Did you mean Anna"),
        ({"where": Where(layer="final"), "within": "memos"}, "--layer doesn't go"),
        ({"where": Where(speaker="I"), "within": "memos"}, "--speaker doesn't go"),
        ({"where": Where(where="x")}, "at column 2"),
    ],
)
def test_what_is_not_there_is_refused(study: Study, how: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        search(study, "werk", **how)


def test_a_question_is_one_query_for_the_turns(study: Study) -> None:
    """However many turns there are: the work is one statement, narrowed by the index."""
    sent: list[str] = []
    study.db.set_trace_callback(sent.append)
    search(study, "bakker")
    study.db.set_trace_callback(None)
    assert sum("seen_turn" in statement for statement in sent) == 1
    assert any("MATCH" in statement for statement in sent)


# Reviewing.


def answering(*keys: str) -> tuple[Callable[[Question], Reply], list[Question]]:
    """A person who presses these keys, and what was put to them."""
    left, asked = iter(keys), []

    def ask(question: Question) -> Reply:
        asked.append(question)
        return cast(Reply, next(left))

    return ask, asked


def test_a_yes_is_one_action_that_one_undo_takes_back(study: Study) -> None:
    ask, asked = answering("yes", "no", "yes")
    done = review_hits(study, "bakker", "zorg", ask, where=Where(case="P01"))
    assert [question.words for question in asked] == ["bakker", "bakker"]
    assert [(c.quote, c.code, c.coder) for c in done.codings] == [("bakker", "zorg", "Anna")]
    assert (done.skipped, done.already, done.left) == (1, 0, 0)
    before = codings(study)
    undo(study, 1)
    assert len(codings(study)) == len(before) - 1


def test_widening_goes_to_the_sentence_the_turn_and_back(study: Study) -> None:
    ask, asked = answering("widen", "widen", "widen", "widen", "yes")
    done = review_hits(study, "kapot", "werk", ask)
    assert [question.width for question in asked] == [
        "words", "sentence", "turn", "words", "sentence",
    ]  # fmt: skip
    assert done.codings[0].quote == "Ik schaamde me kapot."
    assert {q.before + q.words + q.after for q in asked} == {
        "Ze kijken wel eens raar. Ik schaamde me kapot."
    }


def test_what_has_the_code_is_passed_over(study: Study) -> None:
    ask, asked = answering("widen", "widen", "yes", "yes")
    done = review_hits(study, "ik", "zorg", ask, where=Where(doc="P01-W01"))
    # The sentence is the whole turn here, and not put twice.
    assert [(q.hit.turn, q.width) for q in asked] == [
        (2, "words"), (2, "sentence"), (2, "words"), (4, "words"),
    ]  # fmt: skip
    ask, asked = answering()
    done = review_hits(study, "ik", "zorg", ask, where=Where(doc="P01-W01"))
    assert (asked, done.codings, done.already) == ([], (), 2)
    ask, asked = answering("no")
    review_hits(study, "kapot", "stigma/publiek", ask)  # Bram's is not Anna's
    assert len(asked) == 1
    ask, asked = answering()
    assert review_hits(study, "kapot", "stigma", ask).already == 1  # one under it


def test_stopping_leaves_the_rest(study: Study) -> None:
    count = search(study, "de").count
    ask, asked = answering("no", "stop")
    done = review_hits(study, "de", "zorg", ask)
    assert (len(asked), done.codings, done.skipped, done.left) == (2, (), 1, count - 1)


def test_reviewing_needs_a_coder_and_a_code(study: Study, copied: Path) -> None:
    ask, asked = answering()
    with pytest.raises(UnknownName, match="Did you mean zorg"):
        review_hits(study, "de", "zorgg", ask)
    with Study(copied) as nobody, pytest.raises(InputError, match="No coder is named"):
        review_hits(nobody, "de", "zorg", ask)
    assert asked == []


# Sentences.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Een. Twee? Drie!", ["Een.", "Twee?", "Drie!"]),
        ("Nou ... ja. Dat.", ["Nou ... ja.", "Dat."]),
        ("Dat zei dhr. Bakker. Ja.", ["Dat zei dhr. Bakker.", "Ja."]),
        ("Hij zei: «Kom.» Ik kwam.", ["Hij zei: «Kom.»", "Ik kwam."]),
        ("3.5 is genoeg", ["3.5 is genoeg"]),
        ("  wit \n", ["wit"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentences(text)] == expected


@given(st.text("ab. ?\nAB", min_size=1, max_size=400), st.data())
def test_sentences_cover_all_that_shows_and_surroundings_hold_the_span(
    text: str, data: st.DataObject
) -> None:
    spans = sentences(text)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    shown = "".join(text[s.start : s.end] for s in spans)
    assert "".join(shown.split()) == "".join(text.split())
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    around = surroundings(text, span, longest=60)
    assert around.start <= span.start and span.end <= around.end <= len(text)
    assert len(around) <= max(60, len(span))
