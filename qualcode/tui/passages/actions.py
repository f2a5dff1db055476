"""What keys do in Passages.

The lower-case letters that no action has are the answers in the queue of a split.
"""

from qualcode.tui.keys.action import PASSAGES, Action

ACTIONS = (
    Action("open", ("enter",), "Opens the text at the passage under the cursor", PASSAGES, "text"),
    Action("words", ("/",), "Shows what has some words in it, while you type", PASSAGES, "words"),
    Action("by-code", ("C",), "Only of one code, and of those under it", PASSAGES),
    Action("by-case", ("P",), "Only of one case, also what it says in a group", PASSAGES),
    Action("by-wave", ("W",), "Only of one wave", PASSAGES),
    Action("by-document", ("D",), "Only of one document", PASSAGES),
    Action("by-speaker", ("S",), "Only what a speaker says, or somebody in a role", PASSAGES),
    Action("by-coder", ("B",), "Only of one coder", PASSAGES),
    Action("by-kind", ("K",), "Only in documents of one kind", PASSAGES),
    Action("by-layer", ("L",), "Only of a layer: final, the consensus, a coder's", PASSAGES),
    Action("by-condition", ("I",), "Only where a condition holds: wave = W02", PASSAGES),
    Action("unfilter", ("x",), "Takes all filters off", PASSAGES),
    Action("filters-before", ("backspace",), "Shows by the filters that were before", PASSAGES),
    Action("mark", ("space",), "Marks what is under the cursor, and goes on", PASSAGES, "mark"),
    Action("other-list", ("tab",), "Goes from passages to the queue to what is stale", PASSAGES,
           "lists"),
    Action("mark-down", ("shift+down",), "Marks, and goes on downwards", PASSAGES),
    Action("mark-up", ("shift+up",), "Marks, and goes on upwards", PASSAGES),
    Action("mark-all", ("ctrl+a",), "Marks all that is shown, or none of it", PASSAGES),
    Action("keep", ("k",), "In the queue: says that the code it has fits", PASSAGES, "keep"),
    Action("recode", ("r",), "Gives your codings another code", PASSAGES, "recode"),
    Action("recode-several", ("R",), "Gives your codings several other codes", PASSAGES),
    Action("remove", ("delete",), "Takes off your codings", PASSAGES, "remove"),
    Action("star", ("*",), "Chooses as a quote, or no longer", PASSAGES, "star"),
    Action("memo", ("m",), "Writes a memo on the coding under the cursor", PASSAGES, "memo"),
    Action("write", ("w",), "Writes what is shown to a csv, xlsx, md or html", PASSAGES, "write"),
    Action("done", ("ctrl+d",), "Looked at again: says you are done with it", PASSAGES, "done"),
    Action("scroll-down", ("ctrl+down",), "Scrolls the passage down", PASSAGES),
    Action("scroll-up", ("ctrl+up",), "Scrolls the passage up", PASSAGES),
)  # fmt: skip
