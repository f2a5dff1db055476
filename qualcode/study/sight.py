"""Who may see what: the views that every query outside `study/` reads.

The views are made for one viewer when a study is opened. A coder with an open blind
assignment on a document sees nobody else's work on it, and the codebook as it was when the
round began; where no coder is named, nobody's work on such a document is seen. In a
stability round a coder doesn't see what they coded there the first time. A test refuses
queries that read anything but these views.
"""

import sqlite3

from qualcode.study.fold import OFF
from qualcode.study.rounds import STABILITY

ME = "(SELECT id FROM viewer)"

# What several views need has a view of its own, so that opening a study parses it once.
BLIND = "SELECT document_id FROM seen_blind_document"
BLIND_CASES = "SELECT case_id FROM blind_case"
AGAIN = "SELECT document_id, round_id FROM seen_coded_again"
ROUND_BEGAN = "(SELECT hlc FROM round_began)"
LATER_CODES = "SELECT id FROM later_code"
HIDDEN_MEMOS = "SELECT id FROM hidden_memo"
HIDDEN_WORK = "SELECT id FROM hidden_work"

# Documents on which the viewer is blind to the others.
BLIND_DOCUMENTS = f"""
SELECT a.document_id FROM assignment a
WHERE a.removed = 0 AND a.blind = 1 AND a.revealed = 0
AND (a.coder_id = {ME} OR {ME} IS NULL)
"""
# Their cases, those too that they were said to be of once: saying otherwise opens no eyes.
CASES_OF_THEM = f"""
SELECT json_extract(vals, '$.case_id') AS case_id FROM patch WHERE row_id IN ({BLIND})
AND json_extract(vals, '$.case_id') IS NOT NULL
"""
HIDES_OTHERS = f"(coder_id = {ME} OR document_id NOT IN ({BLIND}))"

# Documents that the viewer codes a second time, and the round in which they do.
CODED_AGAIN = f"""
SELECT a.document_id, a.round_id FROM assignment a JOIN round r ON r.id = a.round_id
WHERE a.removed = 0 AND a.state <> 'done' AND r.kind = '{STABILITY}' AND a.coder_id = {ME}
"""
# Codings of the one time or the other; what was made a second time is no part of the rest.
THIS_TIME = f"""CASE WHEN c.round_id IS NULL
  THEN c.document_id NOT IN (SELECT document_id FROM ({AGAIN}))
  ELSE c.coder_id = {ME} AND (c.document_id, c.round_id) IN ({AGAIN}) END"""

# When the viewer's open blind round began, that is when its oldest assignment was last made;
# later than everything where none is open. The codebook is seen as it was then.
BEGINNING = f"""SELECT coalesce(min(began), {2**63 - 1}) AS hlc FROM (
  SELECT max(e.hlc) AS began FROM assignment a
  JOIN patch p INDEXED BY ix_patch_row_id ON p.row_id = a.id JOIN event e ON e.id = p.event_id
  WHERE a.removed = 0 AND a.blind = 1 AND a.revealed = 0 AND a.coder_id = {ME}
  AND json_extract(p.vals, '$.blind') = 1 GROUP BY a.id)"""
MADE_LATER = f"SELECT id FROM code WHERE born > {ROUND_BEGAN}"

# What people's own work is about. A memo or flag is hidden with what it is on: see below.
ON_DOCUMENTS = (
    "coding", "quote", "placement", "response", "assignment", "adjudication", "claim", "flag",
)  # fmt: skip
ON_CASES = ("summary", "finding", "verdict", "claim")

# A memo is hidden with the memo, or the case, that it is on. Comments that came with a
# transcript are the study's own: they are hidden too, but that the transcript came is told.
MEMOS_HIDDEN = f"""
WITH RECURSIVE hidden_memo(id) AS (
  SELECT id FROM memo WHERE coder_id IS NOT {ME} AND (document_id IN ({BLIND})
    OR target_tbl = 'case_' AND target_id IN ({BLIND_CASES})
    OR target_tbl = 'code' AND target_id IN ({LATER_CODES}))
  UNION
  SELECT m.id FROM memo m JOIN hidden_memo h ON m.target_id = h.id WHERE m.coder_id IS NOT {ME})
SELECT id FROM hidden_memo
"""
# The ids of others' work that the viewer may not see, taken-back work too.
WORK_HIDDEN = "\nUNION ALL\n".join(
    (
        *(
            f"SELECT id FROM {tbl} WHERE coder_id IS NOT {ME} AND document_id IN ({BLIND})"
            for tbl in ON_DOCUMENTS
        ),
        *(
            f"SELECT id FROM {tbl} WHERE coder_id IS NOT {ME} AND case_id IN ({BLIND_CASES})"
            for tbl in ON_CASES
        ),
        f"SELECT id FROM rating WHERE coder_id IS NOT {ME} AND subject IN"
        f" (SELECT name FROM case_ WHERE id IN ({BLIND_CASES}))",
        f"SELECT id FROM flag WHERE coder_id IS NOT {ME} AND target_id IN ({BLIND_CASES})",
        f"SELECT id FROM flag WHERE coder_id IS NOT {ME} AND target_id IN ({LATER_CODES})",
        f"SELECT id FROM flag WHERE coder_id IS NOT {ME} AND target_id IN ({HIDDEN_MEMOS})",
        "SELECT m.id FROM memo m JOIN coder c ON c.id = m.coder_id"
        f" WHERE m.id IN ({HIDDEN_MEMOS}) AND c.name <> 'study'",
    )
)
# The same, what lies on codes that the viewer doesn't know yet, and the viewer's own first
# codings of what they code a second time.
NOT_TOLD = f"""
{HIDDEN_WORK}
UNION ALL
SELECT id FROM coding WHERE code_id IN ({LATER_CODES})
UNION ALL
SELECT id FROM summary WHERE code_id IN ({LATER_CODES})
UNION ALL
SELECT id FROM coding WHERE coder_id = {ME} AND round_id IS NULL
  AND document_id IN (SELECT document_id FROM ({AGAIN}))
"""

