"""What disagreements and their settling read of a study."""

# Documents that several people coded, or were given to code, and whether two have said done.
BY_SEVERAL = """
SELECT document_id, sum(is_done) > 1 FROM (
  SELECT document_id, coder_id, max(is_done) AS is_done FROM (
    SELECT document_id, coder_id, state = 'done' AS is_done FROM seen_assignment
    WHERE round_kind <> 'stability'
    UNION ALL SELECT DISTINCT document_id, coder_id, 0 FROM seen_coding)
  GROUP BY document_id, coder_id)
GROUP BY document_id HAVING count(*) > 1
"""

BLIND = "SELECT document_id FROM seen_blind_document"

# Who has been given a document, or has said of their own accord that they are done with it.
# Coding it a second time is compared with the first, not with others.
GIVEN = """
SELECT a.id, r.name, a.state, a.round_kind, json_array_length(a.frozen)
FROM seen_assignment a JOIN seen_coder r ON r.id = a.coder_id
WHERE a.document_id = :document AND a.round_kind <> 'stability' ORDER BY a.born, a.id
"""


def held(view: str) -> str:
    """Codings of a view: the columns of compared.Held, and whether they lie on the present text."""
    return f"""
SELECT c.id, r.name, c.code_id, c.start, c."end", c.quote, c.about, c.placed
FROM {view} c JOIN seen_coder r ON r.id = c.coder_id
"""


FROZEN = f"{held('seen_frozen_coding')} WHERE c.assignment_id = :assignment"

PRESENT = f"{held('seen_coding')} WHERE c.document_id = :document"

# What settled disagreements were about, also what was taken off since.
SET_ASIDE = f"{held('seen_set_aside')} WHERE c.document_id = :document"

SETTLED = """
SELECT a.id, a.disagreement, a.decision, a.because, r.name, a.settled_at, a.codings, a.outcome
FROM seen_adjudication a JOIN seen_coder r ON r.id = a.coder_id
WHERE a.document_id = :document ORDER BY a.born, a.id
"""

AGREED_ON = """
SELECT id, code_id, start, "end", quote FROM seen_final_coding
WHERE document_id = :document AND origin = 'consensus' ORDER BY start, "end", born, id
"""

TURNS = "SELECT start, n FROM seen_turn WHERE version_id = :version ORDER BY start"
