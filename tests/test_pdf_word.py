"""Word is asked through PowerShell. Here a stand-in for PowerShell answers: what it is asked is tested, Word is not."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from generator.pdf import stamps, word
from generator.pdf.batch import Press
from generator.pdf.engine import Refused, Stopped
from generator.pdf.typefaces import Fonts
from generator.word import opc
from tests.letters import letter

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only on systems that run a script by its first line")

POWERSHELL = """#!{python}
import re, shutil, sys, time
[command] = sys.argv[sys.argv.index("-Command") + 1:]
script, source, target = (found.replace("''", "'") for found in re.findall(r"'((?:[^']|'')*)'", command))
open({log!r}, "a").write(open(script, encoding="utf-8-sig").read() + command)
{act}
"""


@pytest.fixture
def powershell(tmp_path, monkeypatch):
    """Puts a PowerShell on the path that does `act`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    pdf = stamps.canvas(21, 29.7)
    (tmp_path / "ready.pdf").write_bytes(bytes(pdf.output()))

    def set_up(act: str) -> Path:
        program, log = folder / "powershell", tmp_path / "log"
        program.write_text(POWERSHELL.format(python=sys.executable, log=str(log), act=act), encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return log

    return set_up


def test_word_opens_a_copy_without_asking_and_exports_it(powershell, tmp_path):
    log = powershell(f"shutil.copy({str(tmp_path / 'ready.pdf')!r}, target)")
    target = tmp_path / "it's.pdf"
    word.Word().convert(tmp_path / "a.docx", target, 20, archive=True)
    asked = log.read_text(encoding="utf-8")
    assert target.is_file() and "ExportAsFixedFormat" in asked and asked.rstrip().endswith("$true")
    assert "$word.AutomationSecurity = 3" in asked and "$word.Quit(0)" in asked    # no macros; never left behind


def test_what_word_refuses_is_told_in_thai(powershell, tmp_path):
    powershell("sys.stderr.write('Word was unable to read this document.'); sys.exit(1)")
    with pytest.raises(Refused) as caught:
        word.Word().convert(tmp_path / "a.docx", tmp_path / "a.pdf", 20)
    assert caught.value.why == "อ่านหรือเขียนไฟล์นี้ไม่ได้"


def test_word_that_hangs_is_given_up(powershell, tmp_path):
    powershell("time.sleep(30)")
    with pytest.raises(Stopped) as caught:
        word.Word().convert(tmp_path / "a.docx", tmp_path / "a.pdf", 0.5)
    assert caught.value.slow


def test_word_is_chosen_where_it_is_and_sees_the_file_as_it_is(powershell, tmp_path, monkeypatch):
    monkeypatch.setattr(word, "installed", lambda: True)
    powershell(f"shutil.copy(source, {str(tmp_path / 'seen.docx')!r}); shutil.copy({str(tmp_path / 'ready.pdf')!r}, target)")
    file = letter(tmp_path / "a.docx", 1)
    with Press(Fonts(system=False)) as press:
        [made] = press.to_pdf([file], tmp_path / "out")
    assert press.engine == "Word" and made.pdf and not made.problems
    assert opc.read((tmp_path / "seen.docx").read_bytes()) == opc.read(file.read_bytes())


@pytest.mark.skipif(sys.platform == "win32", reason="only on systems other than Windows")
def test_no_word_is_looked_for_outside_windows():
    assert not word.installed()
