"""What keys do in Passages."""

from qualcode.tui.keys.action import Action

ACTIONS: tuple[Action, ...] = ()
