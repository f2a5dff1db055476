"""Who is at work on which study: from the command line, the environment, the config file."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

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
    """Where a person may write down who they are: a line like `coder = "Anna"`."""
    return user_config_path("qualcode") / "config.toml"


def _configured_coder() -> str | None:
    path = config_file()
    try:
        coder = tomllib.loads(path.read_text(encoding="utf-8")).get("coder")
        if not isinstance(coder, str | None):
            raise ValueError("coder is not a text")  # noqa: TRY004  (a value of the file)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise InputError(f"{path} can't be read: {error}.", "Mend it or take it away.") from error
    return coder or None
