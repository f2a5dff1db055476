"""An edited quote is still what was said: cuts show, own words show, fillers may go."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.coding.anchoring import NEGATIONS
from qualcode.coding.writing.edited_form import (
    ASIDES,
    BETWEEN_COMMAS,
    HESITATIONS,
    edited_form_problem,
    words,
)

SAID = (
    "Nou, ik ben, eh, niet naar m'n begeleider gegaan, weet je, want dat kostte zeg maar "
    "1,5 uur en 50% van m'n geld."
)


@pytest.mark.parametrize(
    "edited",
    [
        SAID,
        "Nou, ik ben niet naar m'n begeleider gegaan, want dat kostte 1,5 uur en 50% van m'n geld.",
        "nou ik ben niet naar m’n begeleider gegaan want dat kostte 1,5 uur en 50 % van m’n geld",
        "Nou, ik ben (…) van m'n geld.",
        "… naar m'n begeleider gegaan ...",
        "(...) naar [...] gegaan […]",
        "Nou, [zij] ben[t] niet naar [haar trajectbegeleider] gegaan (…)",
        "Nou, ik ben niet naar [mijn begeleider] gegaan …",
        "[Over hulp:] Nou, ik [ging niet] naar m'n begeleider …",
    ],
)
def test_these_are_edited_forms(edited: str) -> None:
    assert edited_form_problem(SAID, edited) is None


@pytest.mark.parametrize(
    ("edited", "problem"),
    [
        ("Nou, ik ben naar m'n begeleider gegaan …", "leaves out «niet» before «naar»"),
        ("Nou, ik [ging] naar m'n begeleider gegaan …", "niet»"),
        ("Nou, ik ben [nooit] naar m'n begeleider gegaan …", "niet»"),
        (
            "Nou, ik ben niet naar m'n baas gegaan …",
            "says «baas gegaan» where the words are «begel",
        ),
        (
            "Nou, ik ben niet naar m'n begeleider gegaan",
            "leaves out «want dat kostte zeg maar 1,5 …»",
        ),
        ("… en 15 uur …", "says «15 uur»"),
        ("… dat kostte 15 uur …", "says «15 uur»"),
        ("… en 50 van m'n geld.", "leaves out «%» before «van»"),
        ("… van m'n geld, hoor.", "goes on with «hoor» where the words end"),
        ("… mn geld", "says «mn geld»"),
        ("Nou, ik ben, eh, eh, niet naar m'n begeleider …", "says «eh niet"),
        ("iets [heel] anders", "says «iets anders»"),
        ("…", "keeps none of the words"),
        ("[Zij ging niet.]", "keeps none of the words"),
        ("[]", "keeps none of the words"),
        ("Nou, ik [] niet naar …", "leaves out «ben eh»"),
        ("Nou, ik [ging niet naar …", "says «ging niet naar»"),
    ],
)
def test_these_are_not_and_the_first_difference_is_told(edited: str, problem: str) -> None:
    found = edited_form_problem(SAID, edited)
    assert found is not None
    assert problem in found


@pytest.mark.parametrize(
    ("said", "edited", "is_fine"),
    [
        ("Dat weet je niet.", "Dat niet.", False),
        ("Dat was, weet je wel, lastig.", "Dat was lastig.", True),
        ("Do you know him?", "Do him?", False),
        ("He said, you know, no.", "He said no.", True),
        ("Gewoon, ja ja.", "Ja.", False),
        ("Er was er een.", "Was er een.", False),
        ("I don't know.", "I do know.", False),
        ("I don't know.", "I [really] know.", False),
        ("Ik weet 't nie.", "Ik weet [het].", False),
        ("Kost € 5.", "Kost 5.", False),
        ("Eén keer.", "Een keer.", False),
        ("Wat een gedoe [lacht].", "Wat een gedoe.", False),
        ("Wat een gedoe [lacht].", "Wat een gedoe [lacht].", True),
        ("re-integratie", "re integratie", True),
    ],
)
def test_fillers_are_chosen_with_care(said: str, edited: str, is_fine: bool) -> None:
    assert (edited_form_problem(said, edited) is None) == is_fine


def test_a_filler_holds_no_negation() -> None:
    assert not HESITATIONS & NEGATIONS
    assert not {word for filler in (*ASIDES, *BETWEEN_COMMAS) for word in filler} & NEGATIONS


PLAIN = "ik ben naar huis gegaan toen het werk klaar was en niet daarvoor nooit geen zin".split()  # noqa: SIM905
TALK = st.lists(
    st.sampled_from([*PLAIN, *HESITATIONS, "zeg maar"]), min_size=1, max_size=25
).filter(lambda said: any(word in PLAIN for word in said))


@given(TALK, st.data())
def test_cuts_brackets_and_fillers_pass(said: list[str], data: st.DataObject) -> None:
    edited: list[str] = []
    at = 0
    while at < len(said):
        what = data.draw(st.sampled_from(["keep", "keep", "cut", "put in", "replace", "filler"]))
        step = 1
        if what == "cut":
            step = data.draw(st.integers(1, len(said) - at))
            edited.append(data.draw(st.sampled_from(["…", "(…)", "[…]", "...", "(...)", "[...]"])))
        elif what == "replace" and said[at] not in NEGATIONS:
            edited.append("[iets anders]")
        elif what == "filler" and said[at] not in PLAIN:
            pass
        else:
            word = said[at]
            edited.append(word.capitalize() + data.draw(st.sampled_from(["", ",", ".", "!"])))
            edited += ["[zei ze]"] * (what == "put in")
        at += step
    kept = [word for word in edited if not word.startswith(("[", "(", ".", "…"))]
    assume(any(words(word) for word in kept))
    assert edited_form_problem(" ".join(said), " ".join(edited)) is None


@given(TALK, st.data())
def test_a_changed_added_or_dropped_word_fails(said: list[str], data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([n for n, word in enumerate(said) if word in PLAIN]))
    changed = [*said[:at], said[at] + "x", *said[at + 1 :]]
    added = [*said[:at], "plots", *said[at:]]
    dropped = [*said[:at], *said[at + 1 :]]
    for other in (changed, added, dropped):
        assert edited_form_problem(" ".join(said), " ".join(other)) is not None


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_has_an_answer(said: str, edited: str) -> None:
    found = edited_form_problem(said, edited)
    assert found is None or found
    if words(said) and not set(said) & set("[]…."):
        assert edited_form_problem(said, said) is None