# A version that differs only in who speaks has the same positions.
SAME_TEXT = """CASE WHEN c.version_id = d.version_id THEN 1 ELSE coalesce(
  (SELECT text_hash FROM version WHERE id = c.version_id) =
  (SELECT text_hash FROM version WHERE id = d.version_id), 0) END"""

# Codings with what is known of their documents. `placed` is 1 where one was made on the
# current text; `shown_version` is the version whose turns it lies in.
CODINGS = f"""
SELECT c.*, {SAME_TEXT} AS placed,
  CASE WHEN {SAME_TEXT} THEN d.version_id ELSE c.version_id END AS shown_version,
  d.pk AS document_pk, d.name AS document, d.kind AS kind, d.date AS date,
  d.case_id AS case_id, d.wave_id AS wave_id
FROM coding c JOIN document d ON d.id = c.document_id AND d.removed = 0
"""
ADJUDICATIONS = f"SELECT * FROM adjudication WHERE removed = 0 AND {HIDES_OTHERS}"
# The event in which an adjudication was said last, of those that stand.
SAID_IN = f"""(SELECT e.id FROM patch p JOIN event e ON e.id = p.event_id
  WHERE p.row_id = {{}} AND e.id NOT IN ({OFF}) ORDER BY e.hlc DESC, e.id DESC LIMIT 1)"""
SETTLED_AT = f"(SELECT at FROM event WHERE id = {SAID_IN.format('a.id')}) AS settled_at"
# Where several are about one coding, as when two copies settled it, the one said last holds:
# with both, what was agreed on would be counted twice. Hardly any coding has several.
OVERTAKEN = f"""
SELECT DISTINCT id, by_id FROM (
  SELECT a.value AS id, first_value(a.value) OVER latest AS by_id, row_number() OVER latest AS n
  FROM (SELECT o.value AS coding, json_group_array(DISTINCT a.id) AS ids
    FROM ({ADJUDICATIONS}) a, json_each(a.codings) o
    GROUP BY o.value HAVING min(a.id) < max(a.id)) c
  CROSS JOIN json_each(c.ids) a CROSS JOIN event s ON s.id = {SAID_IN.format("a.value")}
  WINDOW latest AS (PARTITION BY c.coding ORDER BY s.hlc DESC, s.id DESC))
WHERE n > 1
"""
SEEN = f"{CODINGS} WHERE c.removed = 0 AND {HIDES_OTHERS}"
OF_PEOPLE = f"({THIS_TIME} AND c.code_id NOT IN ({LATER_CODES}))"
# What came of disagreements, and what they were about.
OUTCOMES = "SELECT o.value FROM standing_adjudication a, json_each(a.outcome) o"
SET_ASIDE = "SELECT o.value FROM standing_adjudication a, json_each(a.codings) o"

# What recodings and revisions that hold did to codings, in order: took them off (`removes`),
# made or kept them. `gone` is 1 for those that aren't there any more.
RECODED = f"""
SELECT e.id AS event_id, c.id AS id, json_extract(p.vals, '$.removed') IS 1 AS removes,
  c.removed AS gone, c.coder_id, c.document_id, c.start, c."end"
FROM event e CROSS JOIN patch p ON p.event_id = e.id AND p.tbl = 'coding'
CROSS JOIN coding c ON c.id = p.row_id AND (c.coder_id = {ME} OR c.document_id NOT IN ({BLIND}))
WHERE e.kind IN ('recode', 'revise') AND e.id NOT IN ({OFF})
ORDER BY e.hlc, e.id, p.n
"""

