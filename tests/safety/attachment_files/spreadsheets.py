"""Excel workbooks as Excel, LibreOffice, Google Sheets and openpyxl write them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from io import BytesIO
from itertools import chain
from zipfile import ZipFile

from tests.safety.attachment_files.images import photo, picture, place
from tests.safety.attachment_files.packages import (
    DRAWING,
    EMAIL,
    INSURANCE,
    MOBILE,
    OFFICE,
    PERSON,
    PHONE,
    SHEET,
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

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
TABLE: tuple[tuple[str | float, ...], ...] = (
    ("Ward", "Bins emptied", "Cost in pounds"),
    ("Market", 120, 340.5),
    ("Riverside", 98, 301),
    ("Castle Hill", 45, 150.25),
    ("Fen End", 12, 41),
)
WHITE, WHITE_THEME, NO_FORMAT, WHITE_INDEX, NEARLY_WHITE, ON_ITS_FILL, TINY, HEADING, GREY, POUNDS, DIGITS = range(
    1, 12
)
FONTS = (
    '<color theme="1"/>',
    '<color rgb="FFFFFFFF"/>',
    '<color theme="0"/>',
    '<color indexed="9"/>',
    '<color rgb="FFFEFEFE"/>',
    '<color rgb="FFC00000"/>',
)
FILLS = ("FF1F3864", "FFC00000", "FFD9D9D9")
STYLES = (
    f'{XML}<styleSheet xmlns="{SHEET}"><numFmts count="3"><numFmt numFmtId="164" formatCode="&quot;£&quot;#,##0.00"/>'
    '<numFmt numFmtId="165" formatCode=";;;"/><numFmt numFmtId="166" formatCode="00000000000"/></numFmts><fonts count="7">'
    + "".join(f'<font><sz val="11"/>{colour}<name val="Calibri"/><family val="2"/></font>' for colour in FONTS)
    + '<font><sz val="1"/><color theme="1"/><name val="Calibri"/></font></fonts><fills count="5">'
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    + "".join(
        f'<fill><patternFill patternType="solid"><fgColor rgb="{c}"/><bgColor indexed="64"/></patternFill></fill>'
        for c in FILLS
    )
    + '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="12">'
    + "".join(
        f'<xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" applyNumberFormat="1" '
        f'applyFont="1" applyFill="1"/>'
        for number, font, fill in (
            *((0, 0, 0), (0, 1, 0), (0, 2, 0), (165, 0, 0), (0, 3, 0), (0, 4, 0), (0, 5, 3), (0, 6, 0)),
            *((0, 2, 2), (0, 0, 4), (164, 0, 0), (166, 0, 0)),
        )
    )
    + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    '<dxfs count="2"><dxf><font><color rgb="FF9C0006"/></font><fill><patternFill><bgColor rgb="FFFFC7CE"/>'
    '</patternFill></fill></dxf><dxf><numFmt numFmtId="165" formatCode=";;;"/></dxf></dxfs></styleSheet>'
)


def _cell(ref: str, value: str | float, style: int) -> str:
    mark = f' s="{style}"' if style else ""
    if isinstance(value, str):
        inner = value if value.startswith("<r>") else f'<t xml:space="preserve">{value}</t>'
        return f'<c r="{ref}"{mark} t="inlineStr"><is>{inner}</is></c>'
    return f'<c r="{ref}"{mark}><v>{value}</v></c>'


def sheet(
    rows: Sequence[Sequence[str | float]] = TABLE,
    *,
    row: Mapping[int, str] | None = None,
    style: Mapping[str, int] | None = None,
    before: str = "",
    after: str = "",
) -> str:
    """A worksheet: its cells, the attributes of some rows, and what stands before and after the cells."""
    row, style, lines = row or {}, style or {}, []
    for n, values in enumerate(rows, 1):
        cells = [_cell(f"{'ABCDEF'[i]}{n}", v, style.get(f"{'ABCDEF'[i]}{n}", 0)) for i, v in enumerate(values)]
        attributes = f" {row[n]}" if n in row else ""
        lines.append(f'<row r="{n}" spans="1:{len(values)}"{attributes}>{"".join(cells)}</row>')
    return (
        f'{XML}<worksheet xmlns="{SHEET}" xmlns:r="{OFFICE}">{before}<sheetData>{"".join(lines)}</sheetData>{after}'
        '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>'
    )


def book(
    *sheets: str,
    state: Mapping[int, str] | None = None,
    names: str = "",
    base: str = "xl/",
    inline: bool = False,
) -> Package:
    """A workbook of Excel 365. The sheets are Sheet1, Sheet2…, each with a state if one is given."""
    sheets, state = sheets or (sheet(),), state or {}
    listed = "".join(
        f'<sheet name="Sheet{n}" sheetId="{n}"{" " + state[n] if n in state else ""} r:id="rId{n}"/>'
        for n in range(1, len(sheets) + 1)
    )
    workbook = (
        f'{XML}<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}" xmlns:mc="{MARKUP}" mc:Ignorable="x15 xr" '
        'xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" '
        'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision">'
        '<fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="27328"/>'
        '<workbookPr defaultThemeVersion="166925"/><xr:revisionPtr revIDLastSave="0" '
        'documentId="8_{6A0F3B1E-0000-4000-8000-000000000001}" xr6:coauthVersionLast="47" xr6:coauthVersionMax="47" '
        'xmlns:xr6="http://schemas.microsoft.com/office/spreadsheetml/2016/revision6"/>'
        '<bookViews><workbookView xWindow="-120" yWindow="-120" windowWidth="29040" windowHeight="15840"/></bookViews>'
        f"<sheets>{listed}</sheets>{'<definedNames>' + names + '</definedNames>' if names else ''}"
        '<calcPr calcId="191029"/></workbook>'
    )
    strings: list[str] = []

    def share(match: re.Match[str]) -> str:
        strings.append(match[1])
        return f't="s"><v>{len(strings) - 1}</v></c>'

    main = f"{base}workbook.xml"
    package = Package({}).link("", "officeDocument", main).put(main, workbook, f"{TYPE}sheet.main+xml")
    for n, text in enumerate(sheets, 1):
        data = text if inline else re.sub(r't="inlineStr"><is>(.*?)</is></c>', share, text)
        package = package.add(main, "worksheet", f"{base}worksheets/sheet{n}.xml", data, f"{TYPE}worksheet+xml")
    package = package.add(main, "styles", f"{base}styles.xml", STYLES, f"{TYPE}styles+xml")
    kind = "application/vnd.openxmlformats-officedocument.theme+xml"
    package = package.add(main, "theme", f"{base}theme/theme1.xml", theme(), kind)
    if not inline:
        items = "".join(f"<si>{text}</si>" for text in strings)
        count = f'count="{len(strings)}" uniqueCount="{len(strings)}"'
        shared = f'{XML}<sst xmlns="{SHEET}" {count}>{items}</sst>'
        package = package.add(main, "sharedStrings", f"{base}sharedStrings.xml", shared, f"{TYPE}sharedStrings+xml")
    return with_properties(package, "Microsoft Excel")


MAIN, FIRST, CORE, APP = "xl/workbook.xml", "xl/worksheets/sheet1.xml", "docProps/core.xml", "docProps/app.xml"
STYLE_SHEET = "xl/styles.xml"


def row_with(text: str) -> str:
    return sheet((*TABLE, (text, 1, 2)))


def columns(xml: str) -> bytes:
    return book(sheet(before=f"<cols>{xml}</cols>")).pack()


def rows(row: Mapping[int, str], before: str = "", after: str = "") -> bytes:
    return book(sheet(row=row, before=before, after=after)).pack()


def styled(style: int, cell: str = "A3") -> bytes:
    return book(sheet(style={cell: style})).pack()


def coloured(font: str, pattern: str = "", ground: str = "") -> bytes:
    """A cell whose words and ground have colours of their own, as XML of the format."""
    fill = f'<fill><patternFill patternType="{pattern}"><fgColor {ground}/></patternFill></fill>'
    number = 5 if pattern else 0
    package = book(sheet(style={"A3": 12})).edit(STYLE_SHEET, '<fonts count="7">', '<fonts count="8">')
    package = package.edit(STYLE_SHEET, "</fonts>", f'<font><sz val="11"/><color {font}/></font></fonts>')
    if pattern:
        package = package.edit(STYLE_SHEET, '<fills count="5">', '<fills count="6">')
        package = package.edit(STYLE_SHEET, "</fills>", f"{fill}</fills>")
    one = f'<xf numFmtId="0" fontId="7" fillId="{number}" borderId="0" xfId="0" applyFont="1" applyFill="1"/>'
    package = package.edit(STYLE_SHEET, '<cellXfs count="12">', '<cellXfs count="13">')
    return package.edit(STYLE_SHEET, "</cellXfs>", f"{one}</cellXfs>").pack()


def white_on_condition() -> bytes:
    """Words that a condition turns white, on no colour of its own."""
    rule = '<cfRule type="cellIs" dxfId="2" priority="1" operator="lessThan"><formula>50</formula></cfRule>'
    after = f'<conditionalFormatting sqref="B2:B5">{rule}</conditionalFormatting>'
    white = '<dxf><font><color rgb="FFFFFFFF"/></font></dxf></dxfs>'
    package = book(sheet(after=after)).edit(STYLE_SHEET, '<dxfs count="2">', '<dxfs count="3">')
    return package.edit(STYLE_SHEET, "</dxfs>", white).pack()


def second(state: str, names: str = "") -> Package:
    """Two sheets, the second in a state."""
    return book(sheet(), sheet((("Officer", "Grade"), ("Post 1", 7))), state={2: state}, names=names)


def named(name: str) -> bytes:
    return book(names=name).pack()


def libreoffice() -> Package:
    """LibreOffice says `false` wherever nothing is hidden."""
    plain = 'customFormat="false" ht="12.8" hidden="false" customHeight="false" outlineLevel="0" collapsed="false"'
    before = (
        '<sheetPr filterMode="false"><pageSetUpPr fitToPage="false"/></sheetPr><dimension ref="A1:C5"/><sheetViews>'
        '<sheetView showFormulas="false" showGridLines="true" showRowColHeaders="true" showZeros="true" '
        'rightToLeft="false" tabSelected="true" showOutlineSymbols="true" defaultGridColor="true" workbookViewId="0"/>'
        '</sheetViews><sheetFormatPr defaultColWidth="11.53515625" defaultRowHeight="12.8" zeroHeight="false" '
        'outlineLevelRow="0" outlineLevelCol="0"/><cols><col collapsed="false" customWidth="true" hidden="false" '
        'outlineLevel="0" max="1" min="1" style="0" width="18.1"/></cols>'
    )
    package = book(sheet(row=dict.fromkeys(range(1, 6), plain), before=before), state={1: 'state="visible"'})
    return package.edit(APP, "Microsoft Excel", "LibreOffice/24.2.1.2$Linux_X86_64 LibreOffice_project/db4def")


def google() -> Package:
    """Google Sheets writes no docProps, and an empty drawing beside every sheet."""
    package = book(sheet(before='<sheetPr><outlinePr summaryBelow="0" summaryRight="0"/></sheetPr>'))
    package = package.drop(CORE).drop(APP).drop("_rels/.rels").link("", "officeDocument", MAIN)
    return with_drawing(package, "")


def with_drawing(package: Package, inner: str, part: str = FIRST, root: str = "worksheet") -> Package:
    """Put a drawing on a sheet."""
    drawing = (
        f'{XML}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        f'xmlns:a="{DRAWING}" xmlns:r="{OFFICE}" xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    )
    if inner:
        drawing += (
            "<xdr:twoCellAnchor><xdr:from><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row>"
            "<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff>"
            f"<xdr:row>12</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>{inner}<xdr:clientData/></xdr:twoCellAnchor>"
        )
    kind = "application/vnd.openxmlformats-officedocument.drawing+xml"
    package = package.add(part, "drawing", "xl/drawings/drawing1.xml", drawing + "</xdr:wsDr>", kind, "rIdDraw")
    return package.edit(part, f"</{root}>", f'<drawing r:id="rIdDraw"/></{root}>')


def text_box(text: str, hidden: str = "", fill: str = "") -> bytes:
    shape = (
        f'<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="TextBox 1"{hidden}/><xdr:cNvSpPr '
        'txBox="1"/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="914400" cy="914400"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}</xdr:spPr><xdr:txBody><a:bodyPr/><a:lstStyle/>'
        f'<a:p><a:r><a:rPr lang="en-GB"/><a:t>{text}</a:t></a:r></a:p></xdr:txBody></xdr:sp>'
    )
    return with_drawing(book(), shape).pack()


def with_picture(data: bytes, end: str) -> bytes:
    shape = (
        '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Picture 1"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
        '<a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="914400" cy="609600"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</xdr:spPr></xdr:pic>"
    )
    return with_drawing(book(), shape).add("xl/drawings/drawing1.xml", "image", f"xl/media/image1.{end}", data).pack()


def with_chart(title: str, package: Package | None = None, part: str = FIRST, root: str = "worksheet") -> bytes:
    """A chart of the visible cells, with the values it keeps."""
    frame = (
        '<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Chart 1"/><xdr:cNvGraphicFramePr/>'
        '</xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rId1"/>'
        "</a:graphicData></a:graphic></xdr:graphicFrame>"
    )
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    package = with_drawing(package or book(), frame, part, root)
    return package.add("xl/drawings/drawing1.xml", "chart", "xl/charts/chart1.xml", chart(title), kind).pack()


def chart(title: str, after: str = "") -> str:
    labels = "".join(f'<c:pt idx="{i}"><c:v>{line[0]}</c:v></c:pt>' for i, line in enumerate(TABLE[1:]))
    values = "".join(f'<c:pt idx="{i}"><c:v>{line[1]}</c:v></c:pt>' for i, line in enumerate(TABLE[1:]))
    return (
        f'{XML}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="{DRAWING}" '
        f'xmlns:r="{OFFICE}"><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich>'
        '</c:tx><c:overlay val="0"/></c:title><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/>'
        '<c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/><c:cat><c:strRef>'
        f'<c:f>Sheet1!$A$2:$A$5</c:f><c:strCache><c:ptCount val="4"/>{labels}</c:strCache></c:strRef></c:cat><c:val>'
        f'<c:numRef><c:f>Sheet1!$B$2:$B$5</c:f><c:numCache><c:ptCount val="4"/>{values}</c:numCache></c:numRef></c:val>'
        '</c:ser><c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling/>'
        '<c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling/>'
        '<c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/>'
        f"</c:chart>{after}</c:chartSpace>"
    )


def other_sheet(kind: str, content: str, folder: str, body: str, state: str = "") -> Package:
    """A second sheet that is no worksheet."""
    path = f"xl/{folder}/sheet1.xml"
    package = book().add(MAIN, kind, path, f"{XML}{body}", content, "rIdOther")
    return package.edit(MAIN, "</sheets>", f'<sheet name="Other" sheetId="9"{state} r:id="rIdOther"/></sheets>')


def chart_sheet(state: str) -> bytes:
    path = "xl/chartsheets/sheet1.xml"
    package = other_sheet("chartsheet", f"{TYPE}chartsheet+xml", "chartsheets", CHART_SHEET, state)
    return with_chart("Bins emptied", package, path, "chartsheet")


def pivot(records: bool) -> bytes:
    """The cache of a pivot table, which keeps rows that the table does not show."""
    cache = (
        f'{XML}<pivotCacheDefinition xmlns="{SHEET}" xmlns:r="{OFFICE}" refreshedVersion="8" recordCount="2">'
        '<cacheSource type="worksheet"><worksheetSource ref="A1:B3" sheet="Sheet1"/></cacheSource><cacheFields count="1">'
        '<cacheField name="Ward" numFmtId="0"><sharedItems count="2"><s v="Market"/><s v="Riverside"/></sharedItems>'
        "</cacheField></cacheFields></pivotCacheDefinition>"
    )
    path = "xl/pivotCache/pivotCacheDefinition1.xml"
    package = book().add(MAIN, "pivotCacheDefinition", path, cache, f"{TYPE}pivotCacheDefinition+xml", "rIdPivot")
    package = package.edit(
        MAIN, "</workbook>", '<pivotCaches><pivotCache cacheId="1" r:id="rIdPivot"/></pivotCaches></workbook>'
    )
    if records:
        rows = (
            f'{XML}<pivotCacheRecords xmlns="{SHEET}" count="2"><r><x v="0"/></r><r><x v="1"/></r></pivotCacheRecords>'
        )
        kind = f"{TYPE}pivotCacheRecords+xml"
        package = package.add(path, "pivotCacheRecords", "xl/pivotCache/pivotCacheRecords1.xml", rows, kind)
    return package.pack()


def linked_book() -> Package:
    """A link to another workbook, with the values last read from it."""
    text = (
        f'{XML}<externalLink xmlns="{SHEET}" xmlns:r="{OFFICE}"><externalBook r:id="rId1"><sheetNames>'
        '<sheetName val="Staff"/></sheetNames><sheetDataSet><sheetData sheetId="0"><row r="1"><cell r="A1" t="str">'
        "<v>Post 1</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>"
    )
    path = "xl/externalLinks/externalLink1.xml"
    package = book().add(MAIN, "externalLink", path, text, f"{TYPE}externalLink+xml", "rIdOut")
    package = package.link(path, "externalLinkPath", "file:///\\\\fbc-fs01\\finance\\staff.xlsx", external=True)
    return package.edit(
        MAIN, "<calcPr", '<externalReferences><externalReference r:id="rIdOut"/></externalReferences><calcPr'
    )


def notes(path: str = "xl/comments1.xml") -> Package:
    """A cell note, with the drawing that shows it."""
    text = (
        f'{XML}<comments xmlns="{SHEET}"><authors><author>{PERSON}</author></authors><commentList>'
        '<comment ref="B2" authorId="0" shapeId="0"><text><t>Check this figure</t></text></comment></commentList></comments>'
    )
    vml = '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"></xml>'
    package = book().add(FIRST, "comments", path, text, f"{TYPE}comments+xml")
    package = package.add(FIRST, "vmlDrawing", "xl/drawings/vmlDrawing1.vml", vml, "", "rIdNote")
    return package.edit(FIRST, "</worksheet>", '<legacyDrawing r:id="rIdNote"/></worksheet>')


def persons(inner: str) -> Package:
    text = f'{XML}<personList xmlns="{THREADS}">{inner}</personList>'
    relation = "http://schemas.microsoft.com/office/2017/10/relationships/person"
    return book().add(MAIN, relation, "xl/persons/person.xml", text, "application/vnd.ms-excel.person+xml")


ONE_PERSON = (
    f'<person displayName="{PERSON}" id="{{6A0F3B1E-0000-4000-8000-000000000002}}" userId="S-1-5-21" providerId="AD"/>'
)


def threads() -> bytes:
    text = (
        f'{XML}<ThreadedComments xmlns="{THREADS}"><threadedComment ref="B2" dT="2024-04-02T09:00:00.00" '
        'personId="{6A0F3B1E-0000-4000-8000-000000000002}" id="{6A0F3B1E-0000-4000-8000-000000000003}">'
        "<text>Check this figure</text></threadedComment></ThreadedComments>"
    )
    relation = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    kind = "application/vnd.ms-excel.threadedcomments+xml"
    return persons(ONE_PERSON).add(FIRST, relation, "xl/threadedComments/threadedComment1.xml", text, kind).pack()


def macros(
    path: str = "xl/vbaProject.bin", main: str = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
) -> bytes:
    relation = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    data = compound({"PROJECT": b'ID="{0}"', "dir": b"\x01"})
    package = book().add(MAIN, relation, path, data, "application/vnd.ms-office.vbaProject")
    text = package.parts[MAIN][1]
    return package.put(MAIN, text, main).pack()


def custom_properties(inner: str) -> tuple[str, str]:
    text = (
        f'{XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" {inner}</property></Properties>'
    )
    return text, "application/vnd.openxmlformats-officedocument.custom-properties+xml"


def with_custom_properties(package: Package) -> Package:
    text, kind = custom_properties(f'name="Owner"><vt:lpwstr>{PERSON}</vt:lpwstr>')
    return package.add("", "custom-properties", "docProps/custom.xml", text, kind)


def labelled(package: Package, label: str) -> Package:
    """Put the label of sensitivity on a file that Office keeps among its properties."""
    name = "MSIP_Label_6a0f3b1e-0000-4000-8000-000000000007_Name"
    text, kind = custom_properties(f'name="{name}"><vt:lpwstr>{label}</vt:lpwstr>')
    return package.add("", "custom-properties", "docProps/custom.xml", text, kind)


def with_thumbnail(package: Package) -> Package:
    relation = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    return package.add("", relation, "docProps/thumbnail.jpeg", picture("JPEG"))


def created_by(package: Package, creator: str) -> Package:
    return package.edit(CORE, "<dc:creator></dc:creator>", f"<dc:creator>{creator}</dc:creator>")


def with_author(package: Package) -> Package:
    return created_by(package, PERSON)


def own_path() -> bytes:
    """The folder a workbook was saved in, which Excel keeps."""
    choice = (
        '<mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath url="C:\\Users\\josterley\\Documents\\" '
        'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>'
    )
    return book().edit(MAIN, "<xr:revisionPtr", f"{choice}<xr:revisionPtr").pack()


def more_parts() -> Package:
    """Parts that Excel 365 writes of its own accord, with nothing of a person in them."""
    chain = f'{XML}<calcChain xmlns="{SHEET}"><c r="D5" i="1"/></calcChain>'
    metadata = f'{XML}<metadata xmlns="{SHEET}"><metadataTypes count="1"><metadataType name="XLDAPR"/></metadataTypes></metadata>'
    space = "http://schemas.microsoft.com/office/2020/mipLabelMetadata"
    label = (
        f'{XML}<clbl:labelList xmlns:clbl="{space}"><clbl:label id="{{6A0F3B1E-0000-4000-8000-000000000005}}" '
        'enabled="1" method="Standard" siteId="{6A0F3B1E-0000-4000-8000-000000000006}"/></clbl:labelList>'
    )
    formula = '<c r="D5"><f>SUM(B2:B5)</f><v>275</v></c></row></sheetData>'
    package = book().edit(FIRST, "</row></sheetData>", formula)
    package = package.add(MAIN, "calcChain", "xl/calcChain.xml", chain, f"{TYPE}calcChain+xml")
    package = package.add(MAIN, "sheetMetadata", "xl/metadata.xml", metadata, f"{TYPE}sheetMetadata+xml")
    relation = "http://schemas.microsoft.com/office/2020/02/relationships/classificationlabels"
    return package.add(
        "", relation, "docMetadata/LabelInfo.xml", label, "application/vnd.ms-office.classificationlabels+xml"
    )


def elsewhere() -> bytes:
    """A sheet of another name in another folder, found by its relationship only."""
    package = book(sheet(row={3: 'hidden="1"'}))
    kind, data = package.parts[FIRST]
    package = package.drop(FIRST).put("xl/data/a1b2.dat", data, kind)
    return package.edit("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "data/a1b2.dat").pack()


def in_utf16(text: str) -> bytes:
    """The first sheet in the other encoding that XML programs must read."""
    data = text.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    return book(inline=True).put(FIRST, data, f"{TYPE}worksheet+xml").pack()


def hyperlink(target: str) -> bytes:
    after = '<hyperlinks><hyperlink ref="A2" r:id="rIdWeb"/></hyperlinks>'
    return book(sheet(after=after)).link(FIRST, "hyperlink", target, "rIdWeb", external=True).pack()


def table(filtered: bool, style: Mapping[str, int] | None = None) -> bytes:
    """An Excel table, whose filter stands in its own part."""
    inner = '<filterColumn colId="0"><filters><filter val="Market"/></filters></filterColumn>' if filtered else ""
    names = "".join(f'<tableColumn id="{i}" name="{name}"/>' for i, name in enumerate(TABLE[0], 1))
    text = (
        f'{XML}<table xmlns="{SHEET}" id="1" name="Table1" displayName="Table1" ref="A1:C5" totalsRowShown="0">'
        f'<autoFilter ref="A1:C5">{inner}</autoFilter><tableColumns count="3">{names}</tableColumns>'
        '<tableStyleInfo name="TableStyleMedium2" showFirstColumn="0" showLastColumn="0" showRowStripes="1" '
        'showColumnStripes="0"/></table>'
    )
    row = dict.fromkeys((3, 4, 5), 'hidden="1"') if filtered else {}
    package = book(sheet(row=row, style=style)).add(
        FIRST, "table", "xl/tables/table1.xml", text, f"{TYPE}table+xml", "rIdTable"
    )
    return package.edit(
        FIRST, "</worksheet>", '<tableParts count="1"><tablePart r:id="rIdTable"/></tableParts></worksheet>'
    ).pack()


def by_openpyxl() -> bytes:
    """A workbook that openpyxl writes, with the times of its writing put right."""
    workbook = import_module("openpyxl").Workbook()
    workbook.properties.creator = ""
    for line in TABLE:
        workbook.active.append(line)
    out = BytesIO()
    workbook.save(out)
    with ZipFile(out) as file:
        parts = {
            name: re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2024-04-02T09:00:00Z", file.read(name))
            for name in file.namelist()
        }
    return zipped(Member(name, data) for name, data in parts.items())


def revisions() -> bytes:
    """The history that a shared workbook keeps."""
    head = (
        f'{XML}<headers xmlns="{SHEET}" xmlns:r="{OFFICE}" guid="{{6A0F3B1E-0000-4000-8000-000000000004}}"><header '
        'guid="{6A0F3B1E-0000-4000-8000-000000000004}" dateTime="2024-04-02T09:00:00" maxSheetId="2" '
        'userName="officer" r:id="rId1"><sheetIdMap count="1"><sheetId val="1"/></sheetIdMap></header></headers>'
    )
    log = (
        f'{XML}<revisions xmlns="{SHEET}"><rcc rId="1" sId="1"><oc r="B2"><v>118</v></oc><nc r="B2"><v>120</v></nc></rcc>'
        "</revisions>"
    )
    package = book().add(
        MAIN, "revisionHeaders", "xl/revisions/revisionHeaders.xml", head, f"{TYPE}revisionHeaders+xml"
    )
    return package.add(
        "xl/revisions/revisionHeaders.xml",
        "revisionLog",
        "xl/revisions/revisionLog1.xml",
        log,
        f"{TYPE}revisionLog+xml",
    ).pack()


def connections() -> Package:
    text = (
        f'{XML}<connections xmlns="{SHEET}"><connection id="1" name="Staff" type="1" refreshedVersion="8">'
        '<dbPr connection="DSN=Payroll;DATABASE=hr" command="SELECT * FROM staff"/></connection></connections>'
    )
    return book().add(MAIN, "connections", "xl/connections.xml", text, f"{TYPE}connections+xml")


def query() -> bytes:
    text = f'{XML}<queryTable xmlns="{SHEET}" name="Staff" connectionId="1"/>'
    path = "xl/queryTables/queryTable1.xml"
    return connections().add(FIRST, "queryTable", path, text, f"{TYPE}queryTable+xml").pack()


def model() -> bytes:
    relation = "http://schemas.microsoft.com/office/2011/relationships/powerPivotData"
    kind = "application/vnd.openxmlformats-officedocument.model+data"
    return book().add(MAIN, relation, "xl/model/item.data", b"\x5a" * 600, kind).pack()


def embedded(path: str, data: bytes, kind: str) -> bytes:
    package = book().add(FIRST, kind, path, data, "", "rIdOle")
    return package.edit(
        FIRST,
        "</worksheet>",
        '<oleObjects><oleObject progId="Package" shapeId="1025" r:id="rIdOle"/></oleObjects></worksheet>',
    ).pack()


def members(*more: Member) -> bytes:
    return zipped(chain(book().members(), more))


def with_doctype(text: str) -> bytes:
    return book().edit(FIRST, "<worksheet", f"{text}<worksheet").pack()


LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
FILTER = '<autoFilter ref="A1:C5"/>'
FILTER_NAME = '<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">Sheet1!$A$1:$C$5</definedName>'
FROZEN = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
    'state="frozen"/></sheetView></sheetViews>'
)
HEADINGS = dict.fromkeys(("A1", "B1", "C1"), HEADING)
BLACK = 'rgb="FF000000"'
BLACK_FILL = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
MAIL_FORMULA = f'<f>HYPERLINK("mailto:{EMAIL}","Ask us")</f>'
CHART_SHEET = f'<chartsheet xmlns="{SHEET}" xmlns:r="{OFFICE}"><sheetViews><sheetView workbookViewId="0"/></sheetViews></chartsheet>'
DIALOG_SHEET = f'<dialogsheet xmlns="{SHEET}"><sheetViews><sheetView workbookViewId="0"/></sheetViews></dialogsheet>'
MACRO_SHEET = f'<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" xmlns="{SHEET}"><sheetData/></xm:macrosheet>'
MACRO_RELATION = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
ACTIVE_X = (
    '<ax:ocx ax:classid="{D7053240-CE69-11CD-A777-00DD01143C57}" ax:persistence="persistStreamInit" '
    'xmlns:ax="http://schemas.microsoft.com/office/2006/activeX"/>'
)

SAMPLES: tuple[Sample, ...] = (
    *samples(
        "",
        {
            "rows-shown-though-others-are-not.xlsx": lambda: rows(
                {1: 'ht="15"'}, '<sheetFormatPr defaultRowHeight="15" zeroHeight="1"/>'
            ),
            "chart-on-its-own-sheet.xlsx": lambda: chart_sheet(""),
            "excel-365.xlsx": lambda: book().pack(),
            "libreoffice.xlsx": lambda: libreoffice().pack(),
            "google-sheets.xlsx": lambda: zipped(google().members(), streamed=True),
            "openpyxl.xlsx": by_openpyxl,
            "UPPER-CASE.XLSX": lambda: book().pack(),
            "strict-open-xml.xlsx": lambda: (
                book().edit(MAIN, "<workbook ", '<workbook conformance="strict" ').strict().pack()
            ),
            "names-with-a-prefix.xlsx": lambda: book().prefixed("x", SHEET).pack(),
            "text-within-cells.xlsx": lambda: book(inline=True).pack(),
            "workbook-in-another-folder.xlsx": lambda: book(base="data/book/").pack(),
            "absolute-targets.xlsx": lambda: (
                book().edit("xl/_rels/workbook.xml.rels", 'Target="worksheets', 'Target="/xl/worksheets').pack()
            ),
            "frozen-panes.xlsx": lambda: book(sheet(before=FROZEN)).pack(),
            "filter-that-hides-nothing.xlsx": lambda: book(sheet(after=FILTER), names=FILTER_NAME).pack(),
            "table.xlsx": lambda: table(filtered=False),
            "print-area.xlsx": lambda: named(
                '<definedName name="_xlnm.Print_Area" localSheetId="0">Sheet1!$A$1:$C$5</definedName>'
                '<definedName name="_xlnm.Print_Titles" localSheetId="0">Sheet1!$1:$1</definedName>'
            ),
            "print-area-of-libreoffice.xlsx": lambda: named(
                '<definedName function="false" hidden="false" localSheetId="0" name="_xlnm.Print_Area" '
                'vbProcedure="false">Sheet1!$A$1:$C$5</definedName>'
            ),
            "print-area-of-a-deleted-place.xlsx": lambda: named(
                '<definedName name="_xlnm.Print_Area" localSheetId="0">#REF!</definedName>'
            ),
            "parts-of-excel-365.xlsx": lambda: more_parts().pack(),
            "name-of-visible-cells.xlsx": lambda: named('<definedName name="Costs">Sheet1!$C$2:$C$5</definedName>'),
            "grouped-rows-open.xlsx": lambda: rows({2: 'outlineLevel="1"', 3: 'outlineLevel="1"'}),
            "grouped-columns-open.xlsx": lambda: columns('<col min="2" max="3" width="12" outlineLevel="1"/>'),
            "rows-said-not-to-be-hidden.xlsx": lambda: rows({2: 'hidden="0"', 3: 'ht="30" customHeight="1"'}),
            "no-gridlines.xlsx": lambda: rows(
                {}, '<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
            ),
            "white-heading-on-blue.xlsx": lambda: book(sheet(style=HEADINGS)).pack(),
            "pounds.xlsx": lambda: styled(POUNDS, "C3"),
            "grey-row.xlsx": lambda: book(sheet(style={"A3": GREY, "B3": GREY})).pack(),
            "hyperlink.xlsx": lambda: hyperlink("https://www.example.org/bins?page=2"),
            "chart-of-visible-cells.xlsx": lambda: with_chart("Bins emptied"),
            "picture.xlsx": lambda: with_picture(picture("PNG"), "png"),
            "text-box.xlsx": lambda: text_box("Costs do not include VAT"),
            "conditional-formatting.xlsx": lambda: rows(
                {},
                after='<conditionalFormatting sqref="B2:B5"><cfRule type="cellIs" dxfId="0" priority="1" '
                'operator="lessThan"><formula>50</formula></cfRule></conditionalFormatting>',
            ),
            "list-to-choose-from.xlsx": lambda: rows(
                {},
                after='<dataValidations count="1"><dataValidation type="list" sqref="A2:A5">'
                '<formula1>"Market,Riverside"</formula1></dataValidation></dataValidations>',
            ),
            "protected-sheet.xlsx": lambda: rows({}, after='<sheetProtection sheet="1" objects="1" scenarios="1"/>'),
            "merged-cells.xlsx": lambda: rows({}, after='<mergeCells count="1"><mergeCell ref="D1:E1"/></mergeCells>'),
            "printer-settings.xlsx": lambda: (
                book()
                .add(
                    FIRST,
                    "printerSettings",
                    "xl/printerSettings/printerSettings1.bin",
                    "Print to PDF".encode("utf-16-le"),
                    f"{TYPE}printerSettings",
                )
                .pack()
            ),
            "empty-list-of-persons.xlsx": lambda: persons("").pack(),
            "long-numbers.xlsx": lambda: book(sheet((*TABLE, (1048576.25, 77009, 20231104)))).pack(),
            "blue-and-bold-words.xlsx": lambda: book(
                row_with(
                    '<r><t xml:space="preserve">Total </t></r><r><rPr><b/><color rgb="FF0000FF"/></rPr><t>all</t></r>'
                )
            ).pack(),
            "white-heading-of-a-table.xlsx": lambda: table(filtered=False, style=dict.fromkeys(HEADINGS, WHITE)),
            "white-words-on-grey-dots.xlsx": lambda: coloured('theme="0"', "gray125", 'indexed="64"'),
            "white-words-on-dark-stripes.xlsx": lambda: coloured('rgb="FFFFFFFF"', "darkUp", BLACK),
            "hidden-name-of-a-newer-function.xlsx": lambda: named(
                '<definedName name="_xlfn.XLOOKUP" hidden="1">#NAME?</definedName>'
            ),
            "hidden-name-of-the-solver.xlsx": lambda: named(
                '<definedName name="solver_adj" localSheetId="0" hidden="1">Sheet1!$B$2:$B$5</definedName>'
            ),
            "name-of-a-text-with-an-exclamation-mark.xlsx": lambda: named(
                '<definedName name="Heading">"Sales!"</definedName>'
            ),
            "creator-openpyxl.xlsx": lambda: created_by(book(), "openpyxl").pack(),
            "creator-apache-poi.xlsx": lambda: created_by(book(), "Apache POI").pack(),
        },
    ),
    *samples(
        "attachment-hidden-sheet",
        {
            "hidden-sheet.xlsx": lambda: second('state="hidden"').pack(),
            "very-hidden-sheet.xlsx": lambda: second('state="veryHidden"').pack(),
            "hidden-sheet-with-a-prefix.xlsx": lambda: second('state="veryHidden"').prefixed("x", SHEET).pack(),
            "hidden-sheet-strict.xlsx": lambda: second('state="hidden"').strict().pack(),
            "hidden-sheet-in-another-folder.xlsx": lambda: book(
                sheet(), sheet(), state={1: 'state="hidden"'}, base="data/book/"
            ).pack(),
            "HIDDEN-SHEET-UPPER-CASE.XLSX": lambda: second("state = 'veryHidden'").pack(),
            "hidden-chart-sheet.xlsx": lambda: chart_sheet(' state="hidden"'),
            "hidden-dialog-sheet.xlsx": lambda: other_sheet(
                "dialogsheet", f"{TYPE}dialogsheet+xml", "dialogsheets", DIALOG_SHEET, ' state="hidden"'
            ).pack(),
            "sheet-that-no-tab-shows.xlsx": lambda: (
                book().add(MAIN, "worksheet", "xl/worksheets/old.xml", sheet(), f"{TYPE}worksheet+xml").pack()
            ),
        },
    ),
    *samples(
        "attachment-hidden-rows",
        {
            "hidden-row.xlsx": lambda: rows({3: 'hidden="1"'}),
            "hidden-row-true.xlsx": lambda: rows({3: 'hidden="true"'}),
            "hidden-row-with-a-prefix.xlsx": lambda: book(sheet(row={3: 'hidden="1"'})).prefixed("x", SHEET).pack(),
            "hidden-row-in-a-sheet-elsewhere.xlsx": elsewhere,
            "hidden-row-in-utf-16.xlsx": lambda: in_utf16(sheet(row={3: 'hidden="1"'})),
            "row-of-no-height.xlsx": lambda: rows({3: 'ht="0" customHeight="1"'}),
            "rows-folded-away.xlsx": lambda: rows(
                {2: 'outlineLevel="1" hidden="1"', 3: 'outlineLevel="1" hidden="1"', 4: 'collapsed="1"'}
            ),
            "rows-hidden-by-a-filter.xlsx": lambda: book(
                sheet(
                    row=dict.fromkeys((3, 4, 5), 'hidden="1"'),
                    before='<sheetPr filterMode="1"/>',
                    after='<autoFilter ref="A1:C5"><filterColumn colId="0"><filters><filter val="Market"/></filters>'
                    "</filterColumn></autoFilter>",
                ),
                names=FILTER_NAME,
            ).pack(),
            "rows-hidden-by-a-table.xlsx": lambda: table(filtered=True),
            "row-less-than-a-point-high.xlsx": lambda: rows({3: 'ht="0.75" customHeight="1"'}),
        },
    ),
    *samples(
        "attachment-hidden-columns",
        {
            "hidden-columns.xlsx": lambda: columns('<col min="2" max="3" width="9.1" hidden="1" customWidth="1"/>'),
            "hidden-columns-to-the-end.xlsx": lambda: columns('<col min="3" max="16384" width="9.1" hidden="true"/>'),
            "column-of-no-width.xlsx": lambda: columns('<col min="2" max="2" width="0" customWidth="1"/>'),
            "column-almost-of-no-width.xlsx": lambda: columns('<col min="2" max="2" width="0.08" customWidth="1"/>'),
            "columns-folded-away.xlsx": lambda: columns(
                '<col min="2" max="2" width="9" hidden="1" outlineLevel="1"/><col min="3" max="3" width="9" collapsed="1"/>'
            ),
            "columns-of-no-width-by-default.xlsx": lambda: rows(
                {},
                '<sheetFormatPr defaultColWidth="0" defaultRowHeight="15"/><cols><col min="1" max="1" width="20" '
                'customWidth="1"/></cols>',
            ),
        },
    ),
    *samples(
        "attachment-hidden-text",
        {
            "white-text.xlsx": lambda: styled(WHITE),
            "white-text-of-the-theme.xlsx": lambda: styled(WHITE_THEME),
            "white-text-of-the-palette.xlsx": lambda: styled(WHITE_INDEX),
            "white-number.xlsx": lambda: styled(WHITE, "B3"),
            "nearly-white-text.xlsx": lambda: styled(NEARLY_WHITE),
            "red-text-on-red.xlsx": lambda: styled(ON_ITS_FILL),
            "number-that-formats-as-nothing.xlsx": lambda: styled(NO_FORMAT, "B3"),
            "text-of-one-point.xlsx": lambda: styled(TINY),
            "white-words-within-a-cell.xlsx": lambda: book(
                row_with('<r><t xml:space="preserve">Total </t></r><r><rPr><color theme="0"/></rPr><t>Post 7</t></r>')
            ).pack(),
            "numbers-hidden-by-a-condition.xlsx": lambda: rows(
                {},
                after='<conditionalFormatting sqref="B2:B5"><cfRule type="cellIs" dxfId="1" priority="1" '
                'operator="lessThan"><formula>50</formula></cfRule></conditionalFormatting>',
            ),
            "hidden-text-box.xlsx": lambda: text_box("Post 7", ' hidden="1"'),
            "black-words-of-the-theme-on-black.xlsx": lambda: coloured('theme="1"', "solid", BLACK),
            "black-words-of-the-system-on-black.xlsx": lambda: coloured('indexed="64"', "solid", BLACK),
            "black-words-of-the-palette-on-black.xlsx": lambda: coloured('indexed="8"', "solid", BLACK),
            "numbers-whitened-by-a-condition.xlsx": white_on_condition,
        },
    ),
    *samples(
        "attachment-covered-text",
        {
            "black-shape.xlsx": lambda: text_box("", fill=BLACK_FILL),
        },
    ),
    *samples(
        "attachment-pivot-cache",
        {
            "pivot-cache.xlsx": lambda: pivot(records=True),
            "pivot-cache-without-records.xlsx": lambda: pivot(records=False),
        },
    ),
    *samples(
        "attachment-external-link",
        {
            "linked-workbook.xlsx": lambda: linked_book().pack(),
            "linked-picture.xlsx": lambda: (
                with_drawing(book(), "")
                .link("xl/drawings/drawing1.xml", "image", "http://example.org/a.png", external=True)
                .pack()
            ),
        },
    ),
    *samples(
        "attachment-hidden-sheet attachment-named-range",
        {
            "name-of-a-hidden-sheet.xlsx": lambda: second(
                'state="hidden"', '<definedName name="Grades">Sheet2!$B$2:$B$9</definedName>'
            ).pack(),
        },
    ),
    *samples(
        "attachment-named-range",
        {
            "name-of-a-deleted-place.xlsx": lambda: named('<definedName name="Grades">#REF!$B$2:$B$9</definedName>'),
            "name-of-a-deleted-sheet.xlsx": lambda: named(
                "<definedName name=\"Grades\">'Staff grades'!$B$2:$B$9</definedName>"
            ),
            "hidden-name.xlsx": lambda: named(
                '<definedName name="Grades" hidden="true">Sheet1!$B$2:$B$5</definedName>'
            ),
        },
    ),
    *samples(
        "attachment-data-model",
        {
            "data-model.xlsx": model,
            "connection.xlsx": lambda: connections().pack(),
            "query.xlsx": query,
        },
    ),
    *samples(
        "attachment-macros",
        {
            "macros.xlsm": macros,
            "macros-named.xlsx": macros,
            "macros-in-another-place.xlsx": lambda: macros("xl/printerSettings/settings.dat", f"{TYPE}sheet.main+xml"),
            "macro-sheet.xlsx": lambda: other_sheet(
                MACRO_RELATION, "application/vnd.ms-excel.macrosheet+xml", "macrosheets", MACRO_SHEET
            ).pack(),
            "active-x-button.xlsx": lambda: (
                book()
                .add(FIRST, "control", "xl/activeX/activeX1.xml", ACTIVE_X, "application/vnd.ms-office.activeX+xml")
                .pack()
            ),
        },
    ),
    *samples(
        "attachment-embedded",
        {
            "embedded-object.xlsx": lambda: embedded(
                "xl/embeddings/oleObject1.bin", compound({"\x01Ole10Native": b"letter.txt"}), "oleObject"
            ),
            "embedded-workbook.xlsx": lambda: embedded(
                "xl/embeddings/Microsoft_Excel_Sheet1.xlsx", book().pack(), "package"
            ),
        },
    ),
    *samples(
        "attachment-comments",
        {
            "note.xlsx": lambda: notes().pack(),
            "note-in-another-place.xlsx": lambda: notes("xl/annex/n1.xml").pack(),
            "threaded-comment.xlsx": threads,
            "persons-left-behind.xlsx": lambda: persons(ONE_PERSON).pack(),
        },
    ),
    *samples(
        "attachment-tracked-changes",
        {
            "shared-workbook-history.xlsx": revisions,
        },
    ),
    *samples(
        "attachment-metadata",
        {
            "creator.xlsx": lambda: with_author(book()).pack(),
            "last-modified-by.xlsx": lambda: (
                book().edit(CORE, "<cp:lastModifiedBy>", f"<cp:lastModifiedBy>{PERSON}").pack()
            ),
            "manager.xlsx": lambda: book().edit(APP, "<Company>", f"<Manager>{PERSON}</Manager><Company>").pack(),
            "custom-properties.xlsx": lambda: with_custom_properties(book()).pack(),
            "folder-it-was-saved-in.xlsx": own_path,
            "thumbnail.xlsx": lambda: with_thumbnail(book()).pack(),
            "reserved-by-a-person.xlsx": lambda: (
                book().edit(MAIN, "<workbookPr", f'<fileSharing userName="{PERSON}"/><workbookPr').pack()
            ),
        },
    ),
    *samples(
        "attachment-location",
        {
            "photograph-with-place.xlsx": lambda: with_picture(photo(inner=place()), "jpeg"),
        },
    ),
    *samples(
        "attachment-email",
        {
            "email-in-a-cell.xlsx": lambda: book(row_with(EMAIL)).pack(),
            "email-within-a-cell.xlsx": lambda: book(row_with(f"Ask {EMAIL} first"), inline=True).pack(),
            "email-in-two-runs.xlsx": lambda: book(
                row_with("<r><t>j.osterley</t></r><r><rPr><b/></rPr><t>@example.org</t></r>")
            ).pack(),
            "email-link.xlsx": lambda: hyperlink(f"mailto:{EMAIL}?subject=Bins"),
            "email-in-a-page-footer.xlsx": lambda: (
                book()
                .edit(
                    FIRST,
                    "</worksheet>",
                    f"<headerFooter><oddFooter>&amp;L{EMAIL}</oddFooter></headerFooter></worksheet>",
                )
                .pack()
            ),
            "email-as-a-formula-s-value.xlsx": lambda: (
                book()
                .edit(
                    FIRST,
                    "</row></sheetData>",
                    f'<c r="D5" t="str"><f>A1&amp;A2</f><v>{EMAIL}</v></c></row></sheetData>',
                )
                .pack()
            ),
            "email-no-cell-uses.xlsx": lambda: (
                book().edit("xl/sharedStrings.xml", "</sst>", f"<si><t>{EMAIL}</t></si></sst>").pack()
            ),
            "email-in-a-formula.xlsx": lambda: (
                book()
                .edit(
                    FIRST, "</row></sheetData>", f'<c r="D5" t="str">{MAIL_FORMULA}<v>Ask us</v></c></row></sheetData>'
                )
                .pack()
            ),
            "email-in-an-input-message.xlsx": lambda: rows(
                {},
                after=f'<dataValidations count="1"><dataValidation sqref="A2:A5" showInputMessage="1" prompt="{EMAIL}"/>'
                "</dataValidations>",
            ),
            "email-as-a-sheet-name.xlsx": lambda: book().edit(MAIN, 'name="Sheet1"', f'name="{EMAIL}"').pack(),
            "email-in-a-text-box.xlsx": lambda: text_box(EMAIL),
            "email-in-a-chart-title.xlsx": lambda: with_chart(f"Bins, by {EMAIL}"),
        },
    ),
    *samples(
        "attachment-phone",
        {
            "telephone-in-a-cell.xlsx": lambda: book(row_with(f"Tel: {PHONE}")).pack(),
            "mobile-as-a-number.xlsx": lambda: book(sheet((*TABLE, (7700900123, 1, 2)), style={"A6": DIGITS})).pack(),
            "mobile-in-a-cell.xlsx": lambda: book(row_with(MOBILE)).prefixed("x", SHEET).pack(),
        },
    ),
    *samples(
        "attachment-national-insurance",
        {
            "national-insurance.xlsx": lambda: book(row_with(INSURANCE)).pack(),
        },
    ),
    *samples(
        "attachment-encrypted",
        {
            "password.xlsx": encrypted,
            "encrypted-member.xlsx": lambda: zipped(
                Member(m.name, m.data, 1 if m.name == FIRST else 0) for m in book().members()
            ),
        },
    ),
    *samples(
        "attachment-unreadable",
        {
            "empty.xlsx": lambda: b"",
            "cut-short.xlsx": lambda: book().pack()[:2000],
            "not-a-workbook.xlsx": lambda: zipped([Member("notes.txt", b"Bins")]),
            "web-page-named.xlsx": lambda: b"<html><table><tr><td>Market</table>",
            "list-named.xlsx": lambda: b"Ward,Bins\r\nMarket,120\r\n",
            "broken-xml.xlsx": lambda: book().edit(FIRST, "</sheetData>", "").pack(),
            "sheet-missing.xlsx": lambda: book().drop(FIRST).pack(),
            "wrong-checksum.xlsx": lambda: zipped(
                Member(m.name, m.data, crc=1 if m.name == FIRST else None) for m in book().members()
            ),
        },
    ),
    *samples(
        "attachment-too-large",
        {
            "bomb.xlsx": lambda: members(bomb_member("xl/media/image9.png", 600)),
            "bomb-in-a-sheet.xlsx": lambda: zipped(
                bomb_member(FIRST, 600) if m.name == FIRST else m for m in book().members()
            ),
            "too-many-parts.xlsx": lambda: members(*(Member(f"xl/media/image{n}.png") for n in range(30000))),
        },
    ),
    *samples(
        "attachment-unsafe",
        {
            "doctype.xlsx": lambda: with_doctype("<!DOCTYPE worksheet>"),
            "external-entity.xlsx": lambda: with_doctype('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
            "entities-of-entities.xlsx": lambda: with_doctype(f"{LAUGHS}]>"),
            "doctype-in-utf-16.xlsx": lambda: in_utf16(
                sheet().replace("<worksheet", '<!DOCTYPE w [<!ENTITY x "y">]><worksheet')
            ),
            "name-that-climbs.xlsx": lambda: members(Member("xl/../../a.txt")),
            "absolute-name.xlsx": lambda: members(Member("/etc/a.txt")),
            "name-with-backslash.xlsx": lambda: members(Member("xl\\a.xml")),
            "two-of-a-name.xlsx": lambda: members(Member(FIRST, sheet().encode())),
            "two-of-a-name-in-other-case.xlsx": lambda: members(Member("xl/worksheets/SHEET1.xml", sheet().encode())),
        },
    ),
)
