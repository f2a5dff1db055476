"""What rounds of coding read of a study."""

# Who isn't done and sees the others' work was revealed by force, be it that two copies did it.
LISTED = """
SELECT d.name, r.name, n.name, n.kind, a.blind, a.state, a.revealed,
  a.forced OR a.revealed AND a.state <> 'done', a.made,
  CASE a.state WHEN 'done' THEN json_array_length(a.frozen) END, a.document_id, a.coder_id
FROM seen_assignment a
JOIN seen_document d ON d.id = a.document_id
JOIN seen_coder r ON r.id = a.coder_id
LEFT JOIN seen_round n ON n.id = a.round_id
LEFT JOIN seen_case c ON c.id = d.case_id
LEFT JOIN seen_wave w ON w.id = d.wave_id
ORDER BY c.name IS NULL, c.name, w.ordinal IS NULL, w.ordinal, d.date, d.name, a.born, a.id
"""

CODED = """
SELECT document_id, coder_id, count(*) FROM seen_coding GROUP BY document_id, coder_id
"""

MY_ASSIGNMENTS = """
SELECT id, state, codebook_version_id, version_id, round_kind, revealed, frozen, frozen_under,
  forced
FROM seen_assignment WHERE document_id = :document AND coder_id = :coder ORDER BY born, id
"""

MY_CODINGS = """
SELECT id FROM seen_own_coding WHERE document_id = :document ORDER BY start, "end", id
"""
