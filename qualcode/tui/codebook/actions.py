"""What keys do in Codebook."""

from qualcode.tui.keys.action import Action

ACTIONS: tuple[Action, ...] = ()
