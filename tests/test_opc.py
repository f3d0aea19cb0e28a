"""A Word file from outside is opened only when it is safe, and written the same every time."""

from __future__ import annotations

import contextlib
import struct
import tracemalloc
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.word import opc
from generator.word.xml import main_part, relations, relations_name
from tests.soundness import package_faults
from tests.wordfile import SPACES, wordfile

TYPES = "[Content_Types].xml"
NAMES = st.from_regex(r"[a-z]{1,8}/[a-z]{1,8}\.(xml|png)", fullmatch=True)
PARTS = st.dictionaries(NAMES, st.binary(max_size=200), max_size=5).map(lambda parts: {TYPES: b"<Types/>", **parts})


def archive(parts: list[tuple[str, bytes]]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts:
            file.writestr(name, data)
    return buffer.getvalue()


@given(PARTS)
def test_parts_come_back_and_their_order_does_not_matter(parts: dict[str, bytes]) -> None:
    written = opc.write(parts)
    assert opc.read(written) == parts
    assert opc.write(dict(reversed(parts.items()))) == written
    assert zipfile.ZipFile(BytesIO(written)).namelist()[0] == TYPES


@pytest.mark.parametrize(
    "parts",
    [
        [("word/document.xml", b"")],
        [(TYPES, b""), ("../evil", b"")],
        [(TYPES, b""), ("/etc/evil", b"")],
        [(TYPES, b""), ("C:evil", b"")],
        [(TYPES, b"")] + [(f"p{n}", b"") for n in range(opc.MOST_PARTS)],
    ],
    ids=["no content types", "parent folder", "absolute", "drive", "too many parts"],
)
def test_a_hostile_package_is_refused(parts: list[tuple[str, bytes]]) -> None:
    with pytest.raises(opc.NotAPackage):
        opc.read(archive(parts))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opc, "MOST_BYTES", 1_000_000)
    with pytest.raises(opc.NotAPackage, match="too large"):
        opc.read(archive([(TYPES, b""), ("word/document.xml", bytes(2_000_000))]))


def lying(parts: list[tuple[str, bytes]], name: str, size: int) -> bytes:
    """A zip that says another size of a member than it has, in its directory and before the member."""
    data = archive(parts)
    true = struct.pack("<L", len(dict(parts)[name]))
    assert data.count(true) >= 2
    return data.replace(true, struct.pack("<L", size))


