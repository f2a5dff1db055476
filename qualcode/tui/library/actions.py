"""What keys do in the Library."""

from qualcode.tui.keys.action import LIBRARY, Action

ACTIONS = (
    Action("open", ("enter",), "Opens the document under the cursor", LIBRARY, "open"),
    Action("other-table", ("tab",), "Goes to the next table", LIBRARY, "tables"),
    Action("other-table-back", ("shift+tab",), "Goes to the table before", LIBRARY),
    Action("next-waiting", ("n",), "Goes to the next document that isn't done", LIBRARY, "next"),
    Action("find", ("/",), "Opens a document by some letters of its name", LIBRARY, "find"),
    Action("read-case", ("c",), "Reads the case through its waves", LIBRARY, "case"),
    Action("import", ("i",), "Brings in transcripts", LIBRARY, "import"),
    Action("describe", ("e",), "Says what the document is of: case, wave, date, title, kind",
           LIBRARY, "describe"),
    Action("speakers", ("r",), "Says who speaks in it: roles, and cases in a group", LIBRARY,
           "speakers"),
    Action("missed", ("m",), "Says that the interview was missed, and why", LIBRARY),
    Action("held", ("h",), "Takes back that it was missed", LIBRARY),
)  # fmt: skip
