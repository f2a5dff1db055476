"""A base study made once a session, and copies of it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from qualcode.study.file import Study

from . import histories as h


@pytest.fixture(scope="session")
def base(memory: Path) -> Path:
    """A small study file that tests copy and never change."""
    return h.make_base(memory / "base.qualcode")


@pytest.fixture(scope="session")
def numbered(memory: Path) -> h.Numbered:
    return h.Numbered(memory)


@pytest.fixture(scope="session")
def copying(base: Path, numbered: h.Numbered) -> Callable[..., AbstractContextManager[list[Study]]]:
    """Opens three fresh copies as often as one test wants, with the clocks and salt it gives."""
    return lambda *given: h.copies_of(base, numbered(), *given)


@pytest.fixture
def copies(base: Path, numbered: h.Numbered) -> Iterator[list[Study]]:
    """Three coders' open copies of the base study."""
    with h.copies_of(base, numbered()) as studies:
        yield studies


@pytest.fixture
def study(copies: list[Study]) -> Study:
    """Anna's copy."""
    return copies[0]
