"""What keys do in the Matrix. What they change is told above it, each beside its key."""

from qualcode.tui.keys.action import MATRIX, Action

ACTIONS = (
    Action("open", ("enter",), "Lists the passages of the cell", MATRIX, "passages"),
    Action(
        "summary", ("s",), "Writes a summary of the cell, its passages beside", MATRIX, "summary"
    ),
    Action("more", ("space",), "Shows more of what is behind the cell", MATRIX, "more"),
    Action("next-row", ("ctrl+down",), "Goes to the next row, in the same part", MATRIX),
    Action("previous-row", ("ctrl+up",), "Goes to the row before, in the same part", MATRIX),
    Action("rows", ("r",), "Picks the rows: cases, waves, an attribute …", MATRIX),
    Action("columns", ("c",), "Makes waves the columns, or codes again", MATRIX),
    Action("split", ("b",), "Splits the rows: by wave, period, role …", MATRIX),
    Action("cell", ("v",), "Picks what stands in the cells: counts, quotes …", MATRIX),
    Action("layer", ("l",), "Picks whose codings are read", MATRIX),
    Action("deeper", ("+", "="), "Shows one more level of codes", MATRIX),
    Action("shallower", ("-",), "Shows one level of codes less", MATRIX),
    Action("branch", ("o",), "Shows only a branch of the codebook", MATRIX),
    Action("condition", ("/", "w"), "Shows only those of whom something is true", MATRIX),
    Action("speakers", ("i",), "Counts what the interviewer says, or leaves it out", MATRIX),
    Action("export", ("x",), "Writes the matrix to a file", MATRIX, "export"),
    Action("form", ("X",), "Writes a workbook to fill summaries in", MATRIX),
)
