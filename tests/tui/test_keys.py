"""The registry of actions, its page, and keys that a person has given other actions."""

from pathlib import Path

import pytest

from qualcode.codebook.fields import RESERVED_HOTKEYS
from qualcode.errors import InputError
from qualcode.settings import config_file
from qualcode.tui.app import Workbench
from qualcode.tui.keys.action import EVERYWHERE, SCREENS, TRANSCRIPT, shown_key
from qualcode.tui.keys.registry import ACTIONS, Keymap, page_of_keys
from qualcode.tui.keys.remapping import WITH_TEXT, keymap

from .conftest import Hands

ROOT = Path(__file__).parents[2]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("qualcode.settings.user_config_path", lambda _: tmp_path)
    return tmp_path / "config.toml"


def test_no_two_actions_of_a_screen_share_a_key() -> None:
    for screen in SCREENS:
        places = (screen, EVERYWHERE, *([TRANSCRIPT] if screen in WITH_TEXT else []))
        keys = [key for action in ACTIONS if action.where in places for key in action.keys]
        assert sorted(keys) == sorted(set(keys)), screen


def test_every_action_where_codes_are_put_on_has_a_key_that_no_hotkey_can_be() -> None:
    for action in ACTIONS:
        if action.where in (*WITH_TEXT, TRANSCRIPT, EVERYWHERE):
            assert any(len(key) > 1 or key in RESERVED_HOTKEYS for key in action.keys), action


def test_only_what_leads_to_a_screen_is_called_after_it() -> None:
    assert not [each for each in ACTIONS if each.name in SCREENS and each.where != EVERYWHERE]


def test_the_page_of_keys_is_the_registry() -> None:
    assert (ROOT / "docs" / "keys.md").read_text(encoding="utf-8") == page_of_keys()


def test_keys_are_shown_as_people_know_them() -> None:
    told = [shown_key(key) for key in ("ctrl+shift+left", "f2", "?", "pageup", "ctrl+n", "D")]
    assert told == ["Ctrl+Shift+←", "F2", "?", "PgUp", "Ctrl+N", "D"]


async def test_a_person_gives_an_action_another_key(config: Path, copied: Path) -> None:
    config.write_text('[keys.library]\nopen = ["f9", "o"]\n', encoding="utf-8")
    app = Workbench(copied, "Anna", keymap())
    async with app.run_test() as pilot:
        hands = Hands(app, pilot)
        await hands.settle()
        assert "o open" in str(app.screen.query_one("Keys").render())
        await hands.press("f9")
        assert hands.coding.document == "P01-W01"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('[keys.libary]\nopen = "o"', "no screen «libary». Did you mean library?"),
        ('[keys.library]\nopne = "o"', "[keys.library] «opne». Did you mean open?"),
        ('[keys.library]\nopen = "hyper+o"', "«hyper+o» in"),
        ('[keys.library]\nopen = "u"', "u would be both library.open and everywhere.undo."),
        ("[keys.library]\nopen = 5", "keys.library.open is neither a key nor a list of keys"),
        ("keys = 5", "keys stand in tables"),
        ("keys = [", "can't be read"),
    ],
)
def test_keys_that_cannot_be_are_refused(config: Path, said: str, told: str) -> None:
    config.write_text(said, encoding="utf-8")
    with pytest.raises(InputError) as error:
        keymap()
    assert told in str(error.value)


def test_without_a_config_file_the_keys_are_the_registry(config: Path) -> None:
    assert not config.exists() and config_file() == config
    for screen in SCREENS:
        assert keymap().by_key(screen) == Keymap().by_key(screen)
