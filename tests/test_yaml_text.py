"""YAML that people write: every mistake is one clear line."""

import pytest

from qualcode.errors import UnreadableFile
from qualcode.yaml_text import parse_yaml


@pytest.mark.parametrize("date", ["2020-02-30", "2020-01-01", "2020-01-01T99:99:99Z"])
def test_dates_stay_as_they_are_written(date: str) -> None:
    assert parse_yaml(f"from: {date}\n", "x.yaml")["from"] == date


@pytest.mark.parametrize(
    "text",
    [
        "a: !!float abc\n",
        "a: !!int abc\n",
        "a: !!bool x\n",
        "a: 0x_\n",
        "a: !!omap x\n",
        'a: "\\U00110000"\n',
        'a: "\\UFFFFFFFF"\n',
        "a: [1, 2\n",
        "a: 'x\n",
    ],
)
def test_what_is_no_yaml_is_one_refusal(text: str) -> None:
    with pytest.raises(UnreadableFile, match=r"x\.yaml"):
        parse_yaml(text, "x.yaml")


@pytest.mark.parametrize("bracket", ["[", "{", "[{"])
def test_brackets_without_end_are_refused_at_once(bracket: str) -> None:
    with pytest.raises(UnreadableFile, match="nested too deep"):
        parse_yaml(bracket * 100_000, "x.yaml")
