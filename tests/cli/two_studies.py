"""One study twice: as it was handed out to Bram, who codes blind, and as Anna went on in it.

Bram must not be able to tell them apart. `SECRET` stands in every word that Anna wrote there.
"""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from coding.material import build

from qualcode.codebook import editing, reshaping
from qualcode.codebook.editing import Description
from qualcode.coding.codings_file import import_codings
from qualcode.coding.marking import Passage, code, uncode
from qualcode.coding.recoding import recode
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.assigning import assign
from qualcode.coding.rounds.finishing import done
from qualcode.coding.writing.flags import flag, flags, settle_flag
from qualcode.coding.writing.memos import memos, remove_memo, rewrite_memo, settle, write_memo
from qualcode.coding.writing.quoting import quote
from qualcode.coding.writing.summaries import summarise
from qualcode.errors import InputError
from qualcode.export.matrix_files import write_matrix
from qualcode.study.file import STUDY, Study
from qualcode.study.handout import hand_out
from qualcode.study.journal import Patch, ensure_coder, write
from qualcode.study.undo import redo, undo

SECRET = "geheim"
BLIND, CASE = ("P01-W01", "FG1"), "P01"
ELSEWHERE = "P02-W01"
TURNS = {"before": (4, "[…] Ik schaamde me kapot."), "after": (6, "[…] daar zei niemand wat.")}
SAID = "Ze kijken wel eens raar."  # in the blind document


@dataclass(frozen=True)
class Two:
    """The files: `handed` out, `worked` on by the others since, `recoded`: the codebook too.

    `chris` is what another coder did elsewhere. `ids` names rows of Bram's own by what they are.
    """

    handed: Path
    worked: Path
    recoded: Path
    chris: Path
    ids: dict[str, str]


def make(folder: Path, files: Path) -> Two:
    """Makes them all in an empty folder."""
    shared = build(folder / "small.qualcode", files)
    with Study(shared, viewer="Anna") as anna:
        flag(anna, "P02-W01", "Open to all.")
    _work(shared, folder, "Anna", "before")
    ids = _bram(shared)
    with Study(shared) as nobody:
        assign(nobody, list(BLIND), "Bram", blind=True)
        for name in ("Chris", "Dirk"):
            ensure_coder(nobody, name)
        chris = hand_out(nobody, folder / "chris.qualcode", "Chris")
        handed = hand_out(nobody, folder / "handed.qualcode", "Bram")
    with Study(chris, viewer="Chris") as study:
        code(study, ELSEWHERE, ["zorg"], Passage(turn=2))
        write_memo(study, "Van Chris.", on=ELSEWHERE)
    with Study(handed, viewer="Bram") as bram:
        write_matrix(bram, folder / "form.xlsx", is_form=True, cell="summary")
    _work(shared, folder, "Anna", "after")
    _work(shared, folder, "Dirk", "after")
    with Study(shared) as nobody:
        assign(nobody, list(BLIND), "Dirk")
    worked = Path(shutil.copy(shared, folder / "worked.qualcode"))
    _change_codebook(shared)
    return Two(handed, worked, shared, chris, ids)


def _bram(path: Path) -> dict[str, str]:
    """What Bram made before the round: his own, that he sees whatever happens."""
    with Study(path, viewer="Bram") as bram:
        (mine,) = codings(bram, Where(coder="Bram", doc="P01-W01"))
        memo = write_memo(bram, "Van Bram.", on="P01-W01", kind="todo")
        summarise(bram, CASE, "Volgens Bram.")
        summarise(bram, CASE, "Volgens Bram, stigma.", code="stigma", wave="W01")
        quote(bram, mine.id)
        flagged = flag(bram, "P01-W01", "Van Bram.")
        code(bram, ELSEWHERE, ["werk"], Passage(turn=4), memo="Van Bram.")
    return {"coding": mine.id, "memo": memo.id, "flag": flagged.id}


