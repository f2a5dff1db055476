"""Readers: a file → a `Draft`. One reader a format; `speakers` alone decides who speaks."""

from qualcode.sources.draft import Draft, DraftTurn, normalise
from qualcode.sources.reading import SUFFIXES, read, readable

__all__ = ["SUFFIXES", "Draft", "DraftTurn", "normalise", "read", "readable"]