def test_a_size_that_is_a_lie_costs_nothing() -> None:
    bomb = lying([(TYPES, b"<Types/>"), ("word/document.xml", bytes(200_000_000))], "word/document.xml", 1000)
    tracemalloc.start()
    with pytest.raises(opc.NotAPackage):
        opc.read(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3_000_000


def test_a_directory_of_a_million_members_is_refused_before_it_is_read() -> None:
    tracemalloc.start()
    with pytest.raises(opc.NotAPackage):
        opc.read(archive([(TYPES, b"")]) + b"PK\1\2" * 1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_a_package_may_not_have_is_refused(kind: int) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as file:
        file.writestr(TYPES, b"<Types/>" * 50)
    with pytest.raises(opc.NotAPackage):
        opc.read(buffer.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_text_has_a_limit_in_every_encoding_and_under_every_name(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opc, "MOST_TAGS", 1000)
    text = ("<w>" + "<p/>" * 1000 + "</w>").encode(encoding)
    with pytest.raises(opc.NotAPackage, match="too much text"):
        opc.read(archive([(TYPES, b"<Types/>"), ("word/picture.png", text)]))


@given(st.binary(max_size=300), st.integers(0, 400))
def test_damage_is_never_more_than_not_a_package(noise: bytes, at: int) -> None:
    whole = opc.write({TYPES: b"<Types/>", "word/document.xml": b"<w/>" * 40})
    damaged = whole[:at] + noise + whole[at + len(noise) :]
    for data in (noise, damaged):
        with contextlib.suppress(opc.NotAPackage):
            assert TYPES in opc.read(data)


@given(PARTS, st.data())
def test_a_part_is_replaced_and_all_else_stays_to_the_byte(parts: dict[str, bytes], data: st.DataObject) -> None:
    before = archive(list(parts.items()))
    chosen = data.draw(st.dictionaries(st.sampled_from(sorted(parts)), st.binary(max_size=300)))
    after = opc.replace(before, chosen)
    assert opc.read(after) == {**parts, **chosen} and list(opc.read(after)) == list(parts)
    assert raw(before, parts.keys() - chosen.keys()) == raw(after, parts.keys() - chosen.keys())
    with zipfile.ZipFile(BytesIO(after)) as file:
        assert file.testzip() is None
    if not chosen:
        assert after == before


@pytest.mark.parametrize("kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_dates_attributes_and_comment_of_the_zip_stay(kind: int) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", kind) as file:
        file.comment = b"made by another program"
        for name in (TYPES, "word/document.xml", "word/\u0e01.xml"):
            info = zipfile.ZipInfo(name, (2019, 6, 7, 8, 30, 2))
            info.external_attr, info.create_system, info.extra = 0o644 << 16, 3, b"\x20\xa2\x04\x00\x01\x02\x03\x04"
            with file.open(info, "w") as part:
                part.write(b"<x/>" * 50)
    after = opc.replace(buffer.getvalue(), {"word/document.xml": b"<y/>"})
    facts = [
        [(one.filename, one.date_time, one.external_attr, one.create_system) for one in file.infolist()] + [file.comment]
        for file in map(zipfile.ZipFile, map(BytesIO, (buffer.getvalue(), after)))
    ]
    assert facts[0] == facts[1] and opc.read(after)["word/document.xml"] == b"<y/>"


def test_sizes_behind_the_contents_are_understood() -> None:
    """As programs write a zip that cannot go back in their output (APPNOTE 4.3.9)."""

    class Stream(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: int) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name in (TYPES, "a/b.xml", "a/c.xml"):
            file.writestr(name, b"<x/>" * 9)
    after = opc.replace(stream.getvalue(), {"a/b.xml": b"<y/>"})
    assert opc.read(after) == {TYPES: b"<x/>" * 9, "a/b.xml": b"<y/>", "a/c.xml": b"<x/>" * 9}


def test_what_is_no_zip_cannot_be_changed() -> None:
    with pytest.raises(opc.NotAPackage):
        opc.replace(b"no zip", {})


def raw(data: bytes, names: set[str]) -> dict[str, bytes]:
    """Each member as it stands in the file, header and all."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        infos = sorted(file.infolist(), key=lambda info: info.header_offset)
        ends = [*(info.header_offset for info in infos[1:]), file.start_dir]
    return {info.filename: data[info.header_offset : end] for info, end in zip(infos, ends, strict=True) if info.filename in names}


# --- names: a part is what its content type says


def called(names: dict[str, str]) -> bytes:
    """A Word file with a header and a note, whose parts have other names."""
    texts = {"word/header1.xml": f"<w:hdr {SPACES}><w:p/></w:hdr>", "word/footnotes.xml": f"<w:footnotes {SPACES}/>"}
    parts = opc.read(wordfile("<w:p/>", texts))
    done = {}
    for name, data in parts.items():
        for old, new in {**dict(zip(texts, texts, strict=True)), **names}.items():
            data = data.replace(f'"/{old}"'.encode(), f'"/{new}"'.encode())
            data = data.replace(f'"{old}"'.encode(), f'"/{new}"'.encode())
            data = data.replace(f'"{old.removeprefix("word/")}"'.encode(), f'"/{new}"'.encode())
        own = {**names, **{relations_name(old): relations_name(new) for old, new in names.items()}}
        done[own.get(name, name)] = data
    return opc.write(done)


@pytest.mark.parametrize(
    "names",
    [
        {},
        {"word/document.xml": "word/document2.xml"},
        {"word/document.xml": "text/main.xml"},
        {"word/header1.xml": "word/kopf.xml", "word/footnotes.xml": "word/notes/noten.xml"},
        {"word/document.xml": "document.xml", "word/header1.xml": "kopf.xml"},
    ],
)
def test_parts_get_the_names_that_word_gives_them(names: dict[str, str]) -> None:
    parts = opc.read(called(names))
    assert opc.stories(parts) == ["word/document.xml", "word/footnotes.xml", "word/header1.xml"]
    assert main_part(parts) == "word/document.xml"
    targets = {target for _, target in relations(parts, "word/document.xml").values()}
    assert targets == {"word/header1.xml", "word/footnotes.xml"}
    assert list(package_faults(parts)) == []


def test_a_part_is_replaced_under_its_usual_name() -> None:
    data = called({"word/document.xml": "word/document2.xml"})
    changed = opc.replace(data, {"word/document.xml": b"<new/>"})
    assert zipfile.ZipFile(BytesIO(changed)).read("word/document2.xml") == b"<new/>"


def test_the_text_of_a_template_of_word_is_that_of_a_document() -> None:
    parts = opc.read(wordfile("<w:p/>"))
    types = parts["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
    again = opc.read(opc.write({**parts, "[Content_Types].xml": types}))
    assert again["[Content_Types].xml"] == parts["[Content_Types].xml"]
