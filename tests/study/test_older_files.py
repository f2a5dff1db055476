"""Study files as earlier versions of the program made them: every later one opens them."""

import gzip
from pathlib import Path

import pytest

from qualcode.study.doctor import examine
from qualcode.study.file import Study

FILES = Path(__file__).parent / "files"
MADE_BEFORE = sorted(path.name for path in FILES.glob("schema-*.study.gz"))


@pytest.mark.parametrize("name", MADE_BEFORE)
def test_a_file_of_an_earlier_schema_opens_whole(name: str, tmp_path: Path) -> None:
    path = tmp_path / "oud.qualcode"
    path.write_bytes(gzip.decompress((FILES / name).read_bytes()))
    with Study(path) as study:
        counts = study.db.execute(
            "SELECT (SELECT count(*) FROM seen_document), (SELECT count(*) FROM seen_coding)"
        ).fetchone()
        assert counts == (3, 48)
        assert examine(study).sound
