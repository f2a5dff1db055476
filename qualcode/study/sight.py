"""Who may see what: the views that every query outside `study/` reads.

The views are made for one viewer when a study is opened. A coder with an open blind
assignment on a document sees nobody else's work on it; where no coder is named, nobody's
work on such a document is seen. A test refuses queries that read anything but these views.
"""

import sqlite3

from qualcode.study.fold import OFF

# Documents on which the viewer is blind to the others.
BLIND = """
SELECT a.document_id FROM assignment a
WHERE a.removed = 0 AND a.blind = 1 AND a.revealed = 0
AND (a.coder_id = (SELECT id FROM viewer) OR (SELECT id FROM viewer) IS NULL)
"""

HIDES_OTHERS = f"(coder_id = (SELECT id FROM viewer) OR document_id NOT IN ({BLIND}))"

BLIND_CASES = f"SELECT case_id FROM document WHERE case_id IS NOT NULL AND id IN ({BLIND})"

# The ids of others' work that the viewer may not see, taken-back work too. A memo is hidden
# with the memo, or the case, that it is on. Comments that came with a transcript are the
# study's own: they are hidden too, but that the transcript came is told.
HIDDEN_MEMOS = f"""
WITH RECURSIVE hidden_memo(id) AS (
  SELECT id FROM memo WHERE coder_id IS NOT (SELECT id FROM viewer)
    AND (document_id IN ({BLIND}) OR target_tbl = 'case_' AND target_id IN ({BLIND_CASES}))
  UNION
  SELECT m.id FROM memo m JOIN hidden_memo h ON m.target_id = h.id
    WHERE m.coder_id IS NOT (SELECT id FROM viewer))
SELECT id FROM hidden_memo
"""
HIDDEN_WORK = f"""
SELECT id FROM coding WHERE coder_id IS NOT (SELECT id FROM viewer) AND document_id IN ({BLIND})
UNION ALL
SELECT id FROM quote WHERE coder_id IS NOT (SELECT id FROM viewer) AND document_id IN ({BLIND})
UNION ALL
SELECT id FROM summary WHERE coder_id IS NOT (SELECT id FROM viewer) AND case_id IN ({BLIND_CASES})
UNION ALL
SELECT id FROM assignment WHERE coder_id IS NOT (SELECT id FROM viewer)
  AND document_id IN ({BLIND})
UNION ALL
SELECT m.id FROM memo m JOIN coder c ON c.id = m.coder_id
  WHERE m.id IN ({HIDDEN_MEMOS}) AND c.name <> 'study'
"""

# A version that differs only in who speaks has the same positions.
SAME_TEXT = """CASE WHEN c.version_id = d.version_id THEN 1 ELSE coalesce(
  (SELECT text_hash FROM version WHERE id = c.version_id) =
  (SELECT text_hash FROM version WHERE id = d.version_id), 0) END"""

# What recodings that hold did to codings, in order: took them off (`removes`), made or kept
# them. `gone` is 1 for those that aren't there any more.
RECODED = f"""
SELECT e.id AS event_id, c.id AS id, json_extract(p.vals, '$.removed') IS 1 AS removes,
  c.removed AS gone, c.coder_id, c.document_id, c.start, c."end"
FROM event e JOIN patch p ON p.event_id = e.id AND p.tbl = 'coding'
JOIN coding c ON c.id = p.row_id AND (
  c.coder_id = (SELECT id FROM viewer) OR c.document_id NOT IN ({BLIND}))
WHERE e.kind = 'recode' AND e.id NOT IN ({OFF})
ORDER BY e.hlc, e.id, p.n
"""

