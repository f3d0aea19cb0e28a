"""Thousands of papers from one workbook: the same bytes from one process, several or a cluster; flat memory; a run that
was stopped goes on; all or none, whatever happens on the way."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import cli
from generator.case import read_cases
from generator.errors import GenError, Problems, problem
from generator.make import Made, Way, make
from generator.make.maker import Maker, Papers
from generator.make.plan import Chunk, Planner
from generator.make.workers import _there, crew
from generator.office import Office, start_office
from generator.outbox import EACH, spool
from generator.outbox.packedlist import Shelf
from tests import small
from tests.watching import Told

pytestmark = pytest.mark.slow
MANY = 2 * EACH + 150
HERE = Way()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return small.office(tmp_path / "สำนักงาน")


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What one process makes of many cases."""
    office = small.office(tmp_path_factory.mktemp("alone") / "สำนักงาน")
    made_of(office)
    return papers(office)


def made_of(office: Office, count: int = MANY, way: Way = HERE, progress=None) -> Made:
    file = small.cases(office, [f"เรื่องที่ {n}" for n in range(count)])
    return make(small.form(office), [file], office, watch=Told(progress), way=way)


def papers(office: Office) -> dict[str, str]:
    """The hash of each paper, by its path below `out/`."""
    found = office.out.rglob("*.docx")
    return {str(path.relative_to(office.out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def left_over(office: Office) -> list[Path]:
    """Temporary files and journals, the hidden ones too."""
    return [*office.out.rglob(".gen-*"), *(office.out / ".gen").glob("run-*")]


# --- wherever they are made


def test_several_processes_make_the_same_papers_as_one(office: Office, alone: dict[str, str]) -> None:
    made = made_of(office, way=Way(jobs=2))
    assert papers(office) == alone and len(made.papers) == MANY and left_over(office) == []


@pytest.mark.kills
def test_a_worker_that_the_system_kills_is_replaced(office: Office, alone: dict[str, str]) -> None:
    killed: list[int] = []

    def kill(done: int, _: int) -> None:
        if done > 300 and not killed:
            worker = multiprocessing.active_children()[0]
            killed.append(worker.pid or 0)
            worker.kill()

    made_of(office, way=Way(jobs=2), progress=kill)
    assert killed and papers(office) == alone


@pytest.mark.kills
def test_workers_that_die_time_and_again_stop_the_run(office: Office) -> None:
    def kill(done: int, _: int) -> None:
        for worker in multiprocessing.active_children():
            worker.kill()

    with pytest.raises(GenError, match="E624"):
        made_of(office, way=Way(jobs=2), progress=kill)
    assert papers(office) == {} and left_over(office) == []


@pytest.mark.kills
def test_a_cluster_makes_the_same_papers_and_loses_none_with_a_worker(office: Office, alone: dict[str, str], cluster) -> None:
    killed: list[str] = []

    def kill(done: int, _: int) -> None:
        if done > 300 and not killed:
            killed.append(next(iter(cluster.workers)))
            cluster.workers[killed[0]].process.process._process.kill()

    made_of(office, way=Way(dask=cluster.scheduler_address), progress=kill)
    assert killed and papers(office) == alone


@pytest.fixture
def cluster() -> Iterator[object]:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install -e .[dask]")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as running:
        yield running


def test_a_worker_that_cannot_reach_the_folder_sends_its_papers(office: Office, tmp_path: Path) -> None:
    form, (case,) = small.form(office), read_cases(small.form(office), small.cases(office, ["ก"]), office)[0]
    planner = Planner(form, form.papers, office)
    planner.add(case)
    (chunk,) = planner.end()
    (tmp_path / "mark").touch()
    sent, left = (_there(Maker(form, office), mark, chunk).outputs[0] for mark in (tmp_path / "absent", tmp_path / "mark"))
    assert isinstance(sent.data, bytes) and isinstance(left.data, Path)
    assert sent.read() == left.read() and sent.path == left.path


def test_a_cluster_that_cannot_be_reached_is_told(office: Office) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed: pip install -e .[dask]")
    with pytest.raises(GenError, match=r"E623.*tcp://127\.0\.0\.1:1"):
        made_of(office, 3, Way(dask="tcp://127.0.0.1:1"))
    assert papers(office) == {}


def test_what_a_worker_says_comes_back_whole() -> None:
    """An error travels with its code, place and words."""
    import pickle

    for error in (GenError("E624"), Problems([problem("E604", missing="ก"), problem("E501")])):
        back = pickle.loads(pickle.dumps(error))
        assert isinstance(back, GenError) and back.problems == error.problems and str(back) == str(error)


def test_one_wrong_template_is_told_from_a_worker_as_from_here(office: Office) -> None:
    path = office.forms / "slip" / "slip.docx"
    trap = "{{ line }}{% if subject == 'เรื่องที่ 650' %}{{ nobody.knows }}{% endif %}"
    small.edit_file(path, lambda xml: xml.replace("{{ line }}", trap))
    said = []
    for jobs in (1, 2):
        with pytest.raises(GenError) as error:
            made_of(office, 700, Way(jobs))
        said.append(str(error.value))
    assert said[0] == said[1] and said[0].startswith("E410")
    assert papers(office) == {} and left_over(office) == []


# --- stopped, and gone on with


class Stopped:
    """Stops a run after so many papers, and remembers where it began."""

    def __init__(self, after: int) -> None:
        self.after, self.first = after, 0

    def __call__(self, done: int, _: int) -> None:
        self.first = self.first or done
        if done == self.after:
            raise KeyboardInterrupt


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_stopped_batch_goes_on_where_it_was(office: Office, alone: dict[str, str], jobs: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        made_of(office, progress=Stopped(EACH + 70), way=Way(jobs=jobs))
    assert papers(office) == {}, "none has its name before all are there"
    second = Stopped(0)
    made = made_of(office, progress=second, way=Way(jobs=jobs))
    assert second.first == EACH + 1
    assert papers(office) == alone and left_over(office) == []
    assert [written.state for written in made.papers] == ["new"] * MANY


def test_a_stopped_batch_may_be_stopped_again(office: Office, alone: dict[str, str]) -> None:
    firsts = []
    for after in (EACH + 1, 2 * EACH + 20, 0):
        stop = Stopped(after)
        try:
            made_of(office, progress=stop)
        except KeyboardInterrupt:
            firsts.append(stop.first)
    assert firsts == [1, EACH + 1] and papers(office) == alone


def test_a_batch_whose_data_changed_begins_anew(office: Office) -> None:
    with pytest.raises(KeyboardInterrupt):
        made_of(office, progress=Stopped(EACH + 70))
    again = Stopped(0)
    made_of(office, MANY + 1, progress=again)
    assert again.first == 1 and len(papers(office)) == MANY + 1 and left_over(office) == []


def test_a_batch_whose_template_changed_begins_anew(office: Office) -> None:
    with pytest.raises(KeyboardInterrupt):
        made_of(office, progress=Stopped(EACH + 70))
    small.edit_file(office.forms / "slip" / "slip.docx", lambda xml: xml.replace("ใบสั่งที่", "ใบสั่งงานที่"))
    again = Stopped(0)
    made_of(office, progress=again)
    assert again.first == 1 and len(set(papers(office))) == MANY


def test_another_run_clears_a_stopped_batch_away(office: Office) -> None:
    with pytest.raises(KeyboardInterrupt):
        made_of(office, progress=Stopped(EACH + 70))
    assert len(left_over(office)) > EACH
    small.slips(office, ["อื่น"])
    assert left_over(office) == [] and len(papers(office)) == 1


def test_a_paper_edited_in_between_is_kept(office: Office) -> None:
    """What stood there when the batch was stopped, and was changed before it went on, is not written over."""
    made_of(office)
    edited = sorted(office.out.rglob("*.docx"))[0]
    file = small.cases(office, [f"เรื่องที่ {n}" for n in range(MANY)], "ฉบับที่สอง")
    with pytest.raises(KeyboardInterrupt):
        make(small.form(office), [file], office, watch=Told(Stopped(EACH + 70)))
    kept = small.edit_file(edited, small.text)
    with pytest.raises(GenError, match="E609"):
        make(small.form(office), [file], office)
    assert edited.read_bytes() == kept
    make(small.form(office), [file], office)
    assert edited.read_bytes() == kept and len(papers(office)) == MANY + 1


def run_apart(office: Office, jobs: int, at: int, stop: str) -> subprocess.CompletedProcess[bytes]:
    """A run of its own session that does `stop` to itself; what it says is whole only when its workers have ended too."""
    small.cases(office, [f"เรื่องที่ {n}" for n in range(MANY)])
    script = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom generator.make import Way, make\nfrom tests import small\n"
        "from tests.watching import Told\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"    # one started in the background is deaf to it
        "office = small.again(Path(sys.argv[1]))\n"
        f"stop = lambda done, of: {stop} if done == {at} else None\n"
        f"make(small.form(office), [office.root / 'ใบสั่ง.csv'], office, watch=Told(stop), way=Way({jobs}))\n"
    )
    asked = [sys.executable, "-W", "ignore", "-c", script, str(office.root)]
    folder = Path(__file__).parent.parent
    return subprocess.run(asked, cwd=folder, capture_output=True, start_new_session=True, timeout=60)


@pytest.mark.kills
@pytest.mark.skipif(os.name != "posix", reason="only on systems with SIGKILL")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_batch_goes_on(office: Office, alone: dict[str, str], jobs: int) -> None:
    done = run_apart(office, jobs, EACH + 33, "os.kill(os.getpid(), signal.SIGKILL)")
    assert done.returncode == -signal.SIGKILL
    again = Stopped(0)
    made_of(office, progress=again)
    assert again.first == EACH + 1 and papers(office) == alone and left_over(office) == []


@pytest.mark.skipif(os.name != "posix", reason="only on systems with process groups")
def test_ctrl_c_in_a_terminal_stops_the_workers_and_none_of_them_says_a_word(office: Office) -> None:
    done = run_apart(office, 2, 1, "os.killpg(0, signal.SIGINT)")
    said = done.stderr.decode()
    assert done.returncode == -signal.SIGINT and said.count("Traceback") == 1 and "spawn_main" not in said
    assert papers(office) == {}


def test_more_processes_than_cores_are_not_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    assert [getattr(crew(jobs), "args", (1,))[0] for jobs in (1, 2, 4, 1000)] == [1, 2, 4, 4]


# --- all or none, and what a clerk asks for


def test_a_mistake_in_the_last_row_makes_nothing(office: Office) -> None:
    file = small.cases(office, [*(f"เรื่องที่ {n}" for n in range(900)), ""])
    with pytest.raises(Problems, match=r"E101.*A902"):
        make(small.form(office), [file], office)
    assert not office.out.exists()


def test_one_row_copied_twice_is_found_among_many(office: Office) -> None:
    file = small.cases(office, [*(f"เรื่องที่ {n}" for n in range(900)), "เรื่องที่ 7"])
    with pytest.raises(Problems, match=r"E603.*8.*901"):
        make(small.form(office), [file], office)


def test_cases_whose_files_would_be_named_alike_have_in_the_name_what_tells_them_apart(office: Office) -> None:
    """The key of the form is the subject and the day; a day apart is another case, the same day is a row copied twice."""
    days = ["1 มิถุนายน 2562", "2 มิถุนายน 2562", "3 มิถุนายน 2562"]
    lines = [f"เชิญประชุม,เนื้อความ,{day}" for day in days]
    file = office.root / "ใบสั่ง.csv"
    file.write_text("\n".join(["เรื่อง,ข้อความ,วันที่", *lines]), encoding="utf-8")
    made = make(small.form(office), [file], office)
    names = [written.path.name for written in made.papers]
    assert names == [f"ใบสั่ง เชิญประชุม{day}.docx" for day in ("", " ๒ มิถุนายน ๒๕๖๒", " ๓ มิถุนายน ๒๕๖๒")]
    assert {written.state for written in make(small.form(office), [file], office).papers} == {"same"}
    file.write_text("\n".join(["เรื่อง,ข้อความ,วันที่", *lines, lines[1]]), encoding="utf-8")
    with pytest.raises(Problems, match=r"E603 .*เรื่องที่ 2 และ 4"):
        make(small.form(office), [file], office)


def test_a_zip_holds_the_same_papers(office: Office, alone: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "ส่งโรงพิมพ์" / "หนังสือ.zip"
    made = made_of(office, way=Way(bundle=path))
    assert [written.path for written in made.papers] == [path] and not office.out.exists()
    assert made.bundled == MANY
    with zipfile.ZipFile(path) as bundle:
        assert bundle.testzip() is None and {one.compress_type for one in bundle.infolist()} == {zipfile.ZIP_STORED}
        assert {name: hashlib.sha256(bundle.read(name)).hexdigest() for name in bundle.namelist()} == alone
    first = path.read_bytes()
    with pytest.raises(GenError, match="E602"):
        made_of(office, way=Way(bundle=path))
    path.unlink()
    made_of(office, way=Way(bundle=path, jobs=2))
    assert path.read_bytes() == first, "the same input and clock give the same bytes"


def test_a_zip_that_cannot_be_finished_is_not_there(office: Office, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        made_of(office, way=Way(bundle=tmp_path / "ก.zip"), progress=Stopped(70))
    assert [path for path in tmp_path.iterdir() if path.is_file()] == []


def test_folders_of_some_hundred(office: Office, alone: dict[str, str]) -> None:
    made_of(office, way=Way(shard=500))
    found = papers(office)
    assert sorted(found.values()) == sorted(alone.values())
    folders = [Path(name).parent.name for name in found]
    assert {name: folders.count(name) for name in set(folders)} == {"00001-00500": 500, "00501-01000": 500, "01001-01500": 150}
    states = {written.state for written in made_of(office, way=Way(shard=500)).papers}
    assert states == {"same"}, "a row keeps its folder"


# --- room


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux, whose /proc tells the room of a process")
def test_ten_times_as_many_papers_need_no_more_room(office: Office) -> None:
    """Peak memory of whole runs, each in a process of its own."""
    script = (
        "import sys\nfrom pathlib import Path\nfrom generator.make import make\nfrom tests import small\n"
        "from tests.watching import Told\n"
        "room = lambda: int(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])\n"
        "office, seen = small.again(Path(sys.argv[1])), {}\n"
        "note = lambda done, of: seen.__setitem__(done, room()) if done in (500, of) else None\n"
        "made = make(small.form(office), [office.root / 'ใบสั่ง.csv'], office, watch=Told(note))\n"
        "print(seen[len(made.papers)] - seen[500])"
    )
    small.cases(office, [f"เรื่องที่ {n}" for n in range(5000)])
    done = subprocess.run(
        [sys.executable, "-c", script, str(office.root)], cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < 5 * 1024, "KB from the 500th to the 5,000th"


@given(st.lists(st.text(max_size=5), max_size=1200))
def test_a_shelf_is_a_list(items: list[str]) -> None:
    shelf = Shelf(items)
    assert list(shelf) == items and len(shelf) == len(items) and shelf[:3] == items[:3] and shelf[-3:] == items[-3:]
    for n in {0, len(items) - 1, 499, 500, -len(items)}:
        if -len(items) <= n < len(items):
            assert shelf[n] == items[n]
    with pytest.raises(IndexError):
        shelf[len(items)]


def test_what_is_packed_is_what_was_planned(office: Office) -> None:
    """A case that was packed and opened again gives the same paper."""
    form = small.form(office)
    (case,) = read_cases(form, small.cases(office, ["ก"]), office)[0]
    planner = Planner(form, form.papers, office)
    assert planner.add(case) == []
    (chunk,) = planner.end()
    assert isinstance(chunk, Chunk)
    (job,) = chunk.open(form)
    assert job.case == case and job.paper == form.papers[0]
    maker = Maker(form, office)
    (made,) = crew()(maker, [chunk])
    assert isinstance(made, Papers) and made.outputs[0].data == maker.paper(job, [])


def test_a_slow_template_is_told_to_who_asks(
    office: Office, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-v`: a row whose cells come from a loop must be parsed again in every paper."""
    cell = '<w:tc><w:tcPr><w:tcW w:w="9" w:type="dxa"/></w:tcPr><w:p/></w:tc>'
    loop = f'<w:tr>{{% for post in posts %}}{cell}{{% endfor %}}{cell}{cell}</w:tr></w:tbl>'
    small.edit_file(office.forms / "slip" / "slip.docx", lambda xml: xml.replace("</w:tbl>", loop, 1))
    start_office(office.root.parent / "office")
    shutil.copytree(office.forms / "slip", office.root.parent / "office" / "forms" / "slip")
    monkeypatch.chdir(office.root.parent / "office")
    file = str(small.cases(office, ["ก"]))
    assert cli.run(["slip", file]) == 0 and "W605" not in capsys.readouterr().err
    assert cli.run(["slip", "-v", file]) == 0
    assert "slip.docx" in (said := capsys.readouterr().err) and "W605" in said


def test_what_helpers_left_in_the_spool_is_removed_by_the_next_run(office: Office) -> None:
    left = spool(office.out) / "1-0" / "0"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"of a run that was killed")
    small.slips(office, ["ก"])
    assert not spool(office.out).exists()
    made_of(office, 700, Way(jobs=2))
    assert [path for path in spool(office.out).rglob("*") if path.is_file()] == []
