"""Nothing that a paper links to from outside is fetched: not from the net, not from a disk; and it is told."""

from __future__ import annotations

import gzip
import socket
import threading

import pytest
from PIL import Image

from generator.pdf import links
from generator.pdf.batch import Press
from generator.pdf.other import FETCHES, to_docx
from generator.word import opc
from tests.libreoffice import FONTS
from tests.wordfile import OFFICE, PACKAGE, wordfile

RELS = "word/_rels/document.xml.rels"
PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="990000" cy="990000"/>'
    '<wp:docPr id="1" name="a"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr><pic:cNvPr id="1" name="a"/>'
    '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:{kind}="rId7"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="990000" cy="990000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
WORDS = "<w:p><w:r><w:t>ก</w:t></w:r></w:p>"


def field(code: str, *, broken: bool = False) -> str:
    """A complex field; `broken`: its instruction lies in two runs, as Word often leaves it."""
    pieces = (code[:5], code[5:]) if broken else (code,)
    told = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"<w:p>{mark.format('begin')}{told}{mark.format('separate')}<w:r><w:t>ก</w:t></w:r>{mark.format('end')}</w:p>"


def related(*rows: tuple[str, str, str, str]) -> str:
    """Relationships: identity, kind, target, mode."""
    listed = "".join(f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>' for id_, kind, target, mode in rows)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


def external(kind: str, target: str) -> str:
    return related(("rId7", kind, target, ' TargetMode="External"'))


def vml(address: str) -> str:
    return ('<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:80pt;height:80pt">'
            f'<v:imagedata src="{address}" r:href="rId7" xmlns:o="urn:schemas-microsoft-com:office:office" o:href="{address}"/>'
            "</v:shape></w:pict></w:r></w:p>")


def ways(address: str) -> dict[str, bytes]:
    """Word files that lead to an address, each in another way."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="90" height="90"><image width="90" height="90" xlink:href="{address}"/></svg>'
    inside = related(("rId7", "image", "media/a.svg", ""))
    other = related(("rId7", "image", "media/a.png", ""))
    page = related(("rId7", "aFChunk", "page.html", ""))
    return {
        "linked picture": wordfile(PICTURE.format(kind="link"), {RELS: external("image", address)}),
        "picture by address": wordfile(PICTURE.format(kind="embed"), {RELS: related(("rId7", "image", address, ""))}),
        "field": wordfile(field(f'INCLUDEPICTURE "{address}" \\d')),
        "broken field": wordfile(field(f'includepicture "{address}" \\d', broken=True)),
        "simple field": wordfile(f"<w:p><w:fldSimple w:instr=' INCLUDETEXT \"{address}\"'><w:r><w:t>ก</w:t></w:r></w:fldSimple></w:p>"),
        "old drawing": wordfile(vml(address), {RELS: external("image", address)}),
        "template": wordfile(WORDS, {"word/settings.xml": "<w:settings xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' xmlns:r='" + OFFICE + "'><w:attachedTemplate r:id='rId7'/></w:settings>",
                                     "word/_rels/settings.xml.rels": external("attachedTemplate", address)}),
        "drawing in a drawing": wordfile(PICTURE.format(kind="embed"), {"word/media/a.svg": svg, RELS: inside}),
        "drawing under another name": wordfile(PICTURE.format(kind="embed"), {"word/media/a.png": svg, RELS: other}),
        "packed drawing": wordfile(PICTURE.format(kind="embed"), {"word/media/a.svg": gzip.compress(svg.encode(), mtime=0), RELS: inside}),
        "page of the web": wordfile('<w:altChunk r:id="rId7"/>' + WORDS, {"word/page.html": f'<html><img src="{address}"></html>', RELS: page}),
    }


NAMES = tuple(ways(""))
TOLD = {"linked picture", "picture by address", "field", "broken field", "simple field", "old drawing"}


@pytest.fixture
def listener():
    """An address of the net on this machine, and who called there."""
    called: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        def serve() -> None:
            while True:
                try:
                    caller = server.accept()[0]
                except OSError:
                    return
                called.append(caller.recv(200))
                caller.close()

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/a.png", called


@pytest.mark.slow
def test_nothing_is_fetched_from_the_net(soffice, listener, tmp_path):
    address, called = listener
    files = []
    for name, data in ways(address).items():
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(data)
    with Press(FONTS, force=True, engines=1) as press:
        made = press.to_pdf(files)
    assert [one.file.stem for one in made if one.pdf is None] == [] and called == []
    assert {one.file.stem for one in made if "W852" in [problem.code for problem in one.problems]} == TOLD


@pytest.mark.slow
def test_no_file_of_the_disk_gets_into_a_pdf(soffice, tmp_path):
    import pikepdf

    secret = tmp_path / "ลับ.png"
    Image.new("RGB", (300, 300), (200, 30, 30)).save(secret)
    files = []
    for name, data in ways(secret.as_uri()).items():
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(data)
    with Press(FONTS, force=True, engines=1) as press:
        made = press.to_pdf(files, tmp_path / "out")
    for one in made:
        assert one.pdf
        with pikepdf.open(one.pdf) as pdf:
            assert not [1 for page in pdf.pages for _ in page.get_images()], one.file


@pytest.mark.slow
def test_an_older_document_fetches_nothing_when_it_is_read(soffice, listener, tmp_path):
    address, called = listener
    page = f"<html><body><img src='{address}'>ก</body></html>"
    text = '{\\rtf1 {\\field{\\*\\fldinst INCLUDEPICTURE "' + address + '" \\\\d}{\\fldrslt a}} b}'
    for name, data in (("a.doc", page), ("b.rtf", text)):
        (tmp_path / name).write_text(data, encoding="utf-8")
        assert to_docx(tmp_path / name)
    assert called == []


@pytest.mark.slow
def test_no_file_of_the_disk_gets_into_an_older_document(soffice, tmp_path):
    secret = tmp_path / "ลับ.png"
    Image.new("RGB", (30, 30), (200, 30, 30)).save(secret)
    text = '{\\rtf1 {\\field{\\*\\fldinst IncludePicture "' + str(secret) + '" \\\\d}{\\fldrslt a}} b}'
    (tmp_path / "a.rtf").write_text(text, encoding="utf-8")
    assert not [name for name in opc.read(to_docx(tmp_path / "a.rtf")) if "/media/" in name]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_fields_of_an_older_document_are_known_in_both_widths_of_letters(encoding):
    assert FETCHES.sub(b"", "a includeText b".encode(encoding)) == "a  b".encode(encoding)


def test_words_pictures_inside_and_hyperlinks_stay():
    rows = ("rId7", "hyperlink", "https://x.test/", ' TargetMode="External"'), ("rId8", "image", "media/a.png", "")
    file = wordfile(WORDS + field("PAGE"), {RELS: related(*rows), "word/media/a.png": b"\x89PNG"})
    parts, lost = links.cut(opc.read(file))
    assert not lost and parts == opc.read(file)


@pytest.mark.parametrize("name", NAMES)
def test_what_leads_out_is_gone_and_the_words_stay(name):
    parts, _ = links.cut(opc.read(ways("http://outside.test/a.png")[name]))
    held = b"".join(data for part, data in parts.items() if not part.endswith(".html"))
    assert b"outside.test" not in held
    assert "ก".encode() in parts["word/document.xml"] or b"<w:drawing" in parts["word/document.xml"] or b"pict" in held