VIEWS = {
    "seen_blind_document": BLIND_DOCUMENTS,
    "blind_case": CASES_OF_THEM,
    "seen_coded_again": CODED_AGAIN,
    "round_began": BEGINNING,
    "later_code": MADE_LATER,
    "hidden_memo": MEMOS_HIDDEN,
    "hidden_work": WORK_HIDDEN,
    "seen_coder": "SELECT pk, id, name FROM coder WHERE removed = 0",
    # What others wrote about a document, or about its case, is theirs alone as long as the
    # viewer is blind there.
    "seen_memo": f"SELECT * FROM memo WHERE removed = 0 AND id NOT IN ({HIDDEN_MEMOS})",
    "seen_flag": f"""
        SELECT * FROM flag WHERE removed = 0 AND id NOT IN ({HIDDEN_WORK})
        AND target_id NOT IN ({LATER_CODES})
    """,
    "seen_quote": f"SELECT * FROM quote WHERE removed = 0 AND {HIDES_OTHERS}",
    "seen_summary": f"""
        SELECT * FROM summary WHERE removed = 0
        AND (coder_id = {ME} OR case_id NOT IN ({BLIND_CASES}))
        AND coalesce(code_id, '') NOT IN ({LATER_CODES})
    """,
    "seen_own_coding": f"""
        SELECT * FROM coding c WHERE c.removed = 0 AND c.coder_id = {ME} AND {THIS_TIME}
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
    # Removed ones too: codings may still lie on them.
    "seen_code": f"SELECT * FROM code WHERE id NOT IN ({LATER_CODES})",
    # Codes are everybody's, and so is what was written of them before a blind round began.
    "seen_code_write": f"""
        SELECT p.event_id, p.n, p.row_id, p.vals, e.hlc, e.at
        FROM patch p JOIN event e ON e.id = p.event_id
        WHERE p.tbl = 'code' AND e.hlc <= {ROUND_BEGAN}
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
    "seen_round": "SELECT id, name, kind FROM round WHERE removed = 0",
    # `current` is 1 where the document still has the text that the work was done on.
    "seen_assignment": f"""
        SELECT c.*, {SAME_TEXT} AS current, coalesce(r.kind, '') AS round_kind
        FROM assignment c JOIN document d ON d.id = c.document_id
        LEFT JOIN round r ON r.id = c.round_id
        WHERE c.removed = 0 AND {HIDES_OTHERS}
    """,
    "seen_codebook_version": "SELECT * FROM codebook_version WHERE removed = 0",
    # 1 where the codebook is seen as it was when the viewer's open blind round began.
    "seen_round_open": f"SELECT {ROUND_BEGAN} < {2**63 - 1} AS is_open",
    # Others' work on a document where the viewer is blind is not told of either. A round that
    # was revealed is everybody's, also where the next one is blind again.
    "seen_event": f"""
        SELECT * FROM event e WHERE e.kind = 'reveal' OR NOT EXISTS (
          SELECT 1 FROM patch p WHERE p.event_id IN (e.id, e.target_id)
          AND (p.row_id IN ({NOT_TOLD}) OR p.tbl = 'code' AND e.hlc > {ROUND_BEGAN}))
    """,
    "seen_recoded": RECODED,
    "seen_coding": f"{SEEN} AND c.origin <> 'consensus' AND {OF_PEOPLE}",
    "overtaken": OVERTAKEN,
    "standing_adjudication": f"""
        SELECT * FROM ({ADJUDICATIONS}) WHERE id NOT IN (SELECT id FROM overtaken)
    """,
    # With the moment of what was said last.
    "seen_adjudication": f"SELECT a.*, {SETTLED_AT} FROM standing_adjudication a",
    # Those that gave way to another, which is `by_id`.
    "seen_overtaken": f"""
        SELECT a.*, {SETTLED_AT}, o.by_id FROM overtaken o JOIN adjudication a ON a.id = o.id
    """,
    # Also what was taken off since.
    "seen_set_aside": f"{CODINGS} WHERE c.id IN ({SET_ASIDE}) AND {HIDES_OTHERS}",
    # Those of people, and those that were agreed on.
    "seen_any_coding": f"""
        {SEEN} AND CASE WHEN c.origin = 'consensus' THEN c.id IN ({OUTCOMES})
          AND c.code_id NOT IN ({LATER_CODES}) ELSE {OF_PEOPLE} END
    """,
    # The same, where what was agreed on stands in the place of what it was about.
    "seen_final_coding": f"""
        {SEEN} AND CASE WHEN c.origin = 'consensus' THEN c.id IN ({OUTCOMES})
          AND c.code_id NOT IN ({LATER_CODES})
          ELSE {OF_PEOPLE} AND c.id NOT IN ({SET_ASIDE}) END
    """,
    # What coders had coded when they said done; what was taken off since is still there.
    "seen_frozen_coding": f"""
        SELECT a.id AS assignment_id, c.*, {SAME_TEXT} AS placed
        FROM assignment a, json_each(a.frozen) f JOIN coding c ON c.id = f.value
        JOIN document d ON d.id = c.document_id AND d.removed = 0
        WHERE a.removed = 0 AND (a.coder_id = {ME} OR a.document_id NOT IN ({BLIND}))
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
