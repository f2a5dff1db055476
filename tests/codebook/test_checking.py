"""A codebook as a strict colleague reads it."""

from pathlib import Path

import pytest

from qualcode.codebook.checking import Checked, check, check_file
from qualcode.codebook.editing import Description, edit
from qualcode.shipped import shipped
from qualcode.study.file import Study


@pytest.fixture
def checked(tmp_path: Path) -> object:
    def look(text: str) -> Checked:
        path = tmp_path / "boek.yaml"
        path.write_text(text, encoding="utf-8")
        return check_file(path)

    return look


def good(n: int, **more: str) -> str:
    fields = {
        "code": f"c{n}",
        "definition": f"Over {'abcdefgh'[n] * 20}",
        "name": f"{{nl: N{'abcdefgh'[n] * 6}, en: E{'abcdefgh'[n] * 6}}}",
        "examples": "[Zo is het.]",
        "keywords": f"[k{n}]",
    }
    return ", ".join(f"{key}: {value}" for key, value in {**fields, **more}.items())


@pytest.mark.parametrize("path", sorted(shipped("codebooks").glob("*.yaml")), ids=lambda p: p.stem)
def test_what_comes_with_the_program_has_nothing_to_find(path: Path) -> None:
    found = check_file(path)
    assert found.remarks == ()
    assert found.codes > 40


def test_a_good_one_has_nothing_to_find(checked: object) -> None:
    found = checked(f"codes:\n- {{{good(0)}}}\n- {{{good(1)}}}\n")  # type: ignore[operator]
    assert found == Checked(codes=2, problems=0, remarks=())


ONE = f"codes:\n- {{{good(0)}}}\n"
CASES = [
    (f"- {{{good(1, definition='')}}}", "problem", "c1", "has no definition"),
    (f"- {{{good(1, examples='[]')}}}", "advice", "c1", "has no example"),
    (f"- {{{good(1, keywords='[]')}}}", "advice", "c1", "has no keyword"),
    (f"- {{{good(1, name='{nl: Iets}')}}}", "advice", "c1", "has no name in «en»"),
    (f"- {{{good(1, keywords='[K0]')}}}", "advice", "c1", "shares the keyword «k0» with c0"),
    (
        f"- {{{good(1, definition='Over ' + 'a' * 20)}}}",
        "problem",
        "c0",
        "has the definition of c1",
    ),
    (
        f"- {{{good(1, definition='Over ' + 'a' * 19 + 'b')}}}",
        "advice",
        "c0",
        "is defined nearly as c1",
    ),
    (
        f"- {{{good(1, name='{nl: Iets, en: Eaaaaaaa}')}}}",
        "advice",
        "c0",
        "is named nearly as c1",
    ),
    (
        f"- {{{good(1, codes='[{' + good(2, code='c0') + '}]')}}}",
        "advice",
        "c1/c0",
        "has the last part of c0",
    ),
    (f"- {{{good(1, keywords='[' + ','.join(f'w{n}' for n in range(31)) + ']')}}}", "advice",
     "c1", "has 31 keywords"),
    (
        f"- {{{good(1, domain='true')}, codes: [{{{good(2)}, keywords: [w]}}]}}".replace(
            "keywords: [k2], keywords", "keywords"
        ),
        "advice", "c1", "fewer than two codes",
    ),
    (
        f"- {{{good(1, domain='true')}, codes: [{{{good(2, domain='true')}}}, {{{good(3)}}}]}}",
        "problem", "c1/c2", "is a domain within the domain c1",
    ),
    (
        f"- {{{good(1, domain='true')}, codes: [{{{good(2)}}}, {{{good(3, keywords='[k2]')}}}]}}",
        "problem", "c1/c3", "shares the keyword «k2» with c1/c2, which it excludes",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("more", "severity", "code", "text"), CASES, ids=[c[3] for c in CASES])
def test_each_fault_is_found_with_its_line(
    checked: object, more: str, severity: str, code: str, text: str
) -> None:
    found = checked(f"{ONE}{more}\n")  # type: ignore[operator]
    (remark,) = [one for one in found.remarks if text in one.text]
    assert (remark.severity, remark.code) == (severity, code)
    assert remark.line == (2 if code == "c0" else 3)
    assert found.problems == sum(one.severity == "problem" for one in found.remarks)


def test_a_study_tells_what_was_never_used_too(study: Study) -> None:
    edit(study, "werk", Description(definition="Betaald werk, vast of los."))
    found = check(study)
    unused = {one.code for one in found.remarks if one.text == "was never used"}
    assert unused == set()
    edit(study, "integratie", Description(definition=""))
    assert any(one.severity == "problem" for one in check(study).remarks)


def test_too_many_codes_beside_each_other(checked: object) -> None:
    below = ", ".join(f"{{code: x{n}, definition: d{n}}}" for n in range(21))
    found = checked(f"codes:\n- {{{good(0)}, codes: [{below}]}}\n")  # type: ignore[operator]
    assert any("has 21 codes right under it" in one.text for one in found.remarks)
