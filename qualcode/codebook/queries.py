"""What the codebook reads of a study."""

CODES = """
SELECT id, name, names, definition, use_when, not_when, examples, keywords, colour, hotkey,
  domain, parent_id, merged_into, removed, split_into
FROM seen_code ORDER BY position, name, id
"""

LAST_POSITION = "SELECT coalesce(max(position), -1) FROM seen_code"
