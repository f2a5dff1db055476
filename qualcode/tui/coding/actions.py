"""What keys do while coding.

A key that a code of the codebook has as its hotkey belongs to the code. So every action has
a first key that no hotkey can be, but for the few that the codebook may not take (/ ? u s and
digits); what follows it is for convenience.
"""

from qualcode.tui.keys.action import CODING, Action

ACTIONS = (
    Action("pick", ("enter", "c"), "Picks a code for the selection", CODING, "code"),
    Action("again", ("ctrl+g", "."), "Puts the same code on the selection", CODING, "again"),
    Action("remove", ("delete",), "Takes off a coding of yours under the cursor", CODING, "remove"),
    Action("next-coding", ("ctrl+n", ">"), "Goes to the next coding", CODING),
    Action("previous-coding", ("ctrl+b", "<"), "Goes to the coding before", CODING),
    Action("next-uncoded", ("ctrl+t", "}"), "Goes to the next turn without codings", CODING),
    Action("previous-uncoded", ("ctrl+y", "{"), "Goes to the uncoded turn before", CODING),
    Action("done", ("ctrl+d", "D"), "Says that you have coded all of it", CODING, "done"),
    Action("tree", ("f6",), "Goes to the tree of codes and back to the text", CODING),
)
