"""What cases and waves read of a study."""


def sequence() -> str:
    """Which interview of its case document `d` is, as they were held; `w` is its wave."""
    return """CASE WHEN d.case_id IS NOT NULL AND d.kind = 'interview' THEN row_number() OVER (
    PARTITION BY d.case_id, d.kind
    ORDER BY d.date IS NULL, d.date, w.ordinal IS NULL, w.ordinal, d.name) END"""


CASES = "SELECT id, name FROM seen_case ORDER BY name, id"

# As the plan says it; where it names no window there is none here.
WAVES = """
SELECT id, name, ordinal, month, opens, closes, topics FROM seen_wave
ORDER BY ordinal, name, id
"""

# An interview that came in since outranks what was put down as missed.
ABSENCES = """
SELECT a.case_id, a.wave_id, a.reason FROM seen_absence a
JOIN seen_case c ON c.id = a.case_id JOIN seen_wave w ON w.id = a.wave_id
WHERE NOT EXISTS (SELECT 1 FROM seen_document d
  WHERE d.case_id = a.case_id AND d.wave_id = a.wave_id AND d.kind = 'interview')
ORDER BY c.name, w.ordinal, w.name
"""

ABSENCE = "SELECT id, reason FROM seen_absence WHERE case_id = :case AND wave_id = :wave"

INTERVIEWED = """
SELECT name FROM seen_document
WHERE case_id = :case AND wave_id = :wave AND kind = 'interview' ORDER BY name LIMIT 1
"""

DOCUMENTS = f"""
SELECT d.id, d.name, d.kind, c.id, w.id, d.date, {sequence()}
FROM seen_document d
LEFT JOIN seen_case c ON c.id = d.case_id
LEFT JOIN seen_wave w ON w.id = d.wave_id
ORDER BY c.name IS NULL, c.name, d.date IS NULL, d.date, w.ordinal IS NULL, w.ordinal, d.name
"""

ATTRIBUTES = """
SELECT owner_id, name, value FROM seen_attribute WHERE owner_tbl = :owner AND value IS NOT NULL
ORDER BY owner_id, name
"""

ATTRIBUTES_OF = """
SELECT owner_id, id, name, value FROM seen_attribute
WHERE owner_tbl = :owner AND (:owner_id IS NULL OR owner_id = :owner_id)
ORDER BY owner_id, name
"""

# The last one copied in comes first.
PERIODS = """
SELECT id, name, yaml FROM seen_definition WHERE kind = 'periods' ORDER BY born DESC, name
"""

# For --where (selecting.py): a document with its own case, and with each case that speaks in it.
PAIRS = """
SELECT d.id, k.id FROM seen_document d LEFT JOIN seen_case k ON k.id = d.case_id
UNION
SELECT d.id, k.id FROM seen_document d
JOIN seen_speaker p ON p.document_id = d.id JOIN seen_case k ON k.id = p.case_id
"""
