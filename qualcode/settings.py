"""Who is at work on which study: from the command line, the environment, the config file."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from qualcode.errors import InputError


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for one run; `None` where nothing was said."""

    study: Path | None = None
    coder: str | None = None
    json: bool = False
    quiet: bool = False


def resolve(study: str | None, coder: str | None, *, json: bool, quiet: bool) -> Settings:
    """Options first, then QUALCODE_STUDY and QUALCODE_CODER, then `coder` in the config file."""
    named = study or os.environ.get("QUALCODE_STUDY")
    return Settings(
        study=Path(named) if named else None,
        coder=coder or os.environ.get("QUALCODE_CODER") or _configured_coder(),
        json=json,
        quiet=quiet,
    )


def find_study(settings: Settings) -> Path:
    """The study to work on: the one named, else the only one in the current folder."""
    if settings.study is not None:
        return settings.study
    here = sorted(path for path in Path.cwd().glob("*.qualcode") if path.is_file())
    if len(here) == 1:
        return here[0]
    if here:
        names = ", ".join(path.name for path in here)
        raise InputError(f"There are {len(here)} studies here: {names}.", "Name one: --study FILE.")
    raise InputError(
        "There is no study in this folder.",
        "Name one with --study FILE, or make one with `qualcode init FILE`.",
    )


def config_file() -> Path:
    """Where a person may write down who they are, and which keys they like."""
    return user_config_path("qualcode") / "config.toml"


def configured_keys() -> dict[str, dict[str, tuple[str, ...]]]:
    """The tables `[keys.SCREEN]` of the config file: screen → action → keys."""
    tables = _configured().get("keys", {})
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for screen, actions in (tables if isinstance(tables, dict) else {"": tables}).items():
        if not isinstance(actions, dict):
            raise _unreadable('keys stand in tables, like [keys.coding] and then again = "ctrl+a"')
        found[screen] = {}
        for action, said in actions.items():
            keys = [said] if isinstance(said, str) else said
            if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
                raise _unreadable(f"keys.{screen}.{action} is neither a key nor a list of keys")
            found[screen][action] = tuple(keys)
    return found


def _configured_coder() -> str | None:
    coder = _configured().get("coder")
    if not isinstance(coder, str | None):
        raise _unreadable("coder is not a text")
    return coder or None


def _configured() -> dict[str, Any]:
    try:
        return tomllib.loads(config_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise _unreadable(error) from error


def _unreadable(why: object) -> InputError:
    return InputError(f"{config_file()} can't be read: {why}.", "Mend it or take it away.")
