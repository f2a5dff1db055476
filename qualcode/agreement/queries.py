"""What disagreements and their settling read of a study."""

from qualcode.study import rounds

# Documents that several people coded, or were given to code, and whether two have said done.
BY_SEVERAL = f"""
SELECT document_id, sum(is_done) > 1 FROM (
  SELECT document_id, coder_id, max(is_done) AS is_done FROM (
    SELECT document_id, coder_id, state = 'done' AS is_done FROM seen_assignment
    WHERE round_kind <> '{rounds.STABILITY}'
    UNION ALL SELECT DISTINCT document_id, coder_id, 0 FROM seen_coding)
  GROUP BY document_id, coder_id)
GROUP BY document_id HAVING count(*) > 1
"""

BLIND = "SELECT document_id FROM seen_blind_document"

# Who has been given a document, or has said of their own accord that they are done with it.
# Coding it a second time is compared with the first, not with others.
GIVEN = f"""
SELECT a.id, r.name, a.state, a.round_kind, json_array_length(a.frozen)
FROM seen_assignment a JOIN seen_coder r ON r.id = a.coder_id
WHERE a.document_id = :document AND a.round_kind <> '{rounds.STABILITY}' ORDER BY a.born, a.id
"""


def held(view: str, first: str = "") -> str:
    """Codings of a view: the columns of compared.Held, and whether they lie on the present text."""
    return f"""
SELECT {first} c.id, r.name, c.code_id, c.start, c."end", c.quote, c.about, c.placed
FROM {view} c JOIN seen_coder r ON r.id = c.coder_id
"""


FROZEN = f"{held('seen_frozen_coding')} WHERE c.assignment_id = :assignment"

PRESENT = f"{held('seen_coding')} WHERE c.document_id = :document"

# What was settled is read of all documents asked about at once: no index leads to that of one,
# and a document at a time would take as long as there are documents times decisions.
ASKED = "SELECT value FROM json_each(:documents)"


def settled(view: str) -> str:
    """Adjudications of a view: the columns of record.Decided, behind their document."""
    return f"""
SELECT a.document_id, a.id, a.disagreement, a.decision, a.because, r.name, a.settled_at,
  a.codings, a.outcome
FROM {view} a JOIN seen_coder r ON r.id = a.coder_id WHERE a.document_id IN ({ASKED})
ORDER BY a.born, a.id
"""


SETTLED = settled("seen_adjudication")

# Settled in one copy, while something later in another was about some of the same codings.
OVERTAKEN = settled("seen_overtaken")

# What settled disagreements were about, also what was taken off since.
SET_ASIDE = f"{held('seen_set_aside', 'c.document_id,')} WHERE c.document_id IN ({ASKED})"

AGREED_ON = f"""
SELECT document_id, id, code_id, start, "end", quote FROM seen_final_coding
WHERE origin = 'consensus' AND document_id IN ({ASKED})
ORDER BY start, "end", born, id
"""

TURNS = "SELECT start, n FROM seen_turn WHERE version_id = :version ORDER BY start"
