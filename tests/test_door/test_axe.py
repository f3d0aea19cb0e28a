"""axe-core looks at every page of a walk through the door: nothing serious, nothing critical."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools.screens import walk

from .conftest import PC, PHONE, Door, begin_office

pytestmark = [pytest.mark.browser, pytest.mark.office]
AXE = Path(__file__).parent.parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
BAD = ("serious", "critical")


@pytest.fixture(scope="module")
def axe() -> str:
    if not AXE.is_file():
        assert not os.environ.get("CI"), "npm ci --prefix tests/web"
        pytest.skip("axe-core is not installed (npm ci --prefix tests/web)")
    return AXE.read_text("utf-8")


def faults(page, axe: str) -> list[str]:
    """What is serious on a page as it stands."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:150]}" for one in found if one["impact"] in BAD]


@pytest.mark.parametrize("size", [PC, PHONE], ids=["pc", "phone"])
def test_every_page_can_be_used(chromium, axe, size, tmp_path):
    door = Door(begin_office(tmp_path / "สำนักงาน"))
    own = chromium.new_context(viewport=size, base_url=door.address, bypass_csp=True)
    page = own.new_page()
    page.set_default_timeout(60_000)
    page.goto(door.link)
    found: dict[str, list[str]] = {}
    seen = []
    for name in walk(page, door.root):
        seen.append(name)
        found[name] = faults(page, axe)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found[name] += [f"wider than the screen by {wide}"] if wide > 0 else []
    own.close()
    door.close()
    assert not {name: wrong for name, wrong in found.items() if wrong}
    assert len(seen) > 20
