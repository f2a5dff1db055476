"""What keys do on every screen. Digits go to the screens, in the order of their titles."""

from qualcode.tui.keys.action import EVERYWHERE, SCREENS, Action

ACTIONS = (
    Action("help", ("?",), "Shows the keys", EVERYWHERE, "keys"),
    Action("palette", ("ctrl+p",), "Finds an action by its name", EVERYWHERE),
    Action("undo", ("u",), "Takes back your last action", EVERYWHERE, "undo"),
    Action("redo", ("ctrl+r", "U"), "Does again what you took back", EVERYWHERE),
    Action("back", ("escape",), "Goes back to where you came from", EVERYWHERE),
    *(
        Action(screen, (str(number % 10),), f"Goes to {screen.capitalize()}", EVERYWHERE)
        for number, screen in enumerate(SCREENS, start=1)
    ),
    Action("theme", ("f2",), "Changes the colours: dark, light, contrast, sixteen", EVERYWHERE),
    Action("quit", ("ctrl+q",), "Quits; everything is written already", EVERYWHERE, "quit"),
)
