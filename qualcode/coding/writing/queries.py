"""What memos, summaries and quotes read of a study."""

CODINGS_BY_ID = """
SELECT c.id, c.document_id FROM seen_any_coding c WHERE c.id >= :prefix AND c.id < :prefix || 'g'
"""

MEMOS_BY_ID = """
SELECT m.id, m.document_id FROM seen_memo m WHERE m.id >= :prefix AND m.id < :prefix || 'g'
"""

# A memo on a document that is gone is gone with it. `placed` is 1 where the document still
# has the text that the memo was written on; the words of a coding are the memo's too. `moved`
# leads from a coding that was recoded to the one in its place.
MEMOS = """
SELECT m.id, m.kind, r.name, m.target_tbl, m.target_id, d.name,
  coalesce(m.start, c.start), coalesce(m."end", c."end"), coalesce(m.quote, c.quote),
  m.text, m.settled, m.made,
  CASE WHEN m.start IS NULL THEN coalesce(c.placed, 1) ELSE coalesce(was.hash = now.hash, 0) END,
  coalesce(k.name, w.name, o.name, c.id, t.id),
  (SELECT max(u.n) FROM seen_turn u
    WHERE u.version_id = d.version_id AND u.start <= coalesce(m.start, c.start))
FROM seen_memo m
JOIN seen_coder r ON r.id = m.coder_id
LEFT JOIN seen_document d ON d.id = m.document_id
LEFT JOIN seen_text was ON was.version_id = m.version_id
LEFT JOIN seen_text now ON now.version_id = d.version_id
LEFT JOIN json_each(:moved) x ON m.target_tbl = 'coding' AND x.key = m.target_id
LEFT JOIN seen_any_coding c ON m.target_tbl = 'coding' AND c.id = coalesce(x.value, m.target_id)
LEFT JOIN seen_memo t ON m.target_tbl = 'memo' AND t.id = m.target_id
LEFT JOIN seen_case k ON m.target_tbl = 'case_' AND k.id = m.target_id
LEFT JOIN seen_wave w ON m.target_tbl = 'wave' AND w.id = m.target_id
LEFT JOIN seen_coder o ON m.target_tbl = 'coder' AND o.id = m.target_id
WHERE (m.document_id IS NULL OR d.id IS NOT NULL)
{where}
ORDER BY m.born, m.id
"""

# Filters on memos; each stands in the query only where it is asked for.
MEMO_FILTERS = {
    "ids": "m.id IN (SELECT value FROM json_each(:ids))",
    "kind": "m.kind = :kind",
    "coder": "m.coder_id = :coder",
    "todo": "m.kind = 'todo' AND m.settled = 0",
    "targets": """(coalesce(x.value, m.target_id) IN (SELECT value FROM json_each(:targets))
  OR c.code_id IN (SELECT value FROM json_each(:targets)))""",
    "document": "m.document_id = :document",
    "case": "(m.target_id = :case OR d.case_id = :case)",
    "wave": "(m.target_id = :wave OR d.wave_id = :wave)",
}

SUMMARIES = """
SELECT s.id, k.name, s.code_id, w.name, r.name, s.text, s.made, s.case_id, s.wave_id, s.coder_id
FROM seen_summary s
JOIN seen_case k ON k.id = s.case_id
JOIN seen_coder r ON r.id = s.coder_id
LEFT JOIN seen_wave w ON w.id = s.wave_id
WHERE s.wave_id IS NULL OR w.id IS NOT NULL
ORDER BY k.name, k.id, w.ordinal IS NOT NULL, w.ordinal, w.name, s.born, s.id
"""

QUOTES = """
SELECT q.id, q.coding_id, r.name, q.coder_id, q.starred, q.edited, q.translations
FROM seen_quote q JOIN seen_coder r ON r.id = q.coder_id
ORDER BY q.born, q.id
"""

# Flags and decisions.

# A flag on a document that is gone is gone with it. `moved` as for memos; `version` is the text
# that a passage lies in, where that is still kept.
FLAGS = """
SELECT f.id, r.name, f.target_tbl, f.target_id, d.name,
  coalesce(k.name, w.name, c.id, t.id),
  (SELECT max(u.n) FROM seen_turn u
    WHERE u.version_id = d.version_id AND u.start <= coalesce(f.start, c.start)),
  coalesce(f.start, c.start), coalesce(f."end", c."end"), c.quote, f.text, f.settled, f.made,
  was.version_id,
  CASE WHEN f.start IS NULL THEN coalesce(c.placed, 1) ELSE coalesce(was.hash = now.hash, 0) END
FROM seen_flag f
JOIN seen_coder r ON r.id = f.coder_id
LEFT JOIN seen_document d ON d.id = f.document_id
LEFT JOIN seen_text was ON was.version_id = f.version_id
LEFT JOIN seen_text now ON now.version_id = d.version_id
LEFT JOIN json_each(:moved) x ON f.target_tbl = 'coding' AND x.key = f.target_id
LEFT JOIN seen_any_coding c ON f.target_tbl = 'coding' AND c.id = coalesce(x.value, f.target_id)
LEFT JOIN seen_memo t ON f.target_tbl = 'memo' AND t.id = f.target_id
LEFT JOIN seen_case k ON f.target_tbl = 'case_' AND k.id = f.target_id
LEFT JOIN seen_wave w ON f.target_tbl = 'wave' AND w.id = f.target_id
WHERE f.document_id IS NULL OR d.id IS NOT NULL
ORDER BY f.born, f.id
"""

FLAG = """
SELECT coder_id, target_tbl, target_id, document_id, version_id, start, "end"
FROM seen_flag WHERE id = :id
"""

SETTLED = """
SELECT a.id, d.name, r.name, a.disagreement, a.decision, a.because, a.settled_at
FROM seen_adjudication a
JOIN seen_document d ON d.id = a.document_id
JOIN seen_coder r ON r.id = a.coder_id
ORDER BY a.born, a.id
"""
