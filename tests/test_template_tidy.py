"""`tidy`: what Word, LibreOffice and python-docx leave in a template, and the one form that git sees."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from generator.drawing.finish import wanted
from generator.errors import GenError
from generator.template.outline import outline
from generator.template.runs import TAG
from generator.template.tidy import tidy
from generator.word import opc
from tests import libreoffice, paper, standin
from tests.wordfile import SPACES, body, part, wordfile

FORMS = Path(__file__).parent.parent / "forms"
TEMPLATES = sorted(FORMS.glob("*/*.docx"))
NBSP = "\u00a0"


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    shown = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{shown}<w:t xml:space="preserve">{text}</w:t></w:r>'


def tidied(content: str) -> str:
    """The body of a tidied file, without the marks for spaces, which only repeat what the text says."""
    return body(tidy(wordfile(content))).replace(' xml:space="preserve"', "")


# --- our own templates


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates_are_committed_tidied_with_their_outline(path):
    assert opc.read(tidy(path.read_bytes())) == opc.read(path.read_bytes()), f"gen tidy {path.parent.name}"
    assert path.with_suffix(".outline.txt").read_text(encoding="utf-8") == outline(path.read_bytes())


# --- tags and runs


def test_a_tag_that_word_split_stands_in_the_run_of_its_first_letter():
    split = p(r("ที่{{ num", "<w:b/>"), '<w:proofErr w:type="spellStart"/>', r("ber"), r(" }}/"), r("๒๕๖๒", "<w:i/>"))
    assert tidied(split) == (
        "<w:p><w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t>ที่{{ number }}</w:t></w:r>"
        "<w:r><w:t>/</w:t></w:r><w:r><w:rPr><w:i/><w:iCs/></w:rPr><w:t>๒๕๖๒</w:t></w:r></w:p>"
    )


def test_a_tag_split_between_its_braces_is_one_again():
    assert tidied(p(r("{", "<w:b/>"), r("{ x }"), r("}", "<w:i/>"))) == tidied(p(r("{{ x }}", "<w:b/>")))


def test_runs_of_one_format_are_one_run():
    assert tidied(p(r("คำ"), r("สั่ง"), r("ที่", "<w:b/>"), r("๑", "<w:b/><w:bCs/>"))) == (
        "<w:p><w:r><w:t>คำสั่ง</w:t></w:r><w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t>ที่๑</w:t></w:r></w:p>"
    )


def test_runs_of_a_style_of_their_own_stay_apart():
    late = r("{{ number }}", '<w:rStyle w:val="late"/>')
    assert tidied(p(r("ที่"), late, r("ลง"))).count("<w:r>") == 3


def test_a_picture_or_a_field_between_two_texts_keeps_its_place():
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert tidied(p(r("ก"), field, r("ข"))) == (
        '<w:p><w:r><w:t>ก</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>ข</w:t></w:r></w:p>'
    )


def test_what_autocorrect_types_in_a_tag_becomes_what_jinja_reads():
    assert tidied(p(r(f"“ก”{NBSP}{{{{ x{NBSP}or ‘“–”’ }}}}"))) == (
        f"<w:p><w:r><w:t>“ก”{NBSP}{{{{ x or '\"–\"' }}}}</w:t></w:r></w:p>"
    )


def test_a_section_break_moves_out_of_a_paragraph_that_its_tag_takes_away():
    section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    end = f'<w:p><w:pPr><w:pStyle w:val="x"/>{section}</w:pPr>{r("{%p endfor %}")}</w:p>'
    first, second = etree.fromstring(f"<x {SPACES}>{tidied(end + p(r('ก')))}</x>")[:2]
    assert "sectPr" not in etree.tostring(first, encoding="unicode")
    assert "sectPr" in etree.tostring(second, encoding="unicode")
    assert not second.xpath("string(.)")


# --- noise


def test_what_word_writes_for_itself_is_gone():
    noisy = (
        '<w:p w:rsidR="00A1" w:rsidRDefault="00A2" w14:paraId="1A2B3C4D" w14:textId="77777777"><w:pPr><w:rPr/></w:pPr>'
        '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'
        '<w:r w:rsidRPr="00A3"><w:rPr/><w:lastRenderedPageBreak/><w:t>ก</w:t></w:r><w:r/>'
        '<w:proofErr w:type="spellEnd"/></w:p>'
    )
    assert tidied(noisy) == "<w:p><w:r><w:t>ก</w:t></w:r></w:p>"


def test_names_that_word_2003_knew_do_not_split_a_tag():
    tag = f'<w:smartTag w:element="x"><w:smartTagPr><w:attr w:name="a"/></w:smartTagPr>{r("{{ sub")}</w:smartTag>'
    assert tidied(p(tag, r("ject }}"))) == "<w:p><w:r><w:t>{{ subject }}</w:t></w:r></w:p>"


def test_a_bookmark_of_a_name_stays():
    mark = '<w:bookmarkStart w:id="1" w:name="annex"/><w:bookmarkEnd w:id="1"/>'
    assert tidied(p(mark, r("ก"))) == f"<w:p>{mark}<w:r><w:t>ก</w:t></w:r></w:p>"


def test_paragraph_ids_stay_where_comments_name_them():
    parts = {"word/commentsExtended.xml": "<x/>"}
    assert "paraId" in body(tidy(wordfile('<w:p w14:paraId="1A2B3C4D"/>', parts)))


def test_settings_lose_the_record_of_edits_and_keep_the_rest():
    settings = (
        f"<w:settings {SPACES}><w:zoom w:percent='100'/><w:proofState w:spelling='clean'/>"
        "<w:rsids><w:rsidRoot w:val='00A1'/></w:rsids><w:themeFontLang w:val='en-US' w:bidi='ar-SA'/></w:settings>"
    )
    found = part(tidy(wordfile(p(), {"word/settings.xml": settings})), "word/settings.xml")
    assert "rsid" not in found and "proofState" not in found and 'w:percent="100"' in found
    assert 'w:bidi="th-TH"' in found


def test_thumbnail_and_styles_with_effects_leave_the_package_whole(tmp_path, validator):
    parts = {
        "docProps/thumbnail.jpeg": b"\xff\xd8",
        "word/stylesWithEffects.xml": f"<w:styles {SPACES}/>",
        "word/styles.xml": f"<w:styles {SPACES}/>",
    }
    done = tidy(wordfile(p(r("ก")), parts))
    left = opc.read(done)
    assert not {"docProps/thumbnail.jpeg", "word/stylesWithEffects.xml"} & set(left) and "word/styles.xml" in left
    assert not [name for name, data in left.items() if b"thumbnail" in data or b"WithEffects" in data]
    (tmp_path / "a.docx").write_bytes(done)
    assert paper.validate([tmp_path / "a.docx"]) == []


def test_who_made_the_template_and_when_is_forgotten():
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        "<dc:title>คำสั่ง</dc:title><dc:creator>นางบุญจันทร์</dc:creator><cp:lastModifiedBy>สมชาย</cp:lastModifiedBy>"
        "<cp:revision>7</cp:revision><dcterms:modified>2019-06-07T00:00:00Z</dcterms:modified></cp:coreProperties>"
    )
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Template>C:\\Users\\somchai\\a.dotx</Template><TotalTime>12</TotalTime><Words>3</Words><Company>สพป.</Company>"
        "<Application>Microsoft Office Word</Application></Properties>"
    )
    done = tidy(wordfile(p(), {"docProps/core.xml": core, "docProps/app.xml": app}))
    assert "คำสั่ง" in part(done, "docProps/core.xml") and "Microsoft" in part(done, "docProps/app.xml")
    assert not re.search("บุญจันทร์|สมชาย|2019|revision", part(done, "docProps/core.xml"))
    assert not re.search("somchai|12|สพป|Words", part(done, "docProps/app.xml"))


def test_unknown_parts_stay_byte_for_byte():
    odd = {"word/odd.bin": b"\x00\x01", "customXml/item1.xml": "<a  b = '1'/>", "word/theme/theme9.xml": "<a  />"}
    kept = opc.read(tidy(wordfile(p(), odd)))
    assert [kept[name] for name in odd] == [b"\x00\x01", b"<a  b = '1'/>", b"<a  />"]


# --- the Thai side


@pytest.mark.parametrize(("latin", "both"), [
    ("<w:b/>", "<w:b/><w:bCs/>"),
    ('<w:b w:val="0"/>', '<w:b w:val="0"/><w:bCs w:val="0"/>'),
    ("<w:i/>", "<w:i/><w:iCs/>"),
    ('<w:sz w:val="32"/>', '<w:sz w:val="32"/><w:szCs w:val="32"/>'),
    ('<w:sz w:val="32"/><w:szCs w:val="36"/>', '<w:sz w:val="32"/><w:szCs w:val="36"/>'),
    ('<w:lang w:val="en-US" w:bidi="ar-SA"/>', '<w:lang w:val="en-US" w:bidi="th-TH"/>'),
    ('<w:rFonts w:hint="cs"/><w:cs/>', "<w:cs/>"),
    ('<w:sz w:val="32"/><w:b/><w:rFonts w:ascii="A"/>',
     '<w:rFonts w:ascii="A" w:cs="A" w:hAnsi="A" w:eastAsia="A"/><w:b/><w:bCs/><w:sz w:val="32"/><w:szCs w:val="32"/>'),
    ('<w:rFonts w:ascii="A" w:cs="B"/>', '<w:rFonts w:ascii="A" w:cs="B" w:hAnsi="B" w:eastAsia="B"/>'),
])  # fmt: skip
def test_a_latin_property_has_its_thai_twin_in_the_order_of_the_schema(latin, both):
    assert tidied(p(r("ก", latin))) == f"<w:p><w:r><w:rPr>{both}</w:rPr><w:t>ก</w:t></w:r></w:p>"


def test_bold_styles_and_defaults_are_completed_too():
    styles = (
        f"<w:styles {SPACES}><w:docDefaults><w:rPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="H"/><w:rsid w:val="00A1"/><w:rPr><w:b/></w:rPr></w:style>'
        "</w:styles>"
    )
    found = part(tidy(wordfile(p(), {"word/styles.xml": styles})), "word/styles.xml")
    assert '<w:rPrDefault><w:rPr><w:lang w:bidi="th-TH"/></w:rPr></w:rPrDefault>' in found
    assert "<w:rPr><w:b/><w:bCs/></w:rPr>" in found and "rsid" not in found


def test_a_font_of_the_theme_becomes_the_font_that_word_showed():
    fonts = '<a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/><a:font script="Thai" typeface="Cordia New"/>'
    theme = (
        f"<a:theme {SPACES}><a:themeElements><a:fontScheme><a:majorFont>{fonts}</a:majorFont>"
        f"<a:minorFont>{fonts}</a:minorFont></a:fontScheme></a:themeElements></a:theme>"
    )
    themed = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cs="TH SarabunPSK" w:cstheme="minorBidi"/>'
    found = body(tidy(wordfile(p(r("ก", themed)), {"word/theme/theme1.xml": theme})))
    assert 'w:ascii="Calibri"' in found and 'w:cs="Cordia New"' in found and "heme" not in found


def test_pictures_have_numbers_of_their_own():
    inline = '<w:r><w:drawing><wp:inline><wp:docPr id="{}" name="x"/></wp:inline></w:drawing></w:r>'
    header = f"<w:hdr {SPACES}>{p(inline.format(4))}</w:hdr>"
    found = tidy(wordfile(p(*map(inline.format, (4, 4, 1))), {"word/header1.xml": header}))
    ids = re.findall(r'<wp:docPr id="(\d+)"', body(found) + part(found, "word/header1.xml"))
    assert ids == ["4", "5", "1", "6"]


# --- words


@pytest.mark.parametrize(("typed", "held"), [
    ("ณ เขต ๑ จังหวัดเลย", "ณ เขต~๑ จังหวัดเลย"),
    ("พ.ศ. {{ year }} นั้น", "พ.ศ.~{{ year }} นั้น"),
    ("ที่ {{ number }} ลงวันที่ {{ date }}", "ที่~{{ number }} ลงวันที่ {{ date }}"),
    ("{{ a }} {{ b }} คน", "{{ a }} {{ b }} คน"),
    ("{% if เขต ๑ %} ก", "{% if เขต ๑ %} ก"),
])
def test_a_line_does_not_break_where_it_must_not(typed, held):
    assert tidied(p(r(typed))) == f"<w:p><w:r><w:t>{held.replace('~', NBSP)}</w:t></w:r></w:p>"


def test_spaces_are_held_across_runs():
    assert tidied(p(r("พ.ศ. ", "<w:b/>"), r("๒๕๖๒"))) == (
        f"<w:p><w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t>พ.ศ.{NBSP}</w:t></w:r><w:r><w:t>๒๕๖๒</w:t></w:r></w:p>"
    )


PIECES = st.one_of(
    st.sampled_from(["{{ a }}", "{% if b %}", "{{ c.d|e('“ก”') }}", "{# หมายเหตุ #}", "{%p endfor %}", "{", "}}", "{{ ", "%}"]),
    st.text(st.characters(categories=("L", "M", "Zs", "P", "Nd"), exclude_characters="{}%#"), max_size=12),
)  # fmt: skip
FORMATS = st.sampled_from(["", "<w:b/>", '<w:rFonts w:hint="cs"/>', '<w:rStyle w:val="late"/>', "<w:b/><w:cs/>"])


@given(st.lists(PIECES, max_size=8), st.lists(st.tuples(st.integers(1, 7), FORMATS), min_size=1, max_size=8))
def test_words_and_tags_stay_as_they_are_however_word_cut_them(pieces, cuts):
    text = "".join(pieces)
    runs, rest, n = [], text, 0
    while rest:
        length, style = cuts[n % len(cuts)]
        runs.append(r(rest[:length].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), style))
        rest, n = rest[length:], n + 1
    done = tidy(wordfile(p(*runs)))
    texts = [t.text or "" for t in etree.fromstring(opc.read(done)["word/document.xml"]).iter("{*}t")]
    assert straight("".join(texts)) == straight(text)
    assert [tag for found in texts for tag in TAG.findall(found)] == TAG.findall("".join(texts)), "a tag is still split"
    assert tidy(done) == done


def straight(text: str) -> str:
    """The text as it may come out: spaces alike, and in tags the quotes and spaces that Jinja reads."""
    text = TAG.sub(lambda tag: re.sub("[‘’‚‛]", "'", re.sub("[“”„‟]", '"', tag[0])), text)
    return text.replace(NBSP, " ")


@given(st.lists(st.tuples(st.integers(1, 5), FORMATS), min_size=1, max_size=6))
def test_a_tidied_template_makes_the_same_paper(cuts):
    source = "เรื่อง {{ subject }} {% if power %}อำนาจ {{ power }}{% endif %} จบ"
    runs, rest, n = [], source, 0
    while rest:
        length, style = cuts[n % len(cuts)]
        runs.append(r(rest[:length], style))
        rest, n = rest[length:], n + 1
    made = wordfile(p(*runs) + '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>')
    assert rendered(tidy(made)).replace(NBSP, " ") == rendered(made) == "เรื่อง ก & ข อำนาจ ม. ๓๗ จบ"


def rendered(template: bytes) -> str:
    """The words that docxtpl makes of a template."""
    made = DocxTemplate(io.BytesIO(template))
    made.render({"subject": "ก & ข", "power": "ม. ๓๗"}, autoescape=True)
    return "".join(paragraph.text for paragraph in made.docx.paragraphs)


# --- other programs


def test_a_template_of_python_docx_is_tidied_to_its_thai_side(tmp_path, validator):
    made = python_docx.Document()
    run = made.add_paragraph().add_run("คำสั่ง {{ number }}")
    run.bold, run.font.name = True, "TH SarabunPSK"
    made.save(tmp_path / "made.docx")
    done = tidy((tmp_path / "made.docx").read_bytes())
    assert tidy(done) == done
    assert "TH SarabunPSK bold" in outline(done)
    everything = b"".join(opc.read(done).values()).decode("utf-8", "replace")
    assert not re.search(r"<w:b/>(?!<w:bCs)", everything) and "asciiTheme" not in everything and "ar-SA" not in everything
    (tmp_path / "tidied.docx").write_bytes(done)
    assert set(paper.validate([tmp_path / "tidied.docx"])) <= set(paper.validate([tmp_path / "made.docx"]))


@pytest.mark.usefixtures("soffice")
def test_a_template_saved_by_libreoffice_reads_as_before(tmp_path):
    """What LibreOffice loses shows in the lines on styles and pages; the words, styles and tables are all there.

    Of Word's contents it makes an index of its own, and it forgets the alt text that tells what a chart shows.
    """
    (tmp_path / "forms").mkdir()
    kept = [path for path in TEMPLATES if not wanted(opc.read(path.read_bytes()))]
    copies = [tmp_path / "forms" / f"{path.parent.name}-{path.name}" for path in kept]  # two works may name one alike
    for path, copy in zip(kept, copies, strict=True):
        shutil.copyfile(path, copy)
    resave(copies, tmp_path)
    for path, copy in zip(kept, copies, strict=True):
        done = tidy((tmp_path / copy.name).read_bytes())
        assert tidy(done) == done
        before, after = outline(path.read_bytes()), outline(done)
        assert words_of(after) == words_of(before)
        assert len(re.findall(NEW_PAGE, after)) == len(re.findall(NEW_PAGE, before))


NEW_PAGE = " pageBreakBefore|«page break»"  # LibreOffice makes of the one the other


def words_of(text: str) -> list[str]:
    """An outline's paragraphs and tables, without the empty paragraphs at section breaks, which LibreOffice sets anew."""
    text = re.sub(r"[\d.]+(?=cm)", lambda length: f"{float(length[0]):.1f}", re.sub(NEW_PAGE, "", text))
    lines = [line for line in text.splitlines() if not line.startswith(("style ", "defaults", "==", "--", "[เลขหน้า]"))]
    return [line for line in lines if line not in ("[]", "[จบส่วน]", "[Normal line=exact 1pt]")]


