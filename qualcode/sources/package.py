"""The zip that an office document is: opened without trust, and never unpacked to disk."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from qualcode.errors import UnreadableFile
from qualcode.sources.encodings import kind_of

_MB = 1024 * 1024
LARGEST = 200 * _MB  # all parts together, as the zip declares them
LARGEST_PART = 50 * _MB  # one part that is really read
_MUCH, _DENSEST = 5 * _MB, 200  # Word's parts shrink to a tenth or so, never to this
_AGAIN = "Open it in Word and save it again as .docx."
# What zipfile, zlib and lzma throw at damaged or strange files.
_DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    ArithmeticError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    zlib.error,
)


class Package:
    """An office document's parts by name; every trouble is an UnreadableFile that names the file.

    Sizes are checked before anything is inflated, and nothing is looked for outside the zip.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            raise UnreadableFile(
                f"{name} has a password, or is an old Word document.",
                "Open it in Word, take the password off, and save it as .docx.",
            )
        if not data.startswith(b"PK"):
            what = kind_of(data)
            raise UnreadableFile(
                f"{name} isn't a Word document{f' but {what}' if what else ''}.", _AGAIN
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {info.filename.lower(): info for info in self._zip.infolist()}
        except _DAMAGE:
            raise self._damaged() from None
        size = sum(info.file_size for info in self._zip.infolist())
        if size > LARGEST:
            raise self._too_large(size, LARGEST)

    def read(self, part: str) -> bytes | None:
        """The bytes of a part, or None where there is none of that name."""
        info = self._parts.get(part.lower())
        if info is None:
            return None
        if info.flag_bits & 1:
            raise UnreadableFile(
                f"{self.name} has a password.", "Save it without one, and import it again."
            )
        if info.file_size > LARGEST_PART:
            raise self._too_large(info.file_size, LARGEST_PART)
        if info.file_size > _MUCH and info.file_size > _DENSEST * info.compress_size:
            raise UnreadableFile(
                f"{self.name} unpacks to over {_DENSEST} times its size, as no document does.",
                _AGAIN,
            )
        try:
            with self._zip.open(info) as file:
                data = file.read(LARGEST_PART + 1)
        except _DAMAGE:
            raise self._damaged() from None
        if len(data) > LARGEST_PART:
            raise self._too_large(len(data), LARGEST_PART)
        return data

    def tree(self, part: str) -> etree._Element | None:
        """The root of an XML part, or None where there is none; no entity is ever resolved."""
        data = self.read(part)
        if data is None:
            return None
        try:
            root = etree.fromstring(data, self._parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            if "Excessive depth" in str(error):  # libxml2 stops at 256 elements in each other
                raise UnreadableFile(
                    f"{self.name} nests its tables too deep.",
                    "Take the talk out of the tables around it, and save it again.",
                ) from None
            raise self._damaged() from None
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFile(
                f"{self.name} defines entities of its own, as no Word document does.", _AGAIN
            )
        return root

    def related(self, part: str) -> dict[str, str]:
        """The parts that `part` ('' for the whole document) points to, by the last word of
        the relation's kind: `comments`, `styles`. Of several of a kind it is the first."""
        found: dict[str, str] = {}
        for kind, inside in self.relations(part):
            found.setdefault(kind, inside)
        return found

    def relations(self, part: str) -> Iterator[tuple[str, str]]:
        """The kind and the part of each relation of `part`, in the file's order."""
        folder, file = posixpath.split(part)
        relations = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        for relation in relations if relations is not None else ():
            target = relation.get("Target", "")
            if relation.get("TargetMode") == "External" or not target:
                continue
            inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            yield relation.get("Type", "").rpartition("/")[2], inside

    def _damaged(self) -> UnreadableFile:
        return UnreadableFile(
            f"{self.name} is damaged or cut off: no whole Word document.",
            "Copy it anew, or open it in Word and save it again.",
        )

    def _too_large(self, size: int, limit: int) -> UnreadableFile:
        return UnreadableFile(
            f"{self.name} unpacks to {size // _MB} MB; the limit is {limit // _MB} MB.",
            "Save it again without pictures, or as text.",
        )
