"""What documents, codings and their retrieval read of a study."""

from qualcode.cases.queries import sequence
from qualcode.study.rounds import PRACTICE

DOCUMENTS = f"""
SELECT d.id, d.name, d.kind, c.name, w.name,
  {sequence()},
  d.date, d.title,
  (SELECT count(*) FROM seen_turn t WHERE t.version_id = d.version_id),
  (SELECT coalesce(sum(t.words), 0) FROM seen_turn t WHERE t.version_id = d.version_id)
FROM seen_document d
LEFT JOIN seen_case c ON c.id = d.case_id
LEFT JOIN seen_wave w ON w.id = d.wave_id
ORDER BY c.name IS NULL, c.name, w.ordinal IS NULL, w.ordinal, d.date IS NULL, d.date, d.name
"""

NAMES = "SELECT id, name, version_id FROM seen_document ORDER BY name, born, id"

SPEAKERS = "SELECT DISTINCT name FROM seen_speaker ORDER BY name"

ROLES = "SELECT DISTINCT role FROM seen_speaker UNION SELECT 'unknown' ORDER BY 1"

KINDS = "SELECT DISTINCT kind FROM seen_document ORDER BY kind"

CODERS = "SELECT id, name FROM seen_coder ORDER BY name, id"

TURNS = """
SELECT t.n, s.name, coalesce(s.role, 'unknown'), t.start, t."end", t.starts_at, t.ends_at
FROM seen_turn t LEFT JOIN seen_speaker s ON s.id = t.speaker_id
WHERE t.version_id = :version ORDER BY t.n
"""

TURN = 'SELECT start, "end" FROM seen_turn WHERE version_id = :version AND n = :n'

CODING_IDS = """
SELECT c.id, c.coder_id, r.name FROM seen_coding c JOIN seen_coder r ON r.id = c.coder_id
WHERE c.id >= :prefix AND c.id < :prefix || 'g'
"""


def spoken(condition: str) -> str:
    """That some turn of coding `c` is spoken by somebody (`p`) of whom `condition` holds."""
    return f"""EXISTS (SELECT 1 FROM seen_turn u LEFT JOIN seen_speaker p ON p.id = u.speaker_id
  WHERE u.version_id = c.shown_version AND u.start < c."end" AND u."end" > c.start
  AND {condition})"""


# The (document, case) pairs that --where lets through; no case is ''.
PAIRS = "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:pairs)"

# Filters on codings; each stands in the query only where it is asked for. What is said in a
# group by a speaker who is a case counts as that case's.
CODING_FILTERS = {
    "document": "c.document_id = :document",
    "case": f"""(c.case_id = :case
  OR c.document_id IN (SELECT document_id FROM seen_speaker WHERE case_id = :case)
  AND {spoken("p.case_id = :case")})""",
    "wave": "c.wave_id = :wave",
    "kind": "c.kind = :kind",
    "codes": "c.code_id IN (SELECT value FROM json_each(:codes))",
    "coder": "c.coder_id = :coder",
    "speaker": spoken("p.name IN (SELECT value FROM json_each(:speaker))"),
    "role": spoken("coalesce(p.role, 'unknown') = :role"),
    "without_role": spoken("coalesce(p.role, 'unknown') <> :without_role"),
    "layer": """((c.document_id, c.coder_id) IN (SELECT key, value FROM json_each(:layer))
  OR c.origin = 'consensus' AND c.document_id IN (SELECT key FROM json_each(:layer)))""",
    "ids": "c.id IN (SELECT value FROM json_each(:ids))",
    "pairs": f"""((c.document_id, coalesce(c.case_id, '')) IN ({PAIRS})
  OR c.document_id IN (SELECT json_extract(value, '$[0]') FROM json_each(:pairs))
  AND {spoken(f"(c.document_id, p.case_id) IN ({PAIRS})")})""",
}

# In the order of the fields of retrieval.Coding, but for the code, which is an id here, and
# `placed`, which stands last.
CODINGS = """
SELECT c.id, c.document, k.name, w.name, c.date, c.kind, c.code_id, r.name,
  c.start, c."end", t.n, s.name, coalesce(s.role, 'unknown'),
  c.quote, c.memo, c.about, c.origin, c.made, c.placed
FROM {codings} c
JOIN seen_coder r ON r.id = c.coder_id
LEFT JOIN seen_case k ON k.id = c.case_id
LEFT JOIN seen_wave w ON w.id = c.wave_id
LEFT JOIN seen_turn t ON t.pk = (
  SELECT pk FROM seen_turn WHERE version_id = c.shown_version AND start <= c.start
  ORDER BY start DESC LIMIT 1)
LEFT JOIN seen_speaker s ON s.id = t.speaker_id
{where}
ORDER BY k.name IS NULL, k.name, w.ordinal IS NULL, w.ordinal,
  c.date IS NULL, c.date, c.document, c.start, c."end", c.born, c.id
"""

BLIND_DOCUMENTS = """
SELECT d.name FROM seen_document d WHERE d.id IN (SELECT document_id FROM seen_blind_document)
ORDER BY d.name
"""

BLIND_IDS = "SELECT document_id FROM seen_blind_document"

# The stability round in which the viewer codes a document now.
CODED_AGAIN = "SELECT round_id FROM seen_coded_again WHERE document_id = :document"

# Who has done what: the coders' assignments, and who has coded without one.
ASSIGNMENTS = """
SELECT a.document_id, a.coder_id, a.state, a.blind, a.round_kind, a.codebook_version_id, a.current
FROM seen_assignment a JOIN seen_coder r ON r.id = a.coder_id
ORDER BY a.born, a.id
"""

