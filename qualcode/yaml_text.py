"""YAML that people write: dates left as they stand, and every mistake told by its line."""

import re
from typing import Any

from qualcode.errors import UnreadableFile

DEEPEST = 60  # brackets within brackets; nobody's file has a tenth of it
BRACKETS = re.compile(r"[\[\]{}]")


def parse_yaml(text: str, name: str) -> Any:
    """What stands in `text`, with the places of its keys; `name` is the file's, for complaints.

    Raises UnreadableFile with the line, where YAML itself knows it.
    """
    from ruamel.yaml import YAML  # noqa: PLC0415  (most commands read no YAML)
    from ruamel.yaml.constructor import RoundTripConstructor  # noqa: PLC0415
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415

    class DatesAsWritten(RoundTripConstructor):
        """Leaves dates to us: YAML's own fall over the thirtieth of February."""

    DatesAsWritten.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)
    _check_depth(text, name)
    yaml = YAML(typ="rt")
    yaml.Constructor = DatesAsWritten
    try:
        return yaml.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise UnreadableFile(
            f"{name}{where}: this is not valid YAML: {error.problem or 'unreadable'}.",
            "Check quotes, colons and indentation just there.",
        ) from None
    except RecursionError:
        raise _too_deep(name) from None
    except (YAMLError, ValueError, LookupError, AttributeError, OverflowError) as error:
        # The others are its own stumbling over !!int abc, \U00110000 and the like.
        raise UnreadableFile(f"{name} is not valid YAML: {error}.", "Put quotes there.") from None


def _check_depth(text: str, name: str) -> None:
    """Refuses at once what the parser would take a quarter of a minute to refuse."""
    depth = 0
    for bracket in BRACKETS.finditer(text):
        depth = depth + 1 if bracket[0] in "[{" else max(0, depth - 1)
        if depth > DEEPEST:
            raise _too_deep(name)


def _too_deep(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name} is nested too deep.", "Brackets that never close do this.")