def resave(files: list[Path], folder: Path) -> None:
    program = libreoffice.soffice()
    assert program is not None
    command = [program, f"-env:UserInstallation={libreoffice.profile().as_uri()}", "--headless", "--norestore",
               "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, *files]
    env = os.environ | {"FONTCONFIG_FILE": str(standin.fontconfig()), "SAL_USE_VCLPLUGIN": "svp"}
    subprocess.run(command, env=env, capture_output=True, timeout=120, check=True)


# --- files that are no templates


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip as a hostile program writes it, names unchecked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return buffer.getvalue()


GOOD = opc.read(wordfile(p(r("ก"))))
ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
HOSTILE = {
    "no zip": b"PK\x03\x04 no more",
    "empty": b"",
    "a zip of other things": archive({"a.txt": b"a"}),
    "cut short": wordfile(p(r("ก")))[:-40],
    "a part above the folder": archive({**GOOD, "../evil.xml": b"<a/>"}),
    "an absolute part": archive({**GOOD, "/etc/passwd": b"x"}),
    "too many parts": archive({**GOOD, **{f"word/{n}.bin": b"" for n in range(5000)}}),
    "a bomb": archive({**GOOD, "word/a.bin": bytes(250 * 1024 * 1024)}),
    "entities": archive({**GOOD, "word/document.xml": ENTITY + GOOD["word/document.xml"]}),
    "broken xml": archive({**GOOD, "word/document.xml": b"<w:document"}),
    "no main part": archive({name: data for name, data in GOOD.items() if name != "word/document.xml"}),
}


@pytest.mark.slow
@given(st.data())
def test_a_damaged_template_is_refused_or_read_but_never_breaks(data):
    """One value of one part of a real template is replaced by what no program writes, or one element goes."""
    parts = opc.read(TEMPLATES[-1].read_bytes())
    name = data.draw(st.sampled_from(["word/document.xml", "word/styles.xml", "word/header1.xml", "word/_rels/document.xml.rels"]))
    root = etree.fromstring(parts[name])
    element = data.draw(st.sampled_from([found for found in root.iter() if found.attrib]))
    if data.draw(st.booleans()) and element.getparent() is not None:
        element.getparent().remove(element)
    else:
        odd = st.sampled_from(["", "-1", "9" * 4000, "²", "๑", "inf", "nan", "1e999", "../..", "rId99", "x" * 200])
        element.set(data.draw(st.sampled_from(sorted(element.attrib))), data.draw(odd))
    changed = opc.write({**parts, name: etree.tostring(root)})
    for read in (tidy, outline):
        try:
            read(changed)
        except GenError as error:
            assert error.code == "E415"


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("read", [tidy, outline])
def test_what_is_no_safe_word_file_is_refused(read, data):
    with pytest.raises(GenError) as error:
        read(data, "order/a.docx")
    assert error.value.code == "E415" and "order/a.docx" in str(error.value)
