"""Reads a codebook that a person wrote, in YAML or CSV; every complaint names the line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.codebook.fields import LISTS, TEXTS, check_colour, check_hotkey, words
from qualcode.errors import InputError, UnreadableFile
from qualcode.names import check_name, fold_name, unknown
from qualcode.yaml_text import parse_yaml

if TYPE_CHECKING:
    from ruamel.yaml.comments import CommentedMap

KEYS = ("code", "name", *TEXTS, *LISTS, "colour", "hotkey", "domain", "codes")
TOP_KEYS = ("title", "language", "codes")
SPREADSHEETS = (".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Entry:
    """One code as the file gives it: its path and the fields that stand there.

    In `fields["names"]` the language "" is the study's. Where `adds_names` is true (in CSV)
    the names are some of the code's names, else all of them.
    """

    path: str
    line: int
    fields: Mapping[str, Any] = field(default_factory=dict)
    adds_names: bool = False


def read_codebook(path: Path) -> list[Entry]:
    """The codes of a codebook in YAML, or in CSV by its suffix; parents before children.

    Raises UnreadableFile with the line (and column, where YAML itself is broken).
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{path} can't be read: {error.strerror}.") from error
    if path.suffix.lower() in SPREADSHEETS:
        from qualcode.codebook.spreadsheet import read_csv  # noqa: PLC0415  (a format's reader)

        return read_csv(data, str(path))
    try:
        return read_yaml(data.decode("utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error


def passed_over(path: Path) -> tuple[str, ...]:
    """The columns of a codebook in CSV that no field is read from, though they hold something."""
    if path.suffix.lower() not in SPREADSHEETS:
        return ()
    from qualcode.codebook import spreadsheet  # noqa: PLC0415  (a format's reader)

    return spreadsheet.passed_over(path.read_bytes(), str(path))


def read_yaml(text: str, name: str) -> list[Entry]:
    """The codes of a codebook in YAML; `name` is the file's, for complaints."""
    return list(_Reader(name).read(parse_yaml(text, name)))


class _Reader:
    """Walks the YAML of one file, complaining with its name and line."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.language = ""
        self.paths: dict[str, int] = {}
        self.hotkeys: dict[str, str] = {}

    def complaint(self, line: int, what: str, hint: str = "") -> UnreadableFile:
        return UnreadableFile(f"{self.name}, line {line}: {what}", hint)

    def read(self, document: Any) -> Iterator[Entry]:
        if not _is_map(document) or "codes" not in document:
            raise self.complaint(1, "a codebook has a list of codes.", 'Begin it with "codes:".')
        self._check_keys(document, TOP_KEYS)
        self.language = str(document.get("language") or "")
        yield from self._codes(document["codes"], self._line(document, "codes"), "")

    def _codes(self, codes: Any, line: int, above: str) -> Iterator[Entry]:
        if not _is_list(codes):
            raise self.complaint(line, "«codes» must be a list.", 'Write "- code: name" per code.')
        for n, item in enumerate(codes):
            at = codes.lc.item(n)[0] + 1
            if not _is_map(item) or "code" not in item:
                raise self.complaint(at, "this code has no name.", 'Write "- code: name".')
            yield from self._code(item, at, above)

    def _code(self, item: "CommentedMap", line: int, above: str) -> Iterator[Entry]:
        self._check_keys(item, KEYS)
        name = self._name(item["code"], line)
        path = f"{above}{name}"
        if fold_name(path) in self.paths:
            first = self.paths[fold_name(path)]
            raise self.complaint(line, f"{path} stands here twice (first on line {first}).")
        self.paths[fold_name(path)] = line
        yield Entry(path, line, self._fields(item, path))
        if item.get("codes") is not None:
            yield from self._codes(item["codes"], self._line(item, "codes"), f"{path}/")

    def _name(self, value: object, line: int) -> str:
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise self.complaint(line, f"«{value}» can't name a code.", "Put quotes around it.")
        try:
            return check_name(str(value).strip(), "code")
        except InputError as error:
            raise self.complaint(line, error.what, error.hint) from None

    def _fields(self, item: "CommentedMap", path: str) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for key, value in item.items():
            line = self._line(item, key)
            if value is None or key in ("code", "codes"):
                continue
            if key == "name":
                fields["names"] = self._names(value, line)
            elif key in TEXTS:
                fields[key] = self._words(value, key, line)
            elif key in LISTS:
                if not _is_list(value):
                    raise self.complaint(line, f"«{key}» must be a list.", "Write [one, two].")
                fields[key] = [self._words(each, key, line) for each in value]
            elif key == "domain":
                if not isinstance(value, bool):
                    raise self.complaint(line, "«domain» is true or false.")
                fields[key] = int(value)
            else:
                fields[key] = self._checked(key, str(value), path, line)
        return fields

    def _names(self, value: Any, line: int) -> dict[str, str]:
        if _is_map(value):
            return {str(key): self._words(name, "name", line) for key, name in value.items()}
        return {self.language: self._words(value, "name", line)}

    def _words(self, value: object, key: str, line: int) -> str:
        if value is None or isinstance(value, (dict, list)):
            raise self.complaint(line, f"«{key}» must be text.", "Put quotes around it.")
        return words(str(value))

    def _checked(self, key: str, value: str, path: str, line: int) -> str:
        try:
            if key == "colour":
                return check_colour(value)
            check_hotkey(value)
        except InputError as error:
            raise self.complaint(line, error.what, error.hint) from None
        if (other := self.hotkeys.setdefault(value, path)) != path:
            raise self.complaint(line, f"the hotkey «{value}» is {other}'s already.")
        return value

    def _line(self, item: "CommentedMap", key: object) -> int:
        # What came in through «<<» stands elsewhere: then the code's own line must do.
        at = item.lc.data.get(key)
        return int(at[0] if at else item.lc.line) + 1

    def _check_keys(self, item: "CommentedMap", allowed: tuple[str, ...]) -> None:
        for key in item:
            if key not in allowed:
                line = self._line(item, key)
                told = unknown(str(key), allowed, "field")
                raise self.complaint(line, f"t{told.what[1:]}", told.hint)


# The parser's maps and lists are dicts and lists that know their lines.


def _is_map(value: Any) -> bool:
    return isinstance(value, dict)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)
