"""What keys do in the Library."""

from qualcode.tui.keys.action import LIBRARY, Action

ACTIONS = (
    Action("open", ("enter",), "Opens the document under the cursor", LIBRARY, "open"),
    Action("other-table", ("tab",), "Goes to the other table", LIBRARY, "groups"),
)
