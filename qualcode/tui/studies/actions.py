"""What keys do in Studies."""

from qualcode.tui.keys.action import Action

ACTIONS: tuple[Action, ...] = ()
