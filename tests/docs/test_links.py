"""Every link leads somewhere, and every page is reached."""

from pathlib import Path

import pytest

from .pages import DOCS, PAGES, ROOT, anchors, links


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_of(page: Path) -> None:
    for target in links(page):
        if "://" in target:
            continue
        file, _, anchor = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        assert there.exists(), f"{page.name}: {target} leads nowhere"
        assert there == ROOT or ROOT in there.parents, f"{page.name}: {target} leads out"
        if anchor:
            assert anchor in anchors(there), f"{page.name}: {target} names no heading"


def test_the_readme_leads_to_every_page() -> None:
    reached = {(ROOT / target.partition("#")[0]).resolve() for target in links(ROOT / "README.md")}
    assert set(DOCS) - reached == set()