def _work(path: Path, folder: Path, who: str, when: str) -> None:
    """All that a coder can do on the blind documents and their case."""
    told, (turn, edited) = f"{SECRET} {who} {when}", TURNS[when]
    with Study(path, viewer=who) as study:
        made = code(study, BLIND[0], ["werk", "zorg"], Passage(turn=turn), memo=told, about="2019")
        in_group = code(study, BLIND[1], ["stigma"], Passage(turn=3), memo=told)
        one, other = made.ids
        uncode(study, [code(study, BLIND[0], ["integratie"], Passage(turn=2)).ids[0]])
        recode(study, [other], ["werk", "zelf"])
        _csv(study, folder / f"{who}.csv", who)
        on_document = write_memo(study, told, on=f"document:{BLIND[0]}", kind="todo")
        write_memo(study, told, on=BLIND[0], passage=Passage(turn=2), kind="todo")
        write_memo(study, told, on=f"coding:{one}")
        on_case = write_memo(study, told, on=f"case:{CASE}", kind="method")
        answer = write_memo(study, told, on=f"memo:{on_case.id}")
        write_memo(study, told, on=f"memo:{answer.id}", kind="todo")
        for memo in memos(study, coder="Bram"):
            write_memo(study, told, on=f"memo:{memo.id}")
        rewrite_memo(study, on_document.id, text=f"{told} anew")
        settle(study, on_document.id)
        remove_memo(study, write_memo(study, told, on=BLIND[0]).id)
        for summary in ({}, {"code": "werk"}, {"code": "stigma", "wave": "W01"}):
            summarise(study, CASE, told, **summary)
        quote(study, one, edited=edited, translations={"en": told})
        quote(study, (*in_group.ids, *in_group.already)[0], translations={"en": told})
        with suppress(InputError):
            quote(study, codings(study, Where(coder="Bram", doc=BLIND[0]))[0].id)
        flag(study, BLIND[0], told)
        flag(study, f"case:{CASE}", told)
        flag(study, BLIND[0], told, passage=Passage(turn=turn))
        settle_flag(study, next(one for one in flags(study) if told in one.text).id, told)
        for name in BLIND:
            done(study, [name])
        _findings(study, told, one)
        uncode(study, [made.ids[0]])
        undo(study)
        undo(study, 2)
        redo(study)


def _csv(study: Study, file: Path, who: str) -> None:
    file.write_text(
        "document,code,coder,quote,memo\n"
        f"{BLIND[0]},werk,{who},{SAID},{SECRET} csv\n"
        f"{BLIND[1]},werk,{who},bang zijn voor gedoe,{SECRET} csv\n",
        encoding="utf-8",
    )
    import_codings(study, file)


def _findings(study: Study, told: str, coding: str) -> None:
    """What has no command as yet, or may have none here: rows as those will write them."""
    (case,) = study.db.execute("SELECT id FROM case_ WHERE name = ?", (CASE,)).fetchone()
    (place,) = study.db.execute("SELECT id FROM document WHERE name = ?", BLIND[:1]).fetchone()
    by = study.viewer_id
    settled = {"document_id": place, "disagreement": told, "decision": told, "because": told}
    agreed = study.fresh_id()
    version, code_id = study.db.execute(
        "SELECT version_id, code_id FROM coding WHERE id = ?", (coding,)
    ).fetchone()
    write(
        study,
        "code",
        [
            Patch(
                "coding",
                agreed,
                {
                    "document_id": place, "version_id": version, "code_id": code_id, "start": 0,
                    "end": 3, "quote": study.text(version)[:3], "origin": "consensus",
                    "coder_id": ensure_coder(study, "consensus"), "removed": 0, "memo": told,
                },
            )
        ],
        label=told,
        by=ensure_coder(study, "consensus"),
    )  # fmt: skip
    rows = {
        "finding": {"case_id": case, "aspect": told, "value": f'"{told}"', "evidence": [coding]},
        "claim": {
            "case_id": case, "document_id": place, "criterion": told, "value": f'"{told}"',
        },
        "verdict": {"case_id": case, "verdict": "CMD", "because": told},
        "rating": {"instrument": "i", "item": "1", "subject": CASE, "because": told},
        "adjudication": settled | {"codings": [coding], "outcome": [agreed]},
    }  # fmt: skip
    for tbl, vals in rows.items():
        patch = Patch(tbl, study.fresh_id(), {"removed": 0, "coder_id": by, **vals})
        write(study, tbl, [patch], label=told, by=by)


def _change_codebook(path: Path) -> None:
    """Everything that can happen to a codebook, with what stands in the blind texts."""
    with Study(path, viewer=STUDY) as study:
        editing.add(study, f"stigma/{SECRET}", Description(definition=SECRET, examples=(SAID,)))
        editing.edit(
            study, "werk", Description(examples=(SAID,), definition=SECRET, keywords=(SECRET,))
        )
        editing.edit(study, "zelf", Description(names={"nl": SECRET}, colour="#ff0000"))
        editing.add(study, "los")
        editing.move(study, "los", before="stigma")
        reshaping.split(study, "stigma", ["publiek", f"zelf-{SECRET}"])
        editing.rename(study, "integratie", f"{SECRET}-integratie")
        reshaping.merge(study, ["publiek"], "zelf")
        reshaping.remove(study, "los")
        editing.move(study, f"{SECRET}-integratie", under="stigma")
        undo(study)
    with Study(path, viewer="Anna") as anna:
        write_memo(anna, SECRET, on=f"code:stigma/{SECRET}")
        flag(anna, f"code:stigma/{SECRET}", SECRET)
        code(anna, BLIND[0], [f"stigma/{SECRET}"], Passage(turn=6))
        code(anna, ELSEWHERE, [f"stigma/{SECRET}"], Passage(turn=2))
        summarise(anna, "P02", SECRET, code=f"stigma/{SECRET}")
