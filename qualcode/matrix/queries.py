"""What the matrix reads of a study: numbers only, as there may be hundreds of thousands."""

SOURCES = """
SELECT d.pk, d.id, d.name, d.kind, d.date, c.name, w.name
FROM seen_document d
LEFT JOIN seen_case c ON c.id = d.case_id
LEFT JOIN seen_wave w ON w.id = d.wave_id
ORDER BY c.name IS NULL, c.name, w.ordinal IS NULL, w.ordinal,
  d.date IS NULL, d.date, d.name, d.id
"""

SPEAKERS = """
SELECT s.pk, d.pk, s.name, s.role, c.name
FROM seen_speaker s JOIN seen_document d ON d.id = s.document_id
LEFT JOIN seen_case c ON c.id = s.case_id
ORDER BY s.pk
"""

TURNS = """
SELECT d.pk, t.start, t."end", t.words, coalesce(s.pk, 0)
FROM seen_document d JOIN seen_turn t ON t.version_id = d.version_id
LEFT JOIN seen_speaker s ON s.id = t.speaker_id
"""

CODINGS = """
SELECT c.pk, c.document_pk, coalesce(k.pk, 0), coalesce(r.pk, 0), c.start, c."end", c.placed,
  c.origin = 'consensus'
FROM seen_any_coding c
LEFT JOIN seen_code k ON k.id = c.code_id
LEFT JOIN seen_coder r ON r.id = c.coder_id
"""

SET_ASIDE = "SELECT pk FROM seen_set_aside"

CODES = "SELECT pk, id FROM seen_code"

CODERS = "SELECT pk, id FROM seen_coder"

VERSIONS = "SELECT pk, version_id FROM seen_document"

TOPICS = "SELECT name, topics FROM seen_wave"

QUOTES = "SELECT coding_id, coder_id, starred FROM seen_quote ORDER BY born, id"

# In the order of the fields of crossing.Quoted, after the coding's number.
QUOTED = """
SELECT c.pk, c.id, c.document, t.n, s.name, c.quote
FROM seen_any_coding c
LEFT JOIN seen_turn t ON t.pk = (
  SELECT pk FROM seen_turn WHERE version_id = c.shown_version AND start <= c.start
  ORDER BY start DESC LIMIT 1)
LEFT JOIN seen_speaker s ON s.id = t.speaker_id
WHERE c.pk IN (SELECT value FROM json_each(:codings))
"""
