"""Lines or cues → turns: what a labelled line begins, what continues it, what stays out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from qualcode.errors import UnreadableFile
from qualcode.sources.conventions import NAMED, TIMED, WITHIN_CUES, Convention, Label
from qualcode.sources.draft import DraftTurn, normalise
from qualcode.sources.speakers import Line, Reading, choose, doubts
from qualcode.sources.times import CLOCK, stamp