VIEWS = {
    "seen_study": "SELECT id, language FROM study",
    "seen_coder": "SELECT pk, id, name FROM coder WHERE removed = 0",
    # What others wrote about a document, or about its case, is theirs alone as long as the
    # viewer is blind there.
    "seen_memo": f"SELECT * FROM memo WHERE removed = 0 AND id NOT IN ({HIDDEN_MEMOS})",
    "seen_quote": f"SELECT * FROM quote WHERE removed = 0 AND {HIDES_OTHERS}",
    "seen_summary": f"""
        SELECT * FROM summary WHERE removed = 0
        AND (coder_id = (SELECT id FROM viewer) OR case_id NOT IN ({BLIND_CASES}))
    """,
    "seen_own_coding": """
        SELECT * FROM coding WHERE removed = 0 AND coder_id = (SELECT id FROM viewer)
    """,
    "seen_case": "SELECT id, name FROM case_ WHERE removed = 0",
    "seen_wave": """
        SELECT id, name, ordinal, month, opens, closes, topics FROM wave WHERE removed = 0
    """,
    "seen_attribute": """
        SELECT id, owner_tbl, owner_id, name, value FROM attribute WHERE removed = 0
    """,
    "seen_absence": "SELECT id, case_id, wave_id, reason FROM absence WHERE removed = 0",
    "seen_definition": "SELECT id, kind, name, hash, yaml, born FROM definition WHERE removed = 0",
    "seen_code": "SELECT * FROM code",  # removed ones too: codings may still lie on them
    # Codes are everybody's, and so is what was ever written of them.
    "seen_code_write": """
        SELECT p.event_id, p.n, p.row_id, p.vals, e.hlc, e.at
        FROM patch p JOIN event e ON e.id = p.event_id WHERE p.tbl = 'code'
    """,
    "seen_document": "SELECT * FROM document WHERE removed = 0",
    "seen_speaker": "SELECT * FROM speaker WHERE removed = 0",
    "seen_turn": "SELECT * FROM turn",
    # What full-text search finds turns by: `WHERE words MATCH :words` reaches the index.
    "seen_words": "SELECT rowid AS pk, words FROM turn_fts",
    "seen_text": (
        "SELECT v.id AS version_id, v.document_id, v.source, x.hash, x.text"
        " FROM version v JOIN text x ON x.hash = v.text_hash"
    ),
    # `current` is 1 where the document still has the text that the work was done on.
    "seen_assignment": f"""
        SELECT c.*, {SAME_TEXT} AS current
        FROM assignment c JOIN document d ON d.id = c.document_id WHERE c.removed = 0
    """,
    "seen_codebook_version": "SELECT * FROM codebook_version WHERE removed = 0",
    "seen_blind_document": BLIND,
    # Others' work on a document where the viewer is blind is not told of either.
    "seen_event": f"""
        SELECT * FROM event e WHERE e.coder_id = (SELECT id FROM viewer) OR NOT EXISTS (
          SELECT 1 FROM patch p
          WHERE p.event_id IN (e.id, e.target_id) AND p.row_id IN ({HIDDEN_WORK}))
    """,
    "seen_recoded": RECODED,
    # With what is known of its document. `placed` is 1 where it was made on the current text;
    # `shown_version` is the version whose turns it lies in.
    "seen_coding": f"""
        SELECT c.*, {SAME_TEXT} AS placed,
          CASE WHEN {SAME_TEXT} THEN d.version_id ELSE c.version_id END AS shown_version,
          d.pk AS document_pk, d.name AS document, d.kind AS kind, d.date AS date,
          d.case_id AS case_id, d.wave_id AS wave_id
        FROM coding c JOIN document d ON d.id = c.document_id AND d.removed = 0
        WHERE c.removed = 0 AND {HIDES_OTHERS}
    """,
}


def make_views(db: sqlite3.Connection) -> None:
    """Makes the views on this connection, for nobody's eyes as yet."""
    db.execute("CREATE TEMP TABLE viewer (id TEXT)")
    db.execute("INSERT INTO viewer VALUES (NULL)")
    for name, select in VIEWS.items():
        db.execute(f"CREATE TEMP VIEW {name} AS {select}")


def look_as(db: sqlite3.Connection, viewer_id: str | None) -> None:
    """Shows the study to the eyes of the coder `viewer_id` (None: nobody) from here on."""
    db.execute("UPDATE viewer SET id = ?", (viewer_id,))
