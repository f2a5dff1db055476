"""What searching reads of a study."""

from qualcode.cases.queries import PAIRS as EVERY_PAIR
from qualcode.coding.queries import CODING_FILTERS, PAIRS

# The same filters on turns; `words` asks the index.
TURN_FILTERS = {
    "document": "d.id = :document",
    "case": "(d.case_id = :case OR s.case_id = :case)",
    "wave": "d.wave_id = :wave",
    "kind": "d.kind = :kind",
    "speaker": "s.name IN (SELECT value FROM json_each(:speaker))",
    "role": "coalesce(s.role, 'unknown') = :role",
    "without_role": "coalesce(s.role, 'unknown') <> :without_role",
    "pairs": f"""((d.id, coalesce(d.case_id, '')) IN ({PAIRS})
  OR (d.id, s.case_id) IN ({PAIRS}))""",
    "words": "t.pk IN (SELECT pk FROM seen_words WHERE words MATCH :words)",
}

# The turns of the current texts, in reading order; columns as in search_reach.Reach.
TURNS_READ = """
SELECT d.id, d.version_id, t.start, t."end", d.name, k.name, w.name, d.date, d.kind,
  t.n, s.name, coalesce(s.role, 'unknown')
FROM seen_document d
JOIN seen_turn t ON t.version_id = d.version_id
LEFT JOIN seen_case k ON k.id = d.case_id
LEFT JOIN seen_wave w ON w.id = d.wave_id
LEFT JOIN seen_speaker s ON s.id = t.speaker_id
{where}
ORDER BY k.name IS NULL, k.name, w.ordinal IS NULL, w.ordinal,
  d.date IS NULL, d.date, d.name, d.id, t.start
"""

# Which codings are shown on what was found.
SHOWN_FILTERS = {
    "documents": "c.document_id IN (SELECT value FROM json_each(:documents))",
    "placed": "c.placed = :placed",
    "coder": CODING_FILTERS["coder"],
    "layer": CODING_FILTERS["layer"],
}

CODED_IN = """
SELECT c.document_id, c.start, c."end", c.code_id FROM {codings} c
{where}
ORDER BY c.document_id, c.start, c."end", c.born, c.id
"""

# Which documents, and which cases in them, a memo may be on.
PAIR_FILTERS = {
    "kind": "d.kind = :kind",
    "pairs": f"(d.id, coalesce(k.id, '')) IN ({PAIRS})",
}

PAIRS_READ = f"""
WITH pair(document_id, case_id) AS ({EVERY_PAIR})
SELECT d.name, k.name FROM pair p
JOIN seen_document d ON d.id = p.document_id LEFT JOIN seen_case k ON k.id = p.case_id
{{where}}
"""
