"""What the codebook reads of a study."""

CODES = """
SELECT id, name, names, definition, use_when, not_when, examples, keywords, colour, hotkey,
  domain, parent_id, merged_into, removed, split_into
FROM seen_code ORDER BY position, name, id
"""

ROUND_OPEN = "SELECT is_open FROM seen_round_open"

BLIND_VERSIONS = """
SELECT version_id FROM seen_document WHERE id IN (SELECT document_id FROM seen_blind_document)
"""

LAST_POSITION = "SELECT coalesce(max(position), -1) FROM seen_code"

POSITIONS = "SELECT id, position FROM seen_code"

# How many codings the viewer sees lie on each code itself.
CODINGS_PER_CODE = "SELECT code_id, count(*) FROM seen_coding GROUP BY code_id"

# The same by document and coder.
USES = """
SELECT c.code_id, c.document_id, coalesce(p.name, ''), count(*) FROM seen_coding c
LEFT JOIN seen_coder p ON p.id = c.coder_id GROUP BY c.code_id, c.document_id, c.coder_id
ORDER BY min(p.pk)
"""

# What the viewer sees lie on some codes, whoever's it is: table, coder, document, how many.
LYING_ON = """
SELECT w.tbl, coalesce(p.name, ''), w.document_id, count(*) FROM (
  SELECT 'coding' AS tbl, coder_id, code_id, document_id FROM seen_any_coding
  UNION ALL SELECT 'summary', coder_id, code_id, NULL FROM seen_summary) w
LEFT JOIN seen_coder p ON p.id = w.coder_id
WHERE w.code_id IN (SELECT value FROM json_each(:codes))
GROUP BY w.tbl, w.coder_id, w.document_id ORDER BY w.tbl, min(p.pk)
"""

# The codings and summaries on some codes that the viewer sees: table, id, coder.
WORK_ON = """
SELECT tbl, id, coder_id, place FROM (
  SELECT 'coding' AS tbl, id, coder_id, document_id AS place, code_id, born FROM seen_any_coding
  UNION ALL SELECT 'summary', id, coder_id, case_id, code_id, born FROM seen_summary)
WHERE code_id IN (SELECT value FROM json_each(:codes)) ORDER BY tbl, born, id
"""

# What the codes meant when a document was said to be done.
DONE = """
SELECT a.document_id, v.codes FROM seen_assignment a
JOIN seen_codebook_version v ON v.id = a.codebook_version_id
WHERE a.state = 'done' AND a.current
"""

# What was ever written of codes, in the order of everything.
WRITES = """
SELECT event_id, row_id, hlc, at, vals FROM seen_code_write ORDER BY hlc, event_id, n
"""

EVENTS = """
SELECT e.id, e.at, coalesce(c.name, ''), e.kind, coalesce(t.label, e.label), e.target_id
FROM seen_event e LEFT JOIN seen_coder c ON c.id = e.coder_id
LEFT JOIN seen_event t ON t.id = e.target_id
WHERE e.id IN (SELECT event_id FROM seen_code_write)
OR e.target_id IN (SELECT event_id FROM seen_code_write)
ORDER BY e.hlc, e.id
"""
