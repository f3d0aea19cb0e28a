"""One LibreOffice that stays up and turns Word files into PDFs, one after another.

In: the path of a throw-away copy. Out: a PDF beside it. LibreOffice runs with a profile of its own, in which a macro of
ours waits for jobs: files in a folder that only we see. So nothing but LibreOffice itself is needed, on any system.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.sax.saxutils import escape

from ..errors import GenError
from .engine import Refused, Stopped
from .fonts import STAND_INS, STYLES
from .typefaces import Fonts, write_fonts_conf

USUAL_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
TICK = 0.004  # s between two looks for an answer
START = 60  # s that a cold start may take
MOST_PAPERS = 2_000  # then a fresh one: memory grows slowly
PDF_A_2B = 2  # what the export filter calls it
ITEMS = "http://openoffice.org/2001/registry"
SETTINGS = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="{ITEMS}"><item oor:path="/org.openoffice.Setup/Office">
<prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item></oor:items>
"""  # else the first start would put its own empty macro library over ours
LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library">
<library:library library:name="Standard" library:link="false"/></library:libraries>
"""
MODULES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Gen"/></library:library>
"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Gen"
 script:language="StarBasic">{}</script:module>
"""
# A job is a file `job` of three lines: what to open, what to write, the PDF version. `open` goes when we are done; a
# LibreOffice whose master died goes by itself after ten minutes. Documents never run macros or fetch links.
MACRO = """
Option Explicit

Sub Serve
  Dim jobs As String, idle As Long
  jobs = CreateUnoService("com.sun.star.util.PathSubstitution").substituteVariables("$(user)/jobs/", True)
  Say(jobs, "ready")
  Do While idle < 120000 And FileExists(jobs & "open")
    If FileExists(jobs & "job") Then
      Say(jobs, Convert(jobs & "job"))
      idle = 0
    Else
      Wait 5
      idle = idle + 1
    End If
  Loop
  StarDesktop.terminate()
End Sub

Sub Say(jobs As String, words As String)
  Dim f As Integer
  f = FreeFile
  Open jobs & "saying" For Output As #f
  Print #f, words
  Close #f
  Name jobs & "saying" As jobs & "answer"
End Sub

Function Convert(job As String) As String
  Dim f As Integer, source As String, target As String, version As String, paper As Object
  On Error GoTo Failed
  f = FreeFile
  Open job For Input As #f
  Line Input #f, source
  Line Input #f, target
  Line Input #f, version
  Close #f
  Kill job
  paper = StarDesktop.loadComponentFromURL(source, "_blank", 0, Array( _
    Named("FilterName", "MS Word 2007 XML"), Named("Hidden", True), Named("ReadOnly", True), _
    Named("MacroExecutionMode", 0), Named("UpdateDocMode", 0)))
  If IsNull(paper) Then
    Convert = "cannot be opened"
    Exit Function
  End If
  paper.storeToURL(target, Array(Named("FilterName", "writer_pdf_Export"), Named("FilterData", _
    CreateUnoValue("[]com.sun.star.beans.PropertyValue", Array( _
      Named("SelectPdfVersion", CLng(version)), Named("UseTaggedPDF", False), _
      Named("UseLosslessCompression", True), Named("ReduceImageResolution", False), _
      Named("ExportBookmarks", False), Named("ExportBookmarksToPDFDestination", True))))))
  paper.close(True)
  Convert = "done"
  Exit Function
Failed:
  Convert = Error$
End Function

Function Named(name As String, value As Variant) As Variant
  Dim pair As New com.sun.star.beans.PropertyValue
  pair.Name = name
  pair.Value = value
  Named = pair
End Function
"""


