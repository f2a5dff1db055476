"""Who may see what: the views that every query outside `study/` reads.

The views are made for one viewer when a study is opened. A coder with an open blind
assignment on a document sees nobody else's work on it; where no coder is named, nobody's
work on such a document is seen. A test refuses queries that read anything but these views.
"""

import sqlite3

# Documents on which the viewer is blind to the others.
BLIND = """
SELECT a.document_id FROM assignment a
WHERE a.removed = 0 AND a.blind = 1 AND a.revealed = 0
AND (a.coder_id = (SELECT id FROM viewer) OR (SELECT id FROM viewer) IS NULL)
"""

HIDES_OTHERS = f"(coder_id = (SELECT id FROM viewer) OR document_id NOT IN ({BLIND}))"

# A version that differs only in who speaks has the same positions.
SAME_TEXT = """(c.version_id = d.version_id OR coalesce(
  (SELECT text_hash FROM version WHERE id = c.version_id) =
  (SELECT text_hash FROM version WHERE id = d.version_id), 0))"""

VIEWS = {
    "seen_study": "SELECT id, language FROM study",
    "seen_coder": "SELECT id, name FROM coder WHERE removed = 0",
    # What others wrote about a document, or about its case, is theirs alone as long as the
    # viewer is blind there.
    "seen_memo": f"""
        SELECT * FROM memo WHERE removed = 0
        AND (document_id IS NULL OR {HIDES_OTHERS})
    """,
    "seen_quote": f"SELECT * FROM quote WHERE removed = 0 AND {HIDES_OTHERS}",
    "seen_summary": f"""
        SELECT * FROM summary WHERE removed = 0
        AND (coder_id = (SELECT id FROM viewer) OR case_id NOT IN (
          SELECT case_id FROM document WHERE case_id IS NOT NULL AND id IN ({BLIND})))
    """,
    "seen_own_coding": """
        SELECT * FROM coding WHERE removed = 0 AND coder_id = (SELECT id FROM viewer)
    """,
    "seen_case": "SELECT id, name FROM case_ WHERE removed = 0",
    "seen_wave": """
        SELECT id, name, ordinal, month, opens, closes, topics FROM wave WHERE removed = 0
    """,
    "seen_attribute": "SELECT owner_tbl, owner_id, name, value FROM attribute WHERE removed = 0",
    "seen_absence": "SELECT id, case_id, wave_id, reason FROM absence WHERE removed = 0",
    "seen_definition": "SELECT id, kind, name, hash, yaml FROM definition WHERE removed = 0",
    "seen_code": "SELECT * FROM code",  # removed ones too: codings may still lie on them
    "seen_document": "SELECT * FROM document WHERE removed = 0",
    "seen_speaker": "SELECT * FROM speaker WHERE removed = 0",
    "seen_turn": "SELECT * FROM turn",
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
    # Others' coding on a document where the viewer is blind is not told of either.
    "seen_event": f"""
        SELECT * FROM event e WHERE e.coder_id = (SELECT id FROM viewer) OR NOT EXISTS (
          SELECT 1 FROM patch p JOIN coding c ON c.id = p.row_id
          WHERE p.event_id IN (e.id, e.target_id) AND c.document_id IN ({BLIND}))
    """,
    # With what is known of its document. `placed` is 1 where it was made on the current text;
    # `shown_version` is the version whose turns it lies in.
    "seen_coding": f"""
        SELECT c.*, {SAME_TEXT} AS placed,
          CASE WHEN {SAME_TEXT} THEN d.version_id ELSE c.version_id END AS shown_version,
          d.name AS document, d.kind AS kind, d.date AS date,
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
