"""What keys do in Matrix."""

from qualcode.tui.keys.action import Action

ACTIONS: tuple[Action, ...] = ()
