"""One LibreOffice that stays up and turns Word files into PDFs, one after another.

In: the path of a throw-away copy. Out: a PDF beside it. LibreOffice runs with a profile of its own, in which a macro of
ours waits for jobs: files in a folder that only we see. So nothing but LibreOffice itself is needed, on any system.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import escape

from ..errors import GenError, refusal
from . import scratch
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
OPTIONS = ("--headless", "--norestore", "--nologo", "--nolockcheck", "macro:///Standard.Gen.Serve")
SAID = {"cannot be opened": "เปิดไฟล์ไม่ได้", "done": "ไม่ได้ไฟล์ PDF"}
UNKNOWN = "อ่านหรือเขียนไฟล์นี้ไม่ได้"  # for what Basic says, which is English
START = 60  # s that a cold start may take
STARTS = 2  # one that dies is started again: a full machine, or a profile of a newer version
MEMORY = 2_500_000  # kB of addresses; it begins with some 500,000
LIMITED = 'ulimit -v "$0" 2>/dev/null; exec "$@"'
MOST_PAPERS = 2_000  # then a fresh one: memory grows slowly
SHRINK = 5_000  # 1/100 mm
PDF_A_2B = 2  # what the export filter calls it
TUNED = "glibc.malloc.tcache_count=2000"  # small pieces of memory are kept at hand: a tenth less work
ITEMS = "http://openoffice.org/2001/registry"
NOWHERE = "".join(
    f'<prop oor:name="ooInet{kind}Proxy{what}" oor:op="fuse"><value>{value}</value></prop>'
    for kind in ("HTTP", "HTTPS", "FTP") for what, value in (("Name", "127.0.0.1"), ("Port", 1))
)
SETTINGS = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="{ITEMS}"><item oor:path="/org.openoffice.Setup/Office">
<prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product">
<prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>999.9</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>1</value></prop>
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop>
{NOWHERE}</item></oor:items>
"""  # else the first start would put its own empty macro library over ours, and try its drawing for a second
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
# A job is a file `job` of three lines: what to open, what to write, the PDF version; the answer is a file too. A byte
# through a socket says that one is there, and the end of the socket that we are gone: the Wait of Basic now and then
# never comes back (seen with LibreOffice 7.4). Where there is nobody at the other end it ends at once. Documents never
# run macros; links are cut before they come here, and what still leads out of a file finds no way (`SETTINGS`).
# At first LibreOffice gives each page 25 paragraphs, whatever their height. Where that is the end of a page by chance,
# it does not see what keeps with the next: a heading or a signature stays alone. So pages are laid out once more, from
# shorter ones (`SHRINK`), from which the paragraphs come back in their order.
MACRO = """
Option Explicit

Sub Serve
  Dim jobs As String, link As Object, byte_() As Byte
  On Error GoTo Ended
  jobs = CreateUnoService("com.sun.star.util.PathSubstitution").substituteVariables("$(user)/jobs/", True)
  link = CreateUnoService("com.sun.star.connection.Connector").connect("socket,host=127.0.0.1,port=%PORT%")
  Say(jobs, "ready")
  link.write(Array(CByte(10)))
  Do While link.read(byte_, 1) = 1
    Say(jobs, Convert(jobs & "job"))
    link.write(Array(CByte(10)))
  Loop
Ended:
  StarDesktop.terminate()
End Sub

Sub Say(jobs As String, words As String)
  Dim f As Integer
  f = FreeFile
  Open jobs & "answer" For Output As #f
  Print #f, words
  Close #f
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
  LayOutAgain(paper)
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

Sub LayOutAgain(paper As Object)
  Dim styles As Object, n As Integer, room() As Long
  If paper.CurrentController.PageCount = 1 Then Exit Sub
  styles = paper.StyleFamilies.getByName("PageStyles")
  ReDim room(styles.Count - 1)
  For n = 0 To styles.Count - 1
    room(n) = styles.getByIndex(n).BottomMargin
    If styles.getByIndex(n).isInUse() Then styles.getByIndex(n).BottomMargin = room(n) + %SHRINK%
  Next
  n = paper.CurrentController.PageCount
  For n = 0 To styles.Count - 1
    If styles.getByIndex(n).isInUse() Then styles.getByIndex(n).BottomMargin = room(n)
  Next
End Sub

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
        self._link: socket.socket | None = None
        self._home = scratch.make("libreoffice")
        self._watch: scratch.Watch | None = None
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
        (self._jobs / "job").write_text(job, encoding="ascii")
        said = self._answer(limit)
        if said != "done" or not target.is_file():
            self._stop()  # a paper that fails half-way may stay open
            raise Refused(SAID.get(said, UNKNOWN))

    def stop(self) -> None:
        """End the program, from another thread; it starts anew at the next job."""
        process = self._process
        if process is not None:
            end(process)

    def close(self) -> None:
        """Let it end by itself, which it does when the link ends; else end it."""
        if self._link is not None:
            self._link.close()
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
        self._stop()
        shutil.rmtree(self._home, ignore_errors=True)

    def _start(self) -> None:
        """Raises: GenError E856."""
        for last in (False,) * (STARTS - 1) + (True,):
            try:
                return self._started()
            except Stopped as error:
                if last or error.slow:
                    why = f"ไม่ตอบใน {START} วินาที" if error.slow else "ปิดตัวเองตอนเปิด"
                    raise GenError("E856", engine=self.name, why=why) from None
            except OSError as error:
                raise GenError("E856", engine=self.name, why=refusal(error)) from None

    def _started(self) -> None:
        """Raises: Stopped, OSError."""
        self.papers = 0
        with socket.create_server(("127.0.0.1", 0)) as server:
            write_profile(self._home, self.fonts, server.getsockname()[1])
            command = [str(self.program), f"-env:UserInstallation={self._home.as_uri()}", *OPTIONS]
            self._process = start(command, self._home, self.fonts)
            self._watch = scratch.Watch(self._home, self._process.pid)
            self._link = self._accepted(server)
            self._heard(START)

    def _accepted(self, server: socket.socket) -> socket.socket:
        """The macro's end of the link. Raises: Stopped."""
        server.settimeout(0.2)
        for _ in range(5 * START):
            with contextlib.suppress(TimeoutError):
                return server.accept()[0]
            if self._process is None or self._process.poll() is not None:
                break
        raise self._stopped(slow=self._process is not None and self._process.poll() is None)

    def _answer(self, limit: float) -> str:
        """Tell the macro that a job is there, and wait for what it says. Raises: Stopped."""
        assert self._link is not None
        with contextlib.suppress(OSError):  # what died in the meantime is heard below
            self._link.send(b"\n")
        return self._heard(limit)

    def _heard(self, limit: float) -> str:
        assert self._link is not None
        self._link.settimeout(limit)
        try:
            told = self._link.recv(1)
        except TimeoutError:
            raise self._stopped(slow=True) from None
        except OSError:
            told = b""
        if not told:
            raise self._stopped(slow=False)
        return (self._jobs / "answer").read_text(encoding="utf-8", errors="replace").strip()

    def _stopped(self, slow: bool) -> Stopped:
        self._stop()
        return Stopped(slow)

    def _stop(self) -> None:
        """End this LibreOffice, and the processes that it started."""
        if self._link is not None:
            self._link.close()
        process, self._process, self._link = self._process, None, None
        watch, self._watch = self._watch, None
        if watch is not None:
            watch.close()
        if process is not None:
            end(process)