# Documents where a disagreement was settled.
ADJUDICATED = "SELECT DISTINCT document_id FROM seen_adjudication"

MEANINGS = "SELECT id, codes FROM seen_codebook_version"

FIRST_CODINGS = """
SELECT c.document_id, c.coder_id, r.name
FROM seen_coding c JOIN seen_coder r ON r.id = c.coder_id
GROUP BY c.document_id, c.coder_id ORDER BY min(c.born), r.name
"""

# The same of documents where no assignment says whose coding comes first: far fewer, mostly.
FIRST_CODINGS_UNASSIGNED = f"""
SELECT c.document_id, c.coder_id
FROM seen_coding c JOIN seen_coder r ON r.id = c.coder_id
WHERE c.document_id IN (SELECT id FROM seen_document
  WHERE id NOT IN (SELECT document_id FROM seen_assignment
    WHERE blind = 0 AND round_kind NOT IN {PRACTICE}))
GROUP BY c.document_id, c.coder_id ORDER BY min(c.born), r.name
"""

CODINGS_PER_CODER = """
SELECT r.name, count(*) FROM seen_coding c JOIN seen_coder r ON r.id = c.coder_id
GROUP BY r.name ORDER BY r.name
"""

CODINGS_THERE = """
SELECT c.id, c.start, c."end", c.code_id, c.memo, c.about
FROM seen_coding c WHERE c.document_id = :document {at} AND c.coder_id = :coder
AND (c.version_id = :version OR (SELECT hash FROM seen_text WHERE version_id = c.version_id)
  = (SELECT hash FROM seen_text WHERE version_id = :version))
ORDER BY c.born, c.id
"""
CODINGS_ANYWHERE = CODINGS_THERE.format(at="")
CODINGS_AT = CODINGS_THERE.format(at='AND c.start = :start AND c."end" = :end')

LAST_CODING = """
SELECT c.id FROM seen_own_coding c WHERE c.document_id IN (SELECT id FROM seen_document)
ORDER BY c.born DESC, c.pk DESC LIMIT 1
"""

# What a case says in documents that aren't its own: in a focus group.
TURNS_OF_CASE = """
SELECT d.name, d.kind, d.date, d.version_id, t.n, s.name, t.start, t."end"
FROM seen_speaker s
JOIN seen_document d ON d.id = s.document_id AND d.case_id IS NOT :case
JOIN seen_turn t ON t.speaker_id = s.id AND t.version_id = d.version_id
WHERE s.case_id = :case
ORDER BY d.date IS NULL, d.date, d.name, t.n
"""

# What came into this file since the viewer last did something, by others: `pk` counts in the
# order of coming in, so that a colleague's older work, merged today, is new.
CHANGES_BY_OTHERS = """
SELECT r.name, e.kind, count(*)
FROM seen_event e JOIN seen_coder r ON r.id = e.coder_id
WHERE e.coder_id <> :coder AND e.kind NOT IN ('coder', 'undo', 'redo')
AND e.pk > (SELECT coalesce(max(pk), 0) FROM seen_event WHERE coder_id = :coder)
GROUP BY r.name, e.kind ORDER BY r.name, e.kind
"""


MEANINGS_OF = """
SELECT id, code_id, meaning, document_id, coder_id FROM seen_coding
WHERE code_id IN (SELECT value FROM json_each(:codes))
"""

MEANT = """
SELECT document_id, coder_id, code_id, meaning, count(*) FROM seen_coding
GROUP BY document_id, coder_id, code_id, meaning
"""

OWN_CODING = """
SELECT document_id, version_id, code_id, coder_id, start, "end", quote, memo, weight, origin, about,
  round_id, meaning
FROM seen_own_coding WHERE id = :id
"""

# Whether agreement is measured on a coding, or a disagreement about it was settled.
KEPT = """
SELECT 1 FROM seen_frozen_coding WHERE id = :id
UNION ALL SELECT 1 FROM seen_set_aside WHERE id = :id
"""

# What took the place of what: codings that were recoded or revised.
RECODED = """
SELECT event_id, id, removes, gone, coder_id, document_id, start, "end" FROM seen_recoded
"""

# What settled disagreements were about, and what was agreed on. Three statements, for SQLite
# would join them in an order that takes minutes.
SETTLED = "SELECT codings, outcome FROM seen_adjudication ORDER BY born, id"

SET_ASIDE = 'SELECT id, code_id, start, "end", quote, removed FROM seen_set_aside'

AGREED_ON = """
SELECT id, code_id, start, "end", quote FROM seen_any_coding
WHERE id IN (SELECT value FROM json_each(:codings)) ORDER BY start, "end", id
"""

# What others hung on codings.
MEMOS_BY_OTHERS = """
SELECT r.name, count(*) FROM seen_memo m JOIN seen_coder r ON r.id = m.coder_id
WHERE m.target_tbl = 'coding' AND m.coder_id <> :coder
AND m.target_id IN (SELECT value FROM json_each(:codings)) GROUP BY r.name
"""

QUOTES_BY_OTHERS = """
SELECT q.coding_id, r.name FROM seen_quote q JOIN seen_coder r ON r.id = q.coder_id
WHERE q.coder_id <> :coder AND q.coding_id IN (SELECT value FROM json_each(:codings))
"""

MEMOS_ON_CODING = """
SELECT id FROM seen_memo
WHERE target_tbl = 'coding' AND target_id = :coding AND coder_id = :coder ORDER BY id
"""

QUOTES_ON_CODING = """
SELECT id, document_id, starred, edited, translations FROM seen_quote
WHERE coding_id = :coding AND coder_id = :coder ORDER BY id
"""
