"""Every action of the Library does what the help says of it, by each of its keys."""

from collections.abc import Awaitable, Callable

import pytest

from qualcode.tui.keys.action import LIBRARY

from .conftest import Hands, Start, keys_of

Check = Callable[[Hands, str], Awaitable[None]]
CHECKS: dict[str, Check] = {}


def of(*names: str) -> Callable[[Check], Check]:
    """Says which actions a check is for."""

    def put_down(check: Check) -> Check:
        CHECKS.update(dict.fromkeys(names, check))
        return check

    return put_down


@of("open")
async def open_shows_the_document(hands: Hands, key: str) -> None:
    await hands.press(key)
    assert hands.coding.document == "P01-W01"


@of("other-table")
async def other_table_has_the_groups(hands: Hands, key: str) -> None:
    await hands.press(key, "enter")
    assert hands.coding.document == "FG1"


@pytest.mark.parametrize(("name", "key"), keys_of(LIBRARY))
async def test_an_action_does_what_it_says(start: Start, name: str, key: str) -> None:
    async with start() as hands:
        await CHECKS[name](hands, key)
