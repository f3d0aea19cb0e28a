"""Each extra alone is enough for its command, and without it the command ends in one Thai line that says what to install.

Alone: with nothing importable but what setup.cfg asks for, for the program and that one extra. `python -m tools.lock
extras` runs the same in real environments, one a folder: `GEN_EXTRAS` names where they are.
"""

from __future__ import annotations

import configparser
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator.pdf import stamps
from tools.lock import python_of

ROOT = Path(__file__).parent.parent
REAL = os.environ.get("GEN_EXTRAS")  # a folder of environments, each named by its extra
ORDER = "data/order-218-2562.xlsx"
WITHOUT = """
import sys
from importlib.abc import MetaPathFinder
class Gone(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if any(f"{name}.".startswith(f"{one}.") for one in GONE):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Gone())
"""
GEN = "import sys; sys.argv[0] = 'gen'; from generator.__main__ import main; main()"
NO_OFFICE = "import generator.pdf.libreoffice as one; one.USUAL_PLACES = (); "
CLUSTER = """
if __name__ == "__main__":
    from distributed import LocalCluster
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None) as running:
        print(running.scheduler_address, flush=True)
        input()
"""


def requirements(section: str, option: str) -> list[Requirement]:
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = settings[section][option].strip().splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def needed(extra: str) -> set[str]:
    """The packages that come with `gen-saraban[extra]`, as the installed ones say of each other."""
    asked = requirements("options", "install_requires")
    asked += requirements("options.extras_require", extra) if extra else []
    seen: set[tuple[str, str]] = set()
    while asked:
        need = asked.pop()
        name = canonicalize_name(need.name)
        if name == "gen-saraban":
            asked += [one for other in need.extras for one in requirements("options.extras_require", other)]
            continue
        for wanted in {"", *need.extras} - {one for known, one in seen if known == name}:
            seen.add((name, wanted))
            others = map(Requirement, distribution(name).requires or ())
            asked += [one for one in others if not one.marker or one.marker.evaluate({"extra": wanted})]
    return {name for name, _ in seen}


@cache
def gone(extra: str) -> list[str]:
    """What cannot be imported where the program is installed with one extra alone."""
    held = needed(extra)
    brought = packages_distributions().items()
    return [module for module, names in brought if module != "generator" and not held & set(map(canonicalize_name, names))]


def command(extra: str, code: str) -> list[str]:
    if REAL:
        return [str(python_of(Path(REAL, extra or "none"))), "-c", code]
    return [sys.executable, "-c", WITHOUT.replace("GONE", repr(gone(extra))) + code]


