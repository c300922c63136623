"""Word documents as Word, LibreOffice and Google Docs write them."""

from __future__ import annotations

from tests.safety.attachment_files.images import photo, picture, place
from tests.safety.attachment_files.packages import (
    DRAWING,
    EMAIL,
    INSURANCE,
    MOBILE,
    OFFICE,
    PERSON,
    PHONE,
    WORD,
    XML,
    Member,
    Package,
    Sample,
    bomb_member,
    compound,
    encrypted,
    samples,
    theme,
    with_properties,
    zipped,
)
from tests.safety.attachment_files.spreadsheets import (
    book,
    chart,
    created_by,
    labelled,
    with_author,
    with_custom_properties,
    with_thumbnail,
)

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN, STYLES, SETTINGS, CORE = "word/document.xml", "word/styles.xml", "word/settings.xml", "docProps/core.xml"
SPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{OFFICE}" xmlns:a="{DRAWING}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" mc:Ignorable="w14"'
)
AUTHOR = f'w:id="7" w:author="{PERSON}" w:date="2024-04-02T09:00:00Z"'
SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>'


def run(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r w:rsidRPr="00A12B34">{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*runs: str, properties: str = "") -> str:
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    parts = [part if part.startswith("<") else run(part) for part in runs]
    return f'<w:p w14:paraId="1A2B3C4D" w:rsidR="00A12B34" w:rsidRDefault="00A12B34">{inner}{"".join(parts)}</w:p>'


BODY = para("Bins emptied by ward", properties='<w:pStyle w:val="Heading1"/>') + para(
    "The council emptied 120 bins in Market ward. ", run("Riverside", "<w:b/>"), run(" had 98.")
)
SECRET = "Complaint by the tenant of 4 Mill Lane"


def part(root: str, inner: str) -> str:
    return f"{XML}<w:{root} {SPACES}>{inner}</w:{root}>"


def style(name: str, properties: str, kind: str = "paragraph", based: str = "") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{on}<w:rPr>{properties}</w:rPr></w:style>'
    )


def letter(*more: str, styles: str = "", settings: str = "", main: str = MAIN) -> Package:
    """A document of Word 365 with paragraphs after its own."""
    body = BODY + "".join(more)
    page = '<w:sectPr w:rsidR="00A12B34"><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440"/></w:sectPr>'
    own = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        + style("Heading1", '<w:color w:val="2F5496" w:themeColor="accent1" w:themeShade="BF"/><w:sz w:val="32"/>')
        + style("z-TopofForm", "<w:vanish/>")
    )
    rsids = '<w:zoom w:percent="100"/><w:compat/><w:rsids><w:rsidRoot w:val="00A12B34"/></w:rsids>'
    package = Package({}).link("", "officeDocument", main)
    package = package.put(main, part("document", f"<w:body>{body}{page}</w:body>"), f"{TYPE}document.main+xml")
    package = package.add(main, "styles", STYLES, part("styles", own + styles), f"{TYPE}styles+xml")
    package = package.add(main, "settings", SETTINGS, part("settings", settings + rsids), f"{TYPE}settings+xml")
    kind = "application/vnd.openxmlformats-officedocument.theme+xml"
    package = package.add(main, "theme", "word/theme/theme1.xml", theme(), kind)
    return with_properties(package, "Microsoft Office Word")


def doc(*more: str, styles: str = "", settings: str = "") -> bytes:
    return letter(*more, styles=styles, settings=settings).pack()


def secret(properties: str, styles: str = "") -> bytes:
    """A paragraph of which one run has properties."""
    return doc(para("Reply: ", run(SECRET, properties), " done."), styles=styles)


def beside(root: str, name: str, inner: str, relation: str = "") -> Package:
    """A header, footer, footnotes or the like with its own paragraphs."""
    path = f"word/{name}.xml"
    return letter().add(MAIN, relation or root, path, part(root, inner), f"{TYPE}{root}+xml", "rIdPart")


def footnote(text: str) -> bytes:
    note = f'<w:footnote w:id="2">{para(text)}</w:footnote>'
    package = beside("footnotes", "footnotes", note)
    mark = '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:sectPr'
    return package.edit(MAIN, "<w:sectPr", mark).pack()


