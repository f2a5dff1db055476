"""What the matrix reads of a study: documents of cases, and the codings in them."""

SOURCES = """
SELECT d.id, d.name, d.kind, c.name, w.name
FROM seen_document d
JOIN seen_case c ON c.id = d.case_id
LEFT JOIN seen_wave w ON w.id = d.wave_id
ORDER BY c.name, w.ordinal, d.name
"""

CODINGS = """
SELECT c.document_id, c.code_id, c.id, c.placed
FROM seen_coding c
LEFT JOIN seen_turn t ON t.pk = (
  SELECT pk FROM seen_turn WHERE version_id = c.version_id AND start <= c.start
  ORDER BY start DESC LIMIT 1)
LEFT JOIN seen_speaker s ON s.id = t.speaker_id
WHERE (c.document_id, c.coder_id) IN (SELECT key, value FROM json_each(:layer))
AND (:all_speakers OR coalesce(s.role, 'unknown') <> 'interviewer')
"""