def find_program() -> Path | None:
    """LibreOffice's program, from PATH or the usual places of each system."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found) if found else next((Path(place) for place in USUAL_PLACES if Path(place).is_file()), None)


class LibreOffice:
    """One running LibreOffice; starts at the first job, and again after a stop or after `MOST_PAPERS` papers."""

    name = "LibreOffice"

    def __init__(self, program: Path, fonts: Fonts) -> None:
        self.program = program
        self.fonts = fonts
        self.papers = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._home = Path(tempfile.mkdtemp(prefix="gen-libreoffice-"))
        self._jobs = self._home / "user" / "jobs"

    def __enter__(self) -> LibreOffice:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def convert(self, source: Path, target: Path, limit: float, papers: int = 1, archive: bool = False) -> None:
        """Write the PDF of one file. `limit` is in seconds; `papers` counts what a merged file holds.

        Raises: Stopped, Refused, GenError E856 where LibreOffice does not start at all.
        """
        if self.papers + papers > MOST_PAPERS:
            self._stop()
        if self._process is None:
            self._start()
        self.papers += papers
        job = f"{source.as_uri()}\n{target.as_uri()}\n{PDF_A_2B if archive else 0}\n"
        (self._jobs / "asking").write_text(job, encoding="ascii")
        (self._jobs / "asking").rename(self._jobs / "job")
        said = self._answer(limit)
        if said != "done" or not target.is_file():
            self._stop()  # a paper that fails half-way may stay open
            raise Refused(said)

    def close(self) -> None:
        (self._jobs / "open").unlink(missing_ok=True)
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
        self._stop()
        shutil.rmtree(self._home, ignore_errors=True)

    def _start(self) -> None:
        write_profile(self._home, self.fonts)
        command = [str(self.program), f"-env:UserInstallation={self._home.as_uri()}", "--headless", "--norestore",
                   "--nologo", "--nolockcheck", "macro:///Standard.Gen.Serve"]
        conf = write_fonts_conf(self.fonts, self._home)
        env = os.environ | {"FONTCONFIG_FILE": str(conf), "SAL_USE_VCLPLUGIN": "svp"} if os.name == "posix" else None
        self._process = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                         stderr=subprocess.DEVNULL, start_new_session=True)
        self.papers = 0
        try:
            self._answer(START)
        except Stopped as error:
            raise GenError("E856", engine=self.name, why=str(error)) from None

    def _answer(self, limit: float) -> str:
        """What the macro says next. Raises: Stopped."""
        answer, until = self._jobs / "answer", time.monotonic() + limit
        while not answer.exists():
            assert self._process is not None
            if self._process.poll() is not None or time.monotonic() > until:
                slow = self._process.returncode is None
                self._stop()
                raise Stopped(slow)
            time.sleep(TICK)
        said = answer.read_text(encoding="utf-8", errors="replace").strip()
        answer.unlink()
        return said

    def _stop(self) -> None:
        """End this LibreOffice, and the processes that it started."""
        process, self._process = self._process, None
        if process is None:
            return
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        elif process.poll() is None:
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
        process.wait()


def write_profile(home: Path, fonts: Fonts) -> None:
    """A fresh profile that holds our macro, and the fonts where there is no fontconfig to name them."""
    user = home / "user"
    shutil.rmtree(user, ignore_errors=True)
    library = user / "basic" / "Standard"
    for folder in (library, user / "jobs", user / "fonts"):
        folder.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")
    (user / "basic" / "script.xlc").write_text(LIBRARIES, encoding="utf-8")
    (library / "script.xlb").write_text(MODULES, encoding="utf-8")
    (library / "Gen.xba").write_text(MODULE.format(escape(MACRO)), encoding="utf-8")
    (user / "jobs" / "open").touch()
    if sys.platform in ("win32", "darwin"):
        for path in profile_fonts(fonts):
            shutil.copy(path, user / "fonts")


def profile_fonts(fonts: Fonts) -> list[Path]:
    """The files that Windows and macOS give to LibreOffice through its profile: the stand-ins and the office's own."""
    return [*(family.file(style) for family in STAND_INS for style in STYLES),
            *(face.path for face in fonts.faces if any(folder in face.path.parents for folder in fonts.folders))]