def header(text: str) -> bytes:
    package = beside("hdr", "header1", para(text), "header").edit(
        MAIN, "<w:pgSz", '<w:headerReference w:type="default" r:id="rIdPart"/><w:pgSz'
    )
    kind, data = f"{TYPE}header+xml", package.parts["word/header1.xml"][1]
    return package.put("word/header1.xml", data, kind).pack()


def linked(target: str, field: bool = False) -> bytes:
    """A plain hyperlink, as a relationship or as a field."""
    if field:
        code = f'<w:r><w:instrText xml:space="preserve"> HYPERLINK "{target}" </w:instrText></w:r>'
        ends = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
        return doc(para(ends[0], code, ends[1], run("our website"), ends[2]))
    package = letter(para(f'<w:hyperlink r:id="rIdWeb" w:history="1">{run("our website")}</w:hyperlink>'))
    return package.link(MAIN, "hyperlink", target, "rIdWeb", external=True).pack()


def drawn(description: str = "A map") -> str:
    """A picture in line with the text."""
    space = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return para(
        '<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="609600"/>'
        f'<wp:docPr id="1" name="Picture 1" descr="{description}"/><a:graphic><a:graphicData uri="{space}">'
        f'<pic:pic xmlns:pic="{space}"><pic:nvPicPr><pic:cNvPr id="1" name="map.jpg"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rIdPic"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr/></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def illustrated(data: bytes, description: str = "A map") -> bytes:
    return letter(drawn(description)).add(MAIN, "image", "word/media/image1.jpeg", data, "", "rIdPic").pack()


def text_box(text: str, hidden: str = "", fill: str = "", older: str | None = "") -> bytes:
    """A text box, once as Word draws it now and once, but for `None`, for older programs."""
    words = f"<w:txbxContent>{para(text)}</w:txbxContent>"
    content, older_content = (f"<{tag}>{words}</{tag}>" if text else "" for tag in ("wps:txbx", "v:textbox"))
    shape = f"<w:pict><v:shape{older}>{older_content}</v:shape></w:pict>"
    fallback = "" if older is None else f"<mc:Fallback>{shape}</mc:Fallback>"
    return doc(
        para(
            '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="3" '
            f'name="Text Box"{hidden}/>'
            '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
            f"{fill}{content}</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
            f"{fallback}</mc:AlternateContent></w:r>"
        )
    )


def filled(inner: str, reference: str = "") -> str:
    """How a shape is drawn: by itself, and by what it takes from the theme."""
    own = f'<wps:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{inner}</wps:spPr>'
    return own + (f"<wps:style>{reference}</wps:style>" if reference else "")


def table(cell: str, properties: str, words: str, whole: str = "") -> str:
    return (
        f'<w:tbl><w:tblPr>{whole}</w:tblPr><w:tblGrid><w:gridCol w:w="4000"/></w:tblGrid><w:tr><w:tc><w:tcPr>{cell}</w:tcPr>'
        f"{para(run(words, properties))}</w:tc></w:tr><w:tr><w:tc><w:tcPr/>{para('Market')}</w:tc></w:tr></w:tbl>"
    )


def nested_table() -> str:
    """A table in a shaded cell of another."""
    inner = table("", WHITE, "Ward")
    return table(SHADED, "", "Market").replace("</w:p></w:tc>", f"</w:p>{inner}{para()}</w:tc>", 1)


def by_default(properties: str) -> bytes:
    """A document that says of all its words how they are seen."""
    package = letter(para(SECRET))
    return package.edit(STYLES, "</w:rPr></w:rPrDefault>", f"{properties}</w:rPr></w:rPrDefault>").pack()


def by_the_standard_style(properties: str) -> bytes:
    """A document whose paragraphs without a style are of one that says how they are seen."""
    name = '<w:name w:val="Normal"/>'
    return letter(para(SECRET)).edit(STYLES, name, f"{name}<w:rPr>{properties}</w:rPr>").pack()


def with_effects() -> bytes:
    """Styles written once more for the effects of Word 2010."""
    package = letter(
        para("Bins", properties='<w:pStyle w:val="Glow"/>'), styles=style("Glow", '<w:color w:val="1F3864"/>')
    )
    again = part("styles", style("Glow", f'{WHITE}<w14:glow w14:rad="63500"/>'))
    relation = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
    kind = "application/vnd.ms-word.stylesWithEffects+xml"
    return package.add(MAIN, relation, "word/stylesWithEffects.xml", again, kind).pack()


def commented(remark: bool = True) -> bytes:
    note = f'<w:comment {AUTHOR} w:initials="JO">{para("Check this figure")}</w:comment>' if remark else ""
    package = beside("comments", "comments", note)
    if remark:
        mark = '<w:p><w:r><w:commentReference w:id="7"/></w:r></w:p><w:sectPr'
        package = package.edit(MAIN, "<w:sectPr", mark)
    return package.pack()


def external(kind: str, target: str, part: str = MAIN) -> bytes:
    return letter().link(part, kind, target, "rIdOut", external=True).pack()


def charted() -> bytes:
    """A chart that carries the whole workbook it was drawn from."""
    out = '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    package = letter().add(MAIN, "chart", "word/charts/chart1.xml", chart("Bins", out), kind)
    path = "word/embeddings/Microsoft_Excel_Worksheet.xlsx"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return package.add("word/charts/chart1.xml", "package", path, book().pack(), kind).pack()


def macros(main: str = "application/vnd.ms-word.document.macroEnabled.main+xml") -> bytes:
    relation = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    data = compound({"PROJECT": b'ID="{0}"', "dir": b"\x01"})
    package = letter().add(MAIN, relation, "word/vbaProject.bin", data, "application/vnd.ms-office.vbaProject")
    return package.put(MAIN, package.parts[MAIN][1], main).pack()


def custom_xml(text: str) -> bytes:
    return letter().add(MAIN, "customXml", "customXml/item1.xml", text).pack()


def more_parts() -> Package:
    """Parts that Word 365 writes of its own accord."""
    fonts = part("fonts", '<w:font w:name="Calibri"><w:panose1 w:val="020F0502020204030204"/></w:font>')
    lists = part(
        "numbering", '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/></w:lvl></w:abstractNum>'
    )
    package = letter().add(MAIN, "fontTable", "word/fontTable.xml", fonts, f"{TYPE}fontTable+xml")
    package = package.add(MAIN, "numbering", "word/numbering.xml", lists, f"{TYPE}numbering+xml")
    web = part("webSettings", "<w:optimizeForBrowser/>")
    return package.add(MAIN, "webSettings", "word/webSettings.xml", web, f"{TYPE}webSettings+xml")


def building_block(text: str) -> bytes:
    """Words that stand ready to be put in, and that no page shows."""
    block = f"<w:docParts><w:docPart><w:docPartBody>{para(text)}</w:docPartBody></w:docPart></w:docParts>"
    path, kind = "word/glossary/document.xml", f"{TYPE}document.glossary+xml"
    return letter().add(MAIN, "glossaryDocument", path, part("glossaryDocument", block), kind).pack()


def field(code: str) -> bytes:
    return doc(para(f'<w:fldSimple w:instr=" {code} ">{run("Bins")}</w:fldSimple>'))


def changed(*, inside: str) -> bytes:
    return doc(para("The figure is ", inside, "."))


def google() -> bytes:
    """Google Docs writes no docProps."""
    package = letter().drop("docProps/core.xml").drop("docProps/app.xml").drop("_rels/.rels")
    return package.link("", "officeDocument", MAIN).pack()


def unprefixed(package: Package) -> Package:
    """The same document with Word's names as the default namespace, and another prefix for their attributes."""
    kind, data = package.parts[MAIN]
    assert isinstance(data, str)
    data = data.replace("<w:", "<").replace("</w:", "</").replace(" w:", " word:")
    return package.put(MAIN, data.replace("xmlns:w=", f'xmlns="{WORD}" xmlns:word='), kind)


def contents() -> bytes:
    """A table of contents, whose page numbers Word hides in its web view only."""
    code = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r>'
    web = "<w:noProof/><w:webHidden/>"
    ends = [
        f'<w:r><w:rPr>{web}</w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    entry = f'<w:hyperlink w:anchor="_Toc1" w:history="1">{run("Bins")}{run("2", web)}</w:hyperlink>'
    return doc(para(ends[0], code, ends[1], entry, ends[2]))


def picked() -> bytes:
    """A box to choose a date, with its words shown."""
    return doc(
        '<w:sdt><w:sdtPr><w:alias w:val="Date"/><w:tag w:val="date"/><w:showingPlcHdr/><w:date/></w:sdtPr>'
        f"<w:sdtContent>{para('Choose a date')}</w:sdtContent></w:sdt>"
    )


def mail_merge() -> bytes:
    settings = (
        '<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:dataType w:val="native"/>'
        '<w:dataSource r:id="rIdOut"/></w:mailMerge>'
    )
    target = "file:///\\\\fbc-fs01\\housing\\tenants.xlsx"
    return letter(settings=settings).link(SETTINGS, "mailMergeSource", target, "rIdOut", external=True).pack()


def imported() -> bytes:
    """A web page that Word takes in when it opens the document."""
    package = letter('<w:altChunk r:id="rIdChunk"/>')
    return package.add(MAIN, "aFChunk", "word/afchunk.htm", b"<p>Not for publication", "text/html", "rIdChunk").pack()


def embedded() -> bytes:
    package = letter(para('<w:r><w:object><o:OLEObject Type="Embed" ProgID="Package" r:id="rIdOle"/></w:object></w:r>'))
    data = compound({"\x01Ole10Native": b"letter.txt"})
    return package.add(MAIN, "oleObject", "word/embeddings/oleObject1.bin", data, "", "rIdOle").pack()


WHITE = '<w:color w:val="FFFFFF"/>'
WHITE_THEME = '<w:color w:val="FFFFFF" w:themeColor="background1"/>'
FIRST_ROW_SHADED = (
    '<w:style w:type="table" w:styleId="Banded"><w:name w:val="Banded"/><w:tblStylePr w:type="firstRow">'
    f"<w:rPr><w:b/></w:rPr><w:tcPr>{SHADED}</w:tcPr></w:tblStylePr></w:style>"
)
BANDED = '<w:tblStyle w:val="Banded"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:noVBand="1"/>'
SHADED_STYLE = (
    f'<w:style w:type="paragraph" w:styleId="Banner"><w:name w:val="Banner"/><w:pPr>{SHADED}</w:pPr></w:style>'
)
BLACK_FILL = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
WHITE_FILL = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
OUTLINED = f'<a:ln w="9525">{BLACK_FILL}</a:ln>'
THEME_FILL = '<a:lnRef idx="2"/><a:fillRef idx="1"><a:schemeClr val="accent1"/></a:fillRef><a:effectRef idx="0"/>'
FORM_TEMPLATES = (
    '<FormTemplates xmlns="http://schemas.microsoft.com/sharepoint/v3/contenttype/forms">'
    "<Display>DocumentLibraryForm</Display><Edit>DocumentLibraryForm</Edit><New>DocumentLibraryForm</New>"
    "</FormTemplates>"
)
VANISHING = style("Internal", "<w:vanish/>", "character")

SOURCES = (
    '<b:Sources SelectedStyle="\\APASixthEditionOfficeOnline.xsl" StyleName="APA" Version="6" '
    'xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"></b:Sources>'
)
SHARED = (
    '<p:properties xmlns:p="http://schemas.microsoft.com/office/2006/metadata/properties"><documentManagement>'
    f"<SharedWithUsers><UserInfo><DisplayName>{PERSON}</DisplayName></UserInfo></SharedWithUsers>"
    "</documentManagement></p:properties>"
)

SAMPLES: tuple[Sample, ...] = (
    *samples(
        "",
        {
            "word-365.docx": doc,
            "UPPER-CASE.DOCX": doc,
            "google-docs.docx": google,
            "strict-open-xml.docx": lambda: (
                letter().edit(MAIN, "<w:document ", '<w:document w:conformance="strict" ').strict().pack()
            ),
            "names-without-a-prefix.docx": lambda: unprefixed(letter()).pack(),
            "document-in-another-place.docx": lambda: letter(main="word/document2.xml").pack(),
            "white-heading-in-a-dark-cell.docx": lambda: doc(table(SHADED, WHITE_THEME, "Ward")),
            "white-heading-on-a-dark-paragraph.docx": lambda: doc(para(run("Ward", WHITE), properties=SHADED)),
            "white-words-on-dark-words.docx": lambda: doc(para(run("Ward", WHITE + SHADED))),
            "yellow-highlight.docx": lambda: secret('<w:highlight w:val="yellow"/>'),
            "grey-cell.docx": lambda: doc(table('<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>', "", "Ward")),
            "automatic-words-on-a-black-cell.docx": lambda: doc(
                table('<w:shd w:val="clear" w:color="auto" w:fill="000000"/>', '<w:color w:val="auto"/>', "Ward")
            ),
            "hyperlink.docx": lambda: linked("https://www.example.org/bins?page=2"),
            "hyperlink-field.docx": lambda: linked("https://www.example.org/bins", field=True),
            "footnote.docx": lambda: footnote("Figures are rounded."),
            "page-header.docx": lambda: header("Fenmarch Borough Council"),
            "text-box.docx": lambda: text_box("Figures are rounded."),
            "picture.docx": lambda: illustrated(picture("JPEG")),
            "quotation-marks.docx": lambda: doc(para("The “bins” policy – ward’s own … £1,200")),
            "table-of-contents.docx": contents,
            "box-to-choose-a-date.docx": picked,
            "said-not-to-be-hidden.docx": lambda: secret('<w:vanish w:val="0"/><w:specVanish w:val="false"/>'),
            "hidden-paragraph-mark.docx": lambda: doc(
                para("Bins", properties="<w:rPr><w:vanish/><w:specVanish/></w:rPr>"), para("Wards")
            ),
            "tiny-empty-paragraph.docx": lambda: doc(para(properties='<w:rPr><w:sz w:val="2"/></w:rPr>')),
            "tracking-on-without-changes.docx": lambda: doc(settings="<w:trackRevisions/>"),
            "empty-list-of-sources.docx": lambda: custom_xml(SOURCES),
            "parts-of-word-365.docx": lambda: more_parts().pack(),
            "no-comments-left.docx": lambda: commented(remark=False),
            "white-heading-by-a-table-style.docx": lambda: doc(
                table("", WHITE, "Ward", BANDED), styles=FIRST_ROW_SHADED
            ),
            "white-words-in-a-shaded-table.docx": lambda: doc(table("", WHITE, "Ward", SHADED)),
            "white-words-in-a-shaded-style.docx": lambda: doc(
                para(run("Ward", WHITE), properties='<w:pStyle w:val="Banner"/>'), styles=SHADED_STYLE
            ),
            "white-words-in-a-table-in-a-dark-cell.docx": lambda: doc(nested_table()),
            "white-words-in-a-shape-of-the-theme.docx": lambda: text_box(
                run("Ward", WHITE), fill=filled("", THEME_FILL), older=' fillcolor="#4472c4 [3204]"'
            ),
            "forms-of-sharepoint.docx": lambda: custom_xml(FORM_TEMPLATES),
            "label-of-sensitivity.docx": lambda: labelled(letter(), "Official Sensitive").pack(),
            "label-of-sensitivity-with-its-own-name.docx": lambda: labelled(letter(), "Amber Winter").pack(),
            "styles-with-effects.docx": with_effects,
            "creator-anonymous.docx": lambda: created_by(letter(), "Anonymous").pack(),
            "creator-python-docx.docx": lambda: created_by(letter(), "python-docx").pack(),
            "creator-un-named.docx": lambda: created_by(letter(), "Un-named").pack(),
        },
    ),
    *samples(
        "attachment-hidden-text",
        {
            "hidden-words.docx": lambda: secret("<w:vanish/>"),
            "hidden-words-on.docx": lambda: secret('<w:vanish w:val="on"/>'),
            "hidden-words-strict.docx": lambda: letter(para(run(SECRET, "<w:vanish/>"))).strict().pack(),
            "hidden-words-without-a-prefix.docx": lambda: unprefixed(letter(para(run(SECRET, "<w:vanish/>")))).pack(),
            "hidden-by-a-character-style.docx": lambda: secret('<w:rStyle w:val="Internal"/>', VANISHING),
            "hidden-by-a-paragraph-style.docx": lambda: doc(
                para(SECRET, properties='<w:pStyle w:val="Internal"/>'), styles=style("Internal", "<w:vanish/>")
            ),
            "hidden-by-a-style-s-parent.docx": lambda: secret(
                '<w:rStyle w:val="Aside"/>', style("Aside", "<w:i/>", "character", "Internal") + VANISHING
            ),
            "hidden-in-a-footnote.docx": lambda: footnote(run(SECRET, "<w:vanish/>")),
            "hidden-table-row.docx": lambda: doc(
                table("", "", SECRET).replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>", 1)
            ),
            "white-words.docx": lambda: secret(WHITE),
            "white-words-of-the-theme.docx": lambda: secret(WHITE_THEME),
            "white-words-by-a-style.docx": lambda: secret(
                '<w:rStyle w:val="Aside"/>', style("Aside", WHITE, "character")
            ),
            "nearly-white-words.docx": lambda: secret('<w:color w:val="FEFEFE"/>'),
            "white-words-in-a-plain-cell.docx": lambda: doc(table("", WHITE, SECRET)),
            "words-without-a-fill.docx": lambda: secret("<w14:textFill><w14:noFill/></w14:textFill>"),
            "hidden-text-box.docx": lambda: text_box(SECRET, ' hidden="1"'),
            "words-of-one-point.docx": lambda: secret('<w:sz w:val="2"/><w:szCs w:val="2"/>'),
            "white-words-in-a-white-text-box.docx": lambda: text_box(
                run(SECRET, WHITE), fill=filled(WHITE_FILL + OUTLINED), older=None
            ),
            "white-words-in-an-outlined-text-box.docx": lambda: text_box(
                run(SECRET, WHITE), fill=filled(OUTLINED), older=None
            ),
            "hidden-by-default.docx": lambda: by_default("<w:vanish/>"),
            "white-by-default.docx": lambda: by_default(WHITE),
            "hidden-by-the-standard-style.docx": lambda: by_the_standard_style("<w:vanish/>"),
            "white-by-the-standard-style.docx": lambda: by_the_standard_style(WHITE),
            "white-words-with-white-highlight.docx": lambda: secret(f'{WHITE}<w:highlight w:val="white"/>'),
            "words-squeezed-to-a-line.docx": lambda: secret('<w:w w:val="1"/>'),
        },
    ),
    *samples(
        "attachment-covered-text",
        {
            "black-highlight.docx": lambda: secret('<w:highlight w:val="black"/>'),
            "black-shading.docx": lambda: secret(
                '<w:shd w:val="clear" w:color="auto" w:fill="000000"/><w:color w:val="000000"/>'
            ),
            "black-solid-shading.docx": lambda: secret(
                '<w:color w:val="000000"/><w:shd w:val="solid" w:color="000000" w:fill="auto"/>'
            ),
            "black-shape.docx": lambda: text_box("", fill=filled(BLACK_FILL), older=' fillcolor="black"'),
            "black-words-in-a-black-cell.docx": lambda: doc(
                table('<w:shd w:val="clear" w:color="auto" w:fill="000000"/>', '<w:color w:val="000000"/>', SECRET)
            ),
        },
    ),
    *samples(
        "attachment-tracked-changes",
        {
            "inserted.docx": lambda: changed(inside=f"<w:ins {AUTHOR}>{run('120')}</w:ins>"),
            "deleted.docx": lambda: changed(inside=f"<w:del {AUTHOR}>{run('118').replace('w:t', 'w:delText')}</w:del>"),
            "moved.docx": lambda: changed(
                inside=f"<w:moveFrom {AUTHOR}>{run('118')}</w:moveFrom><w:moveTo {AUTHOR}>{run('118')}</w:moveTo>"
            ),
            "format-changed.docx": lambda: secret(f"<w:b/><w:rPrChange {AUTHOR}><w:rPr/></w:rPrChange>"),
            "paragraph-changed.docx": lambda: doc(
                para("Bins", properties=f'<w:jc w:val="left"/><w:pPrChange {AUTHOR}><w:pPr/></w:pPrChange>')
            ),
            "paragraph-mark-deleted.docx": lambda: doc(para("Bins", properties=f"<w:rPr><w:del {AUTHOR}/></w:rPr>")),
            "row-inserted.docx": lambda: doc(
                table("", "", "Ward").replace("<w:tr>", f"<w:tr><w:trPr><w:ins {AUTHOR}/></w:trPr>", 1)
            ),
            "deleted-in-a-footnote.docx": lambda: footnote(
                f"<w:del {AUTHOR}>{run('118').replace('w:t', 'w:delText')}</w:del>"
            ),
        },
    ),
    *samples("attachment-comments", {"comment.docx": commented}),
    *samples(
        "attachment-external-link",
        {
            "attached-template.docx": lambda: external(
                "attachedTemplate", "file:///\\\\fbc-fs01\\templates\\letter.dotm", SETTINGS
            ),
            "linked-picture.docx": lambda: external("image", "http://example.org/pixel.png"),
            "linked-object.docx": lambda: external("oleObject", "file:///C:\\figures.xlsx"),
            "linked-frame.docx": lambda: external("frame", "http://example.org/page.htm"),
            "document-within.docx": lambda: external("subDocument", "chapter2.docx"),
            "field-that-fetches-a-picture.docx": lambda: field(
                "INCLUDEPICTURE &quot;http://example.org/p.png&quot; \\d"
            ),
            "mail-merge.docx": mail_merge,
        },
    ),
    *samples(
        "attachment-embedded",
        {
            "embedded-object.docx": embedded,
            "chart-with-its-workbook.docx": charted,
            "web-page-taken-in.docx": imported,
        },
    ),
    *samples(
        "attachment-macros",
        {
            "macros.docm": macros,
            "macros-named.docx": lambda: macros(f"{TYPE}document.main+xml"),
        },
    ),
    *samples(
        "attachment-metadata",
        {
            "creator.docx": lambda: with_author(letter()).pack(),
            "last-modified-by.docx": lambda: (
                letter().edit(CORE, "<cp:lastModifiedBy>", f"<cp:lastModifiedBy>{PERSON}").pack()
            ),
            "custom-properties.docx": lambda: with_custom_properties(letter()).pack(),
            "thumbnail.docx": lambda: with_thumbnail(letter()).pack(),
            "data-of-a-case-system.docx": lambda: custom_xml(
                "<case xmlns='urn:fenmarch:casework'><officer>Post 7</officer></case>"
            ),
            "shared-with-a-person.docx": lambda: custom_xml(SHARED),
            "variables.docx": lambda: doc(
                settings='<w:docVars><w:docVar w:name="Officer" w:val="Jane Osterley"/></w:docVars>'
            ),
        },
    ),
    *samples(
        "attachment-location",
        {
            "photograph-with-place.docx": lambda: illustrated(photo(inner=place())),
        },
    ),
    *samples(
        "attachment-email",
        {
            "email.docx": lambda: doc(para(f"Write to {EMAIL} today")),
            "email-in-runs.docx": lambda: doc(
                para(run("j.oster"), '<w:proofErr w:type="spellEnd"/>', run("ley@"), run("example.org", "<w:b/>"))
            ),
            "email-in-a-building-block.docx": lambda: building_block(EMAIL),
            "email-in-a-header.docx": lambda: header(EMAIL),
            "email-in-a-text-box.docx": lambda: text_box(EMAIL),
            "email-link.docx": lambda: linked(f"mailto:{EMAIL}"),
            "email-link-field.docx": lambda: linked(f"mailto:{EMAIL}", field=True),
            "email-in-a-picture-s-description.docx": lambda: illustrated(picture("JPEG"), f"Card of {EMAIL}"),
            "email-in-a-table.docx": lambda: doc(table("", "", EMAIL)),
        },
    ),
    *samples(
        "attachment-phone",
        {
            "telephone.docx": lambda: doc(para(f"Telephone {PHONE}")),
            "mobile-with-odd-hyphens.docx": lambda: doc(
                para("<w:r><w:t>07700</w:t><w:noBreakHyphen/><w:t>900</w:t><w:noBreakHyphen/><w:t>123</w:t></w:r>")
            ),
            "mobile-in-a-header.docx": lambda: header(MOBILE),
        },
    ),
    *samples("attachment-national-insurance", {"national-insurance-in-a-footnote.docx": lambda: footnote(INSURANCE)}),
    *samples("attachment-encrypted", {"password.docx": encrypted}),
    *samples(
        "attachment-unsafe",
        {
            "doctype.docx": lambda: (
                letter().edit(MAIN, "<w:document", '<!DOCTYPE d [<!ENTITY x "y">]><w:document').pack()
            ),
            "name-that-climbs.docx": lambda: zipped([*letter().members(), Member("../a.txt")]),
            "two-of-a-name.docx": lambda: zipped([*letter().members(), Member(MAIN, b"<a/>")]),
        },
    ),
    *samples(
        "attachment-too-large",
        {
            "bomb.docx": lambda: zipped([*letter().members(), bomb_member("word/media/image9.png", 600)]),
        },
    ),
    *samples(
        "attachment-unreadable",
        {
            "cut-short.docx": lambda: doc()[:2000],
            "workbook-named.docx": lambda: book().pack(),
            "broken-xml.docx": lambda: letter().edit(MAIN, "</w:body>", "").pack(),
            "rich-text-named.docx": lambda: b"{\\rtf1\\ansi Bins\\par}",
        },
    ),
)