def gen(extra: str, office: Path, *asked: str | Path, before: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the program as it is with one extra alone ("" for none)."""
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | {"PYTHONUTF8": "1"} | env
    return subprocess.run([*command(extra, before + GEN), *map(str, asked)], cwd=office, env=clean, text=True,
                          encoding="utf-8", capture_output=True, check=False, timeout=120)  # fmt: skip


def told(done: subprocess.CompletedProcess[str], code: str) -> str:
    """The one line in which a command ended."""
    lines = (done.stdout + done.stderr).strip().splitlines()
    assert done.returncode == 1 and len(lines) == 1 and code in lines[0], (done.returncode, lines)
    return lines[0]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new office, with a PDF, a key whose password is „ลับ“, and an order."""
    folder = tmp_path_factory.mktemp("extras") / "office"
    for where, asked in ((folder.parent, ("init", "office")), (folder, ("order", ORDER))):
        done = gen("", where, *asked)
        assert done.returncode == 0, done.stderr
    pdf = stamps.canvas(21.0, 29.7)
    (folder / "a.pdf").write_bytes(bytes(pdf.output()))
    (folder / "k.p12").write_bytes(key_file("ลับ"))
    (folder / "data" / "driver.so").touch()
    return folder


def key_file(password: str) -> bytes:
    """A key of the director, whose certificate it signs itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(timezone.utc)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "นายรอง ปัญส์งกา")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(1))
    lock = BestAvailableEncryption(password.encode())
    return pkcs12.serialize_key_and_certificates(b"k", key, made.sign(key, hashes.SHA256()), None, lock)


@contextmanager
def set_to(office: Path, lines: str) -> Iterator[None]:
    """The office with more settings."""
    path = office / "data" / "office.yaml"
    before = path.read_bytes()
    path.write_bytes(before + f"\n{lines}\n".encode())
    try:
        yield
    finally:
        path.write_bytes(before)


TOKEN = "sign: {library: driver.so, token: โทเคน, certificate: key}"
BOOK = "register: postgresql://gen@127.0.0.1:1/gen"
SIGN = ("sign", "a.pdf", "--key", "k.p12", "--password", "ลับ")
ASKED: dict[str, tuple[str, ...]] = {
    "sign": SIGN,
    "token": ("sign", "a.pdf", "--password", "1234"),
    "postgres": ("register", "list", "order"),
    "dask": ("order", ORDER, "--dask", "tcp://127.0.0.1:1"),
    "web": ("web", "--no-open"),
}
SETTINGS = {"token": TOKEN, "postgres": BOOK}
REFUSED = {"sign": "E876", "token": "E876", "postgres": "E708", "dask": "E623", "web": "E956"}


@pytest.mark.parametrize("extra", ASKED)
def test_without_an_extra_its_command_says_what_to_install(extra: str, office: Path) -> None:
    with set_to(office, SETTINGS.get(extra, "")):
        line = told(gen("", office, *ASKED[extra]), REFUSED[extra])
    assert f'pip install "gen-saraban[{extra}]"' in line


def test_with_a_key_file_s_extra_a_token_still_says_what_to_install(office: Path) -> None:
    with set_to(office, TOKEN):
        assert 'pip install "gen-saraban[token]"' in told(gen("sign", office, *ASKED["token"]), "E876")


def test_without_the_extra_signatures_are_not_looked_into(office: Path) -> None:
    assert 'pip install "gen-saraban[sign]"' in told(gen("", office, "verify", "a.pdf"), "E876")


def test_without_anything_that_draws_pages_a_preview_says_what_to_install(office: Path) -> None:
    done = gen("", office, "preview", *order(office), "-o", "pictures", before=NO_OFFICE, PATH="")
    assert 'pip install "gen-saraban[preview]"' in told(done, "E859")


def order(office: Path) -> tuple[Path, ...]:
    return (next((office / "out").rglob("*.docx")),)


# --- alone


def test_sign_alone_signs_and_verifies(office: Path) -> None:
    done = gen("sign", office, *SIGN, "-o", "signed.pdf")
    assert done.returncode == 0 and (office / "signed.pdf").is_file(), done.stderr
    assert "เอกสารไม่ถูกแก้หลังลงนาม" in gen("sign", office, "verify", "signed.pdf").stdout


def test_token_alone_asks_the_driver(office: Path) -> None:
    with set_to(office, TOKEN):
        line = told(gen("token", office, *ASKED["token"]), "E872")
    assert "โทเคน" in line


def test_postgres_alone_asks_the_server(office: Path) -> None:
    with set_to(office, BOOK):
        assert "127.0.0.1" in told(gen("postgres", office, *ASKED["postgres"]), "E706")


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    from tests.test_register.server import emptied, programs, server

    bin = programs()
    if bin is None:
        pytest.skip("PostgreSQL's server is not installed")
    with server(bin) as url:
        yield emptied(url)


def test_postgres_alone_keeps_the_book(office: Path, postgres: str) -> None:
    with set_to(office, f"register: {postgres}"):
        done = gen("postgres", office, "register", "reserve", "order", "--reason", "ทดสอบ")
        listed = gen("postgres", office, "register", "list", "order")
    assert done.returncode == 0 and "ทดสอบ" in listed.stdout, done.stderr + listed.stderr


def test_preview_alone_shows_a_rough_page(office: Path, tmp_path: Path) -> None:
    done = gen("preview", office, "preview", *order(office), "-o", tmp_path, before=NO_OFFICE, PATH="")
    assert done.returncode == 0 and list(tmp_path.glob("*.png")), done.stderr


@pytest.mark.slow
def test_dask_alone_makes_papers(office: Path) -> None:
    with subprocess.Popen(command("dask", CLUSTER), stdin=-1, stdout=-1, text=True, cwd=office) as cluster:
        assert cluster.stdin and cluster.stdout
        try:
            address = cluster.stdout.readline().strip()
            done = gen("dask", office, "order", ORDER, "--dask", address)
        finally:
            cluster.stdin.close()
    assert done.returncode == 0, done.stdout + done.stderr


def test_web_alone_opens_its_door(office: Path) -> None:
    env = os.environ | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    started = [*command("web", GEN), "web", "--no-open"]
    with subprocess.Popen(started, stdout=-1, stderr=-2, text=True, encoding="utf-8", cwd=office, env=env) as door:
        assert door.stdout
        try:
            address = door.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:"), address + door.stdout.read()
            opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
            with opener.open(address, timeout=30) as answer:
                page = answer.read().decode()
        finally:
            door.terminate()
    assert "<html" in page and "สพป.เลย" in page


if REAL:  # what only tests use: in the tests' own environment its tests say whether it is there

    @pytest.mark.parametrize(("extra", "code"), [
        pytest.param("icu", "import icu; print(icu.Locale('th').getLanguage())", id="icu_alone"),
        pytest.param("browser", "import playwright.sync_api; print('th')", id="browser_alone"),
    ])
    def test_what_only_tests_use_is_there(extra: str, code: str) -> None:
        done = subprocess.run(command(extra, code), capture_output=True, text=True, check=False)
        assert done.stdout.strip() == "th", done.stderr