def start(command: list[str], home: Path, fonts: Fonts | None = None) -> subprocess.Popen[bytes]:
    """Start LibreOffice in a session of its own, so that it can be ended whole; it cannot fill the machine's memory."""
    if scratch.SHELL.exists():
        command = [str(scratch.SHELL), "-c", LIMITED, str(MEMORY), *command]
    nothing = subprocess.DEVNULL
    return subprocess.Popen(command, env=_environment(home, fonts), stdin=nothing, stdout=nothing, stderr=nothing,
                            start_new_session=True)  # fmt: skip


def end(process: subprocess.Popen[bytes]) -> None:
    """End a LibreOffice that was started in a session of its own, and the processes that it started."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    process.wait()


def _environment(home: Path, fonts: Fonts | None) -> dict[str, str]:
    """With a place for what it leaves behind, and a language in which it knows Thai names."""
    if os.name != "posix":
        return dict(os.environ)
    given = os.environ | {"TMPDIR": str(home), "SAL_USE_VCLPLUGIN": "svp", "GLIBC_TUNABLES": TUNED}
    if sys.platform.startswith("linux"):
        given |= {"LC_ALL": "C.UTF-8"}  # under C it does not start where a folder has a Thai name
    return given | ({"FONTCONFIG_FILE": str(write_fonts_conf(fonts, home))} if fonts else {})


def write_profile(home: Path, fonts: Fonts, port: int = 0) -> None:
    """A fresh profile that holds our macro, and the fonts where there is no fontconfig to name them."""
    user = home / "user"
    shutil.rmtree(user, ignore_errors=True)
    library = user / "basic" / "Standard"
    for folder in (library, user / "jobs", user / "fonts"):
        folder.mkdir(parents=True)
    write_settings(home)
    (user / "basic" / "script.xlc").write_text(LIBRARIES, encoding="utf-8")
    (library / "script.xlb").write_text(MODULES, encoding="utf-8")
    macro = MACRO.replace("%PORT%", str(port)).replace("%SHRINK%", str(SHRINK))
    (library / "Gen.xba").write_text(MODULE.format(escape(macro)), encoding="utf-8")
    if sys.platform in ("win32", "darwin"):
        for path in profile_fonts(fonts):
            shutil.copy(path, user / "fonts")


def write_settings(home: Path) -> None:
    """What a fresh profile must know so that LibreOffice takes it for one that has been used."""
    (home / "user").mkdir(parents=True, exist_ok=True)
    (home / "user" / "registrymodifications.xcu").write_text(SETTINGS, encoding="utf-8")


def profile_fonts(fonts: Fonts) -> list[Path]:
    """The files that Windows and macOS give to LibreOffice through its profile: the stand-ins and the office's own."""
    return [*(family.file(style) for family in STAND_INS for style in STYLES),
            *(face.path for face in fonts.faces if any(folder in face.path.parents for folder in fonts.folders))]
