"""Word itself as the engine, on a Windows that has it: the PDF is then what the clerk sees on the screen.

In: paths of Word files. Out: PDFs. Word is asked through PowerShell, which every Windows has. Not tried by our tests,
which run without Word: kept so small that reading it is enough.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from . import scratch
from .engine import Refused, Stopped

SCRIPT = """param([string]$source, [string]$target, [bool]$archive)
$ErrorActionPreference = 'Stop'
$word = New-Object -ComObject Word.Application
try {
  $word.Visible = $false
  $word.DisplayAlerts = 0
  $word.AutomationSecurity = 3
  $paper = $word.Documents.Open($source, $false, $true, $false, 'no password')
  $paper.ExportAsFixedFormat($target, 17, $false, 0, 0, 1, 1, 0, $true, $true, 0, $true, $true, $archive)
  $paper.Close(0)
} finally { $word.Quit(0) }
"""


def installed() -> bool:
    """Whether this is a Windows with Word."""
    if sys.platform != "win32":
        return False
    import winreg

    try:
        winreg.CloseKey(winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, r"Word.Application\CLSID"))
    except OSError:
        return False
    return True


class Word:
    """Word, opened anew for every file: a clerk may be working in it, and it is never asked to quit that window."""

    name = "Word"

    def convert(self, source: Path, target: Path, limit: float, papers: int = 1, archive: bool = False) -> None:
        """Write the PDF of one file. Raises: Stopped, Refused."""
        with scratch.folder("word") as folder:
            script = folder / "export.ps1"
            script.write_text(SCRIPT, encoding="utf-8-sig")
            words = " ".join(f"'{_quoted(path)}'" for path in (script, source, target))
            command = ["powershell", "-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-Command",
                       f"& {words} ${str(archive).lower()}"]
            try:
                subprocess.run(command, capture_output=True, timeout=limit, check=False)
            except subprocess.TimeoutExpired:
                raise Stopped(slow=True) from None
        if not target.is_file():
            raise Refused("อ่านหรือเขียนไฟล์นี้ไม่ได้")  # PowerShell's own words are a page of code

    def stop(self) -> None:
        """A file that Word has begun is soon done."""

    def close(self) -> None:
        """Nothing stays open."""


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
