"""The floor that every door stands on: typed requests and results, each file read once, and its example."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path

import pytest

from generator import services
from tests import made

ROOT = Path(__file__).parent.parent
MODULES = sorted(path.stem for path in Path(services.__file__).parent.glob("*.py") if path.stem != "__init__")
OPENED = """
import collections, json, os, sys
from pathlib import Path
from generator.services import issue, make, printing
from generator.services.office import open_office, start_office

opened = collections.Counter()

def note(event, args):
    name = os.fsdecode(args[0]) if event in ("open", "sqlite3.connect") and isinstance(args[0], (str, bytes, os.PathLike)) else ""
    if name.endswith(".docx") and "/out/" in name or name.endswith("register.db"):
        opened[Path(name).name] += 1

root = Path(sys.argv[1])
start_office(root)
settings = root / "data" / "office.yaml"
settings.write_text(settings.read_text(encoding="utf-8").replace("ศธ ๐๔xxx", "ศธ ๐๔๑๒๓"), encoding="utf-8")
office = open_office(root)
letter = {"to": "นายกเทศมนตรีเมืองตัวอย่าง", "body": "ด้วยจะมีการประชุม", "closing": "จึงเรียนมาเพื่อโปรดทราบ"}
cases = root / "หนังสือ.yaml"
cases.write_text(json.dumps([{"subject": f"แจ้งเรื่องที่ {n}", **letter} for n in (1, 2)]), encoding="utf-8")
files = [paper.path for paper in make.make(office, make.MakeRequest("letter", [cases])).papers]
issue.issue(office, issue.IssueRequest(files))
sys.addaudithook(note)
done = printing.print_papers(open_office(root), printing.PrintRequest(files, root / "ชุด.pdf"))
print(done.pages > 0, sorted(opened.values()))
"""

STATES = ("Desk", "_Known")  # what a door keeps between requests



@pytest.mark.parametrize("name", MODULES)
def test_requests_and_results_are_frozen_and_typed(name: str) -> None:
    module = import_module(f"generator.services.{name}")
    own = [one for one in vars(module).values() if inspect.isclass(one) and one.__module__ == module.__name__]
    kept = [one for one in own if is_dataclass(one) and one.__name__ not in STATES]
    assert all(one.__dataclass_params__.frozen for one in kept)
    acts = [one for one in vars(module).values() if inspect.isfunction(one) and one.__module__ == module.__name__]
    public = [one for one in acts if not one.__name__.startswith("_")]
    for act in public:
        signature = inspect.signature(act)
        assert act.__doc__ and signature.return_annotation is not inspect.Signature.empty, act
        assert all(one.annotation is not inspect.Parameter.empty for one in signature.parameters.values()), act


@pytest.mark.slow
def test_print_reads_each_paper_and_the_number_book_once(soffice: None, tmp_path: Path) -> None:
    script = tmp_path / "opened.py"
    script.write_text(OPENED, encoding="utf-8")
    command = [sys.executable, script, tmp_path / "สำนักงาน"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert run.stdout == "True [1, 1, 1]\n", run.stdout + run.stderr


def test_the_example_of_the_docs_runs(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
    blocks = re.findall(r"(?:^(?:    .*)?\n)+", text, re.MULTILINE)
    example = "\n".join(line[4:] for line in next(block for block in blocks if "import" in block).splitlines())
    run = subprocess.run([sys.executable, "-c", example], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0 and re.search(r"^new .*\.docx$", run.stdout, re.MULTILINE), run.stdout + run.stderr


def test_a_paper_of_another_kind_is_converted_once_for_all_its_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.services import check

    docx = next(iter(made.papers("letter"))).read_bytes()
    converted: list[Path] = []
    monkeypatch.setattr("generator.pdf.other.to_docx", lambda path: converted.append(path) or docx)
    (tmp_path / "หนังสือ.odt").write_bytes(b"an older kind")
    copies = tmp_path / "ก.docx", tmp_path / "ข.docx"
    done = check.check(None, check.CheckRequest([tmp_path / "หนังสือ.odt"], "letter", "", *copies))
    assert len(converted) == 1 and done.comments and done.mended and all(copy.is_file() for copy in copies)
    assert done.comments.count == len(done.report.files[0].findings)
