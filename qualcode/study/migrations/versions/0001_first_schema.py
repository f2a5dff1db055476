"""The first schema: what tables.py made when study files began.

Nothing to do here. New files are made from tables.py and marked with the newest revision;
the next migration starts from what files of this one hold.
"""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """A file of this schema is as it should be."""
