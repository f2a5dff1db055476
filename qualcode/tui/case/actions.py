"""What keys do in Case."""

from qualcode.tui.keys.action import Action

ACTIONS: tuple[Action, ...] = ()
