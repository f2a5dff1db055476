"""What keys do while a case is read. As in Coding, a code's hotkey belongs to the code.

So each action has a first key that no hotkey can be.
"""

from qualcode.tui.keys.action import CASE, Action

ACTIONS: tuple[Action, ...] = (
    Action("open", ("enter",), "Opens the document there, in Coding", CASE, "open"),
    Action("pick", ("ctrl+k", "c"), "Picks a code for the selection", CASE, "code"),
    Action("again", ("ctrl+g", "."), "Puts the same code on the selection", CASE),
    Action("remove", ("delete",), "Takes off a coding of yours under the cursor", CASE),
    Action("next-coding", ("ctrl+n", ">"), "Goes to the next coding", CASE),
    Action("previous-coding", ("ctrl+b", "<"), "Goes to the coding before", CASE),
    Action("next-wave", ("ctrl+l", "]"), "Goes to the next interview", CASE, "wave"),
    Action("previous-wave", ("ctrl+e", "["), "Goes to the interview before", CASE),
    Action("pick-wave", ("ctrl+w", "w"), "Picks a wave of this case", CASE),
    Action("next-case", ("f8", "}"), "Reads the next case", CASE),
    Action("previous-case", ("f7", "{"), "Reads the case before", CASE),
    Action("pick-case", ("f3", "p"), "Picks a case to read", CASE, "case"),
    Action("by-code", ("f4", "b"), "Lays a code's passages side by side, by wave", CASE, "by code"),
    Action("switch", ("f5", "t"), "Goes between side by side and the interviews", CASE),
    Action("beside", ("f6",), "Goes to the portrait, to the wave, and back", CASE),
    Action(
        "summary", ("s",), "Writes the portrait; of a code, what is in the wave", CASE, "summary"
    ),
    Action("summary-other", ("ctrl+s", "S"), "Writes of the wave; of a code, over all waves", CASE),
)
