"""What the matrix reads of a study: documents of cases, and the codings in them."""

from qualcode.coding.queries import spoken

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
WHERE (c.document_id, c.coder_id) IN (SELECT key, value FROM json_each(:layer))
AND (:all_speakers OR {not_only_the_interviewer})
""".format(not_only_the_interviewer=spoken("coalesce(p.role, 'unknown') <> 'interviewer'"))
