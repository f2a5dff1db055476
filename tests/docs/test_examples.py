"""Every example in the documentation does what the page says it does."""

from pathlib import Path

import pytest

from .pages import PAGES, blocks
from .shell import Shell, alike

RUN = {"console", "python", "sql"}
LEFT_ALONE = {"", "text", "sh", "yaml", "toml"}  # drawings, and what sets a machine up


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_of(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = Shell(page, folder, monkeypatch)
    for block in blocks(page):
        shell.play(block)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_block_says_what_it_is(page: Path) -> None:
    assert {block.language for block in blocks(page)} <= RUN | LEFT_ALONE


def test_there_are_examples() -> None:
    found = [block.language for page in PAGES for block in blocks(page)]
    assert min(found.count(language) for language in RUN) >= 3


@pytest.mark.parametrize(
    ("shown", "said", "is_alike"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a"], ["a", "b"], False),
        (["a", "..."], ["a", "b", "c"], True),
        (["...", "c"], ["a", "b", "c"], True),
        (["...", "b"], ["a", "b", "c"], False),
        (["one ... four"], ["one two three four"], True),
        (["one ... four"], ["one two five"], False),
        (["one..."], ["one"], True),
        (["ab...ba"], ["aba"], False),
    ],
)
def test_three_dots_stand_for_what_is_left_out(
    shown: list[str], said: list[str], is_alike: bool
) -> None:
    assert alike(shown, said) is is_alike
