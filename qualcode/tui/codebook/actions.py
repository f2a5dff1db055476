"""What keys do in Codebook. Letters are free here: no code is put on anything."""

from qualcode.tui.keys.action import CODEBOOK, Action

CHANGING = (
    Action("new", ("n",), "Makes a code under the same one as this", CODEBOOK, "new"),
    Action("new-below", ("N",), "Makes a code under this one", CODEBOOK),
    Action("edit", ("e",), "Changes a field of the code; choose which", CODEBOOK, "edit"),
    Action("definition", ("d",), "Writes what the code means", CODEBOOK),
    Action("rename", ("r",), "Gives the code another name in the tree", CODEBOOK),
    Action("colour", ("c",), "Gives the code a colour", CODEBOOK),
    Action("hotkey", ("h",), "Gives the code a key of its own for coding", CODEBOOK),
    Action("domain", ("o",), "Says whether codes under it exclude each other", CODEBOOK),
    Action("move", ("m",), "Moves the code under another one; choose which", CODEBOOK, "move"),
    Action("move-up", ("ctrl+up", "K"), "Moves the code up among those beside it", CODEBOOK),
    Action("move-down", ("ctrl+down", "J"), "Moves the code down among those beside it", CODEBOOK),
    Action("move-in", ("ctrl+right", ">"), "Moves the code under the one above it", CODEBOOK),
    Action("move-out", ("ctrl+left", "<"), "Moves the code out, a level up", CODEBOOK),
    Action(
        "merge", ("M",), "Merges the marked codes, or this one, into another", CODEBOOK, "merge"
    ),
    Action("split", ("x",), "Tells the code apart into several", CODEBOOK, "split"),
    Action("remove", ("delete", "D"), "Removes the code; asks what becomes of codings", CODEBOOK),
    Action("load", ("l",), "Loads a codebook file; shows first what would change", CODEBOOK),
)
ACTIONS = (
    Action("show-passages", ("enter",), "Shows the passages of the code", CODEBOOK),
    Action("queue", ("q",), "Shows the codings that wait since a code was split", CODEBOOK),
    Action("filter", ("/",), "Shows only codes with some words in them", CODEBOOK, "find"),
    Action("fold", ("left",), "Folds the branch, or goes to the code above", CODEBOOK),
    Action("unfold", ("right",), "Unfolds the branch, or goes into it", CODEBOOK),
    Action("fold-all", ("z",), "Folds all branches, or unfolds them", CODEBOOK),
    Action("gone", ("v",), "Shows removed and merged codes too, or hides them", CODEBOOK),
    Action("mark", ("space",), "Marks the code, to merge it with others", CODEBOOK),
    Action("other-pane", ("tab",), "Goes to the description, to read on, and back", CODEBOOK),
    *CHANGING,
    Action("save", ("w",), "Writes the codebook to a file", CODEBOOK),
    Action("check", ("k",), "Looks for what is wrong, and what could be better", CODEBOOK),
)
