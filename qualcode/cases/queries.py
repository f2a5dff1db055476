"""What cases and waves read of a study."""

CASES = "SELECT id, name FROM seen_case ORDER BY name, id"

WAVES = "SELECT id, name, ordinal FROM seen_wave ORDER BY ordinal, name, id"

ATTRIBUTES = """
SELECT owner_id, name, value FROM seen_attribute WHERE owner_tbl = :owner AND value IS NOT NULL
ORDER BY owner_id, name
"""
