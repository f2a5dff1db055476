"""What importing, describing and naming speakers read of a study."""

SAME_TEXT = """
SELECT d.name FROM seen_document d JOIN seen_text x ON x.version_id = d.version_id
WHERE x.hash = :hash ORDER BY d.name LIMIT 1
"""

# Who speaks in the current texts; what nobody is named for comes last.
SPOKEN = """
SELECT d.id, d.name, s.id, s.name, coalesce(s.role, 'unknown'), c.name,
  count(*), sum(t.words)
FROM seen_document d
JOIN seen_turn t ON t.version_id = d.version_id
LEFT JOIN seen_speaker s ON s.id = t.speaker_id
LEFT JOIN seen_case c ON c.id = s.case_id
WHERE (:document IS NULL OR d.id = :document)
GROUP BY d.id, s.id ORDER BY d.name, d.id, s.id IS NULL, min(t.n)
"""

DOCUMENT = """
SELECT d.kind, d.date, d.title, d.case_id, c.name, d.wave_id, w.name
FROM seen_document d
LEFT JOIN seen_case c ON c.id = d.case_id LEFT JOIN seen_wave w ON w.id = d.wave_id
WHERE d.id = :document
"""
