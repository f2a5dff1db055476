"""What documents, codings and their retrieval read of a study."""

# `sequence` counts the interviews of a case as they were held.
DOCUMENTS = """
SELECT d.id, d.name, d.kind, c.name, w.name,
  CASE WHEN d.case_id IS NOT NULL AND d.kind = 'interview' THEN row_number() OVER (
    PARTITION BY d.case_id, d.kind
    ORDER BY d.date IS NULL, d.date, w.ordinal IS NULL, w.ordinal, d.name) END,
  d.date, d.title,
  (SELECT count(*) FROM seen_turn t WHERE t.version_id = d.version_id),
  (SELECT coalesce(sum(t.words), 0) FROM seen_turn t WHERE t.version_id = d.version_id)
FROM seen_document d
LEFT JOIN seen_case c ON c.id = d.case_id
LEFT JOIN seen_wave w ON w.id = d.wave_id
ORDER BY c.name IS NULL, c.name, w.ordinal IS NULL, w.ordinal, d.date IS NULL, d.date, d.name
"""

NAMES = "SELECT id, name, version_id FROM seen_document ORDER BY name, born, id"

SAME_TEXT = """
SELECT d.name FROM seen_document d JOIN seen_text x ON x.version_id = d.version_id
WHERE x.hash = :hash ORDER BY d.name LIMIT 1
"""

SPEAKERS = "SELECT DISTINCT name FROM seen_speaker ORDER BY name"

ROLES = "SELECT DISTINCT role FROM seen_speaker UNION SELECT 'unknown' ORDER BY 1"

CODERS = "SELECT id, name FROM seen_coder ORDER BY name, id"

TURNS = """
SELECT t.n, s.name, coalesce(s.role, 'unknown'), t.start, t."end", t.starts_at, t.ends_at
FROM seen_turn t LEFT JOIN seen_speaker s ON s.id = t.speaker_id
WHERE t.version_id = :version ORDER BY t.n
"""

TURN = 'SELECT start, "end" FROM seen_turn WHERE version_id = :version AND n = :n'

SAME_CODING = """
SELECT id FROM seen_own_coding WHERE document_id = :document AND start = :start AND "end" = :end
AND code_id = :code AND version_id = :version
"""

CODING_IDS = """
SELECT c.id, c.coder_id, r.name FROM seen_coding c JOIN seen_coder r ON r.id = c.coder_id
WHERE c.id >= :prefix AND c.id < :prefix || 'g'
"""


def spoken(condition: str) -> str:
    """That some turn of coding `c` is spoken by somebody (`p`) of whom `condition` holds."""
    return f"""EXISTS (SELECT 1 FROM seen_turn u LEFT JOIN seen_speaker p ON p.id = u.speaker_id
  WHERE u.version_id = c.shown_version AND u.start < c."end" AND u."end" > c.start
  AND {condition})"""


# Filters on codings; each stands in the query only where it is asked for.
CODING_FILTERS = {
    "document": "c.document_id = :document",
    "case": "c.case_id = :case",
    "wave": "c.wave_id = :wave",
    "codes": "c.code_id IN (SELECT value FROM json_each(:codes))",
    "coder": "c.coder_id = :coder",
    "speaker": spoken("p.name IN (SELECT value FROM json_each(:speaker))"),
    "role": spoken("coalesce(p.role, 'unknown') = :role"),
    "without_role": spoken("coalesce(p.role, 'unknown') <> :without_role"),
    "layer": "(c.document_id, c.coder_id) IN (SELECT key, value FROM json_each(:layer))",
    "ids": "c.id IN (SELECT value FROM json_each(:ids))",
}

# In the order of the fields of retrieval.Coding, but for the code, which is an id here, and
# `placed`, which stands last.
CODINGS = """
SELECT c.id, c.document, k.name, w.name, c.date, c.kind, c.code_id, r.name,
  c.start, c."end", t.n, s.name, coalesce(s.role, 'unknown'),
  c.quote, c.memo, c.about, c.origin, c.made, c.placed
FROM seen_coding c
JOIN seen_coder r ON r.id = c.coder_id
LEFT JOIN seen_case k ON k.id = c.case_id
LEFT JOIN seen_wave w ON w.id = c.wave_id
LEFT JOIN seen_turn t ON t.pk = (
  SELECT pk FROM seen_turn WHERE version_id = c.shown_version AND start <= c.start
  ORDER BY start DESC LIMIT 1)
LEFT JOIN seen_speaker s ON s.id = t.speaker_id
{where}
ORDER BY k.name IS NULL, k.name, w.ordinal IS NULL, w.ordinal,
  c.date IS NULL, c.date, c.document, c.start, c."end", c.born, c.id
"""

BLIND_DOCUMENTS = """
SELECT d.name FROM seen_document d WHERE d.id IN (SELECT document_id FROM seen_blind_document)
ORDER BY d.name
"""

BLIND_IDS = "SELECT document_id FROM seen_blind_document"

# Who has done what: the coders' assignments, and who has coded without one.
ASSIGNMENTS = """
SELECT a.document_id, a.coder_id, r.name, a.state, a.blind, v.codes, a.current
FROM seen_assignment a JOIN seen_coder r ON r.id = a.coder_id
LEFT JOIN seen_codebook_version v ON v.id = a.codebook_version_id
ORDER BY a.born, a.id
"""

FIRST_CODINGS = """
SELECT c.document_id, c.coder_id, r.name
FROM seen_coding c JOIN seen_coder r ON r.id = c.coder_id
GROUP BY c.document_id, c.coder_id ORDER BY min(c.born), r.name
"""

CODINGS_PER_CODER = """
SELECT r.name, count(*) FROM seen_coding c JOIN seen_coder r ON r.id = c.coder_id
GROUP BY r.name ORDER BY r.name
"""

MY_ASSIGNMENTS = """
SELECT id, state, codebook_version_id, version_id FROM seen_assignment
WHERE document_id = :document AND coder_id = :coder ORDER BY born, id
"""
