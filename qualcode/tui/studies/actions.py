"""What keys do in Studies."""

from qualcode.tui.keys.action import STUDIES, Action

ACTIONS: tuple[Action, ...] = (
    Action("open", ("enter",), "Opens the study under the cursor", STUDIES, "open"),
    Action("other", ("o",), "Opens a study that isn't listed, by its path", STUDIES, "another"),
    Action("new", ("n",), "Makes a study", STUDIES, "new"),
    Action("demo", ("d",), "Builds the demonstration study, all invented", STUDIES, "demo"),
    Action("who", ("w",), "Says who is at work", STUDIES, "who you are"),
    Action("forget", ("delete",), "Takes a study off this list; it stays", STUDIES, "off the list"),
)
