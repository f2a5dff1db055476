"""What transcription programs write, each in its own way; the talk is invented."""

import json
from pathlib import Path

import pytest

from qualcode.sources import read

from .word_files import paragraphs

SAID = [
    ("Karin Smit", "Hoe gaat het met u?"),
    ("Anna Bos", "Goed: ik ben begonnen."),
    ("Karin Smit", "Mooi."),
]
STARTS = [3.0, 12.0, 63.0]

TEAMS_CUES = "WEBVTT\n\n" + "\n".join(
    f"5f1e0c3a-77aa-4c1e-9d55-0a1b2c3d4e5f/{12 + n}-0\n{time}\n<v {name}>{words}</v>\n"
    for n, (time, (name, words)) in enumerate(
        zip(
            (
                "00:00:03.000 --> 00:00:05.000",
                "00:00:12.000 --> 00:00:15.000",
                "00:01:03.000 --> 00:01:05.000",
            ),
            SAID,
            strict=True,
        )
    )
)
ZOOM = "WEBVTT\r\n\r\n" + "\r\n".join(
    f"{n}\r\n{time}\r\n{name}: {words}\r\n"
    for n, (time, (name, words)) in enumerate(
        zip(
            (
                "00:00:03.000 --> 00:00:05.000",
                "00:00:12.000 --> 00:00:15.000",
                "00:01:03.000 --> 00:01:05.000",
            ),
            SAID,
            strict=True,
        ),
        start=1,
    )
)
AMBERSCRIPT_CUES = "\n".join(
    f"{n}\n00:{time},000 --> 00:{time},900\n{name}\n{words}\n"
    for n, (time, (name, words)) in enumerate(
        zip(("00:03", "00:12", "01:03"), SAID, strict=True), start=1
    )
)
OTTER = (
    "".join(
        f"{name}  {time}  \n{words}\n\n"
        for time, (name, words) in zip(("0:03", "0:12", "1:03"), SAID, strict=True)
    )
    + "Transcribed by https://otter.ai\n"
)
F4 = "".join(
    f"{name}: {words} #00:{time}-0#\n\n"
    for time, (name, words) in zip(("00:12", "01:03", "01:05"), SAID, strict=True)
)
AMBERSCRIPT = [
    text
    for time, (name, words) in zip(("00:00:03", "00:00:12", "00:01:03"), SAID, strict=True)
    for text in (f"{name} [{time}]", words)
]
TEAMS = [
    f"{name}   {time}\n{words}"
    for time, (name, words) in zip(("0:03", "0:12", "1:03"), SAID, strict=True)
]
WHISPERX = json.dumps(
    {
        "segments": [
            {"start": start, "end": start + 2, "text": f" {words}", "speaker": name}
            for start, (name, words) in zip(STARTS, SAID, strict=True)
        ]
    }
)


@pytest.mark.parametrize(
    ("file", "contents"),
    [
        ("teams.vtt", TEAMS_CUES.encode()),
        ("teams.docx", paragraphs("Gesprek-20240305", "5 maart 2024, 10:00AM", "4m 5s", *TEAMS)),
        ("zoom.vtt", ZOOM.encode()),
        ("amberscript.srt", AMBERSCRIPT_CUES.encode()),
        ("amberscript.docx", paragraphs(*AMBERSCRIPT)),
        ("otter.txt", OTTER.encode()),
        ("f4.txt", F4.encode()),
        ("whisperx.json", WHISPERX.encode()),
    ],
)
def test_speakers_words_and_times(tmp_path: Path, file: str, contents: bytes) -> None:
    (tmp_path / file).write_bytes(contents)
    draft = read(tmp_path / file)
    assert [(turn.speaker, turn.words) for turn in draft.turns] == SAID
    starts = [turn.start for turn in draft.turns]
    assert starts == ([None, 12.0, 63.0] if file == "f4.txt" else STARTS)
    if file == "f4.txt":
        assert [turn.end for turn in draft.turns] == [12.0, 63.0, 65.0]
