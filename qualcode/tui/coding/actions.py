"""What keys do while coding.

A key that a code of the codebook has as its hotkey belongs to the code. So every action has
a first key that no hotkey can be, but for the few that the codebook may not take (/ ? u s and
digits); what follows it is for convenience.
"""

from qualcode.tui.keys.action import CODING, Action

ACTIONS = (
    Action("pick", ("enter", "c"), "Picks codes for the selection, or a new one", CODING, "code"),
    Action("again", ("ctrl+g", "."), "Puts the same code on the selection", CODING, "again"),
    Action("in-vivo", ("f4", "v"), "Makes a code of the selected words themselves", CODING),
    Action("remove", ("delete",), "Takes off a coding of yours under the cursor", CODING, "off"),
    Action("boundaries", ("f3", "b"), "Gives a coding of yours the selected words", CODING),
    Action("about", ("ctrl+a", "a"), "Says which time a coding of yours is about", CODING),
    Action("memo", ("f8", "m"), "Writes or changes a memo on what is here", CODING, "memo"),
    Action("star", ("f9", "*"), "Chooses a coding as a quote, or no longer", CODING),
    Action("edited-form", ("ctrl+x", "x"), "Writes how a quote may be printed", CODING),
    Action("flag", ("f12", "!"), "Asks the team something, or settles that", CODING),
    Action("summary", ("s",), "Summarises the case on a code, in this wave", CODING, "summary"),
    Action("next-coding", ("ctrl+n", ">"), "Goes to the next coding", CODING),
    Action("previous-coding", ("ctrl+b", "<"), "Goes to the coding before", CODING),
    Action("next-uncoded", ("ctrl+t", "}"), "Goes to the next turn without codings", CODING),
    Action("previous-uncoded", ("ctrl+y", "{"), "Goes to the uncoded turn before", CODING),
    Action("next-of-speaker", ("ctrl+e", "]"), "Goes to the speaker's next turn", CODING),
    Action("previous-of-speaker", ("ctrl+w", "["), "Goes to the speaker's turn before", CODING),
    Action("turn", ("f5", "#"), "Goes to a turn by its number", CODING),
    Action("find", ("/",), "Finds words in this document", CODING, "find"),
    Action("next-find", ("ctrl+l", "n"), "Goes to the next find", CODING),
    Action("previous-find", ("ctrl+k", "N"), "Goes to the find before", CODING),
    Action("show-only", ("f7", "o"), "Shows only some codings: of a coder, of a code", CODING),
    Action("done", ("ctrl+d", "D"), "Says that you have coded all of it", CODING, "done"),
    Action("tree", ("f6",), "Goes to the tree of codes and back to the text", CODING),
)
