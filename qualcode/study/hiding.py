"""Whether a blind round hides work that what a person is about to do would touch."""

import json
from collections.abc import Iterable

from qualcode.study.file import Study
from qualcode.study.sight import HIDDEN_WORK

# Yes or no and nothing more: a number would tell how the others code.
HIDDEN_ON = f"""
SELECT EXISTS (
  SELECT 1 FROM (SELECT id, code_id FROM coding WHERE removed = 0
    UNION ALL SELECT id, code_id FROM summary WHERE removed = 0) held
  WHERE held.code_id IN (SELECT value FROM json_each(:codes)) AND held.id IN ({HIDDEN_WORK}))
"""


def hides_work_on(study: Study, code_ids: Iterable[str]) -> bool:
    """True where codings or summaries lie on these codes that the viewer may not see."""
    found = study.db.execute(HIDDEN_ON, {"codes": json.dumps(sorted(code_ids))}).fetchone()
    return bool(found[0])
