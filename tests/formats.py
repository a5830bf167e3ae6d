"""Files of every format that is read, written here for the purpose."""

import io
import zipfile
from xml.sax.saxutils import escape

TITLE = "Talks over the crossing fail"
FIRST = (
    "LIMA – Peru rejected the offer on Tuesday, the foreign ministry said in a statement read out in the capital."
)
SECOND = (
    "Ecuador said that it would not return to the table unless the crossing was opened. “We will wait,” the "
    "minister told reporters after the meeting in Quito."
)
THIRD = "Colombia offered to carry a letter between the two governments, which have not spoken since January."
TEXT = "\n\n".join((FIRST, SECOND, THIRD))
DAY = "2026-03-11"
FRENCH = (
    "Le président a rejeté l'offre mardi et a déclaré que les négociations ne reprendraient pas tant que la "
    "frontière resterait fermée. Le ministre des affaires étrangères a quitté la salle."
)

PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><title>{TITLE} | The Example</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="The Example">
<meta property="article:published_time" content="{DAY}T09:30:00Z">
<link rel="canonical" href="https://news.example.org/2026/talks"></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav>
<article><h1>{TITLE}</h1>
<figure><img src="a.jpg"><figcaption>The crossing in January. Photo: Ana Doe/AFP</figcaption></figure>
<p>{FIRST}</p>
<p class="image-caption">Ministers shake hands in Quito.</p>
<p>Read more: <a href="/b">Why the last talks failed</a></p>
<p>{SECOND}</p>
<p>File photo: Ana Doe</p>
<p>{THIRD}</p>
<p>(Reporting by Ana Doe; Editing by John Roe)</p>
<p>© 2026 The Example. All rights reserved.</p>
</article><aside><h3>Most read</h3><p><a href="/c">Ten beaches</a></p></aside>
<footer>Sign up for our newsletter</footer></body></html>"""

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Example: World</title>
<link>https://news.example.org</link><language>en-gb</language>
<item><title>{TITLE}</title><link>https://news.example.org/2026/talks</link><guid>tag:example.org,2026:1</guid>
<pubDate>Wed, 11 Mar 2026 09:30:00 GMT</pubDate><description>Peru rejected the offer.</description>
<content:encoded><![CDATA[<p>{FIRST}</p>
<p>{SECOND}</p><p>Read more: elsewhere</p><p>{THIRD}</p>]]></content:encoded>
</item>
<item><title>Letter &amp; answer</title><link>https://news.example.org/2026/letter</link>
<description>&lt;p&gt;Bolivia &amp;amp; Chile signed a pact.&lt;/p&gt;</description>
<dc:date>2026-03-12</dc:date></item>
<item><title>Nothing</title></item></channel></rss>"""

ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title>
<entry><id>urn:1</id><title type="html">&lt;b&gt;{TITLE}&lt;/b&gt;</title><link rel="self" href="https://x.example/s"/>
<link href="https://news.example.org/2026/talks"/><published>{DAY}T09:30:00+02:00</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></content>
</entry></feed>"""


def docx(*lines: str, title: str | None = None, members: dict[str, bytes] | None = None) -> bytes:
    """A DOCX with a paragraph a line."""
    paragraphs = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{escape(one)}</w:t></w:r></w:p>" for one in lines)
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    found = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": f"<w:document xmlns:w='{word}'><w:body>{paragraphs}</w:body></w:document>".encode(),
    }
    if title:
        core = (
            f"<c:p xmlns:c='urn:c' xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{title}</dc:title></c:p>"
        )
        found["docProps/core.xml"] = core.encode()
    return zipped(found | (members or {}))


def zipped(members: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return whole.getvalue()


def rtf(*lines: str, title: str | None = None) -> bytes:
    def coded(text: str) -> str:
        halves = text.encode("utf-16-le")
        units = [int.from_bytes(halves[i : i + 2], "little") for i in range(0, len(halves), 2)]
        return "".join(chr(u) if u < 128 else f"\\u{u if u < 32768 else u - 65536}?" for u in units)

    info = f"{{\\info{{\\title {title}}}}}" if title else ""
    body = "\\par\n".join(map(coded, lines))
    return f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0 Times;}}}}{info}\n{body}\\par}}".encode("ascii")


def pdf(*pages: list[str]) -> bytes:
    """A PDF with the lines of each page, in Helvetica and its encoding."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    kids = []
    for lines in pages:
        shown = b"".join(b"(" + one.encode("cp1252").translate(None, b"()\\") + b") Tj T*\n" for one in lines)
        stream = b"BT /F1 11 Tf 14 TL 60 780 Td\n" + shown + b"ET"
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % content
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return (
        out
        + head
        + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    )


def warc_record(kind: str, block: bytes, media: str, url: str = "https://news.example.org/2026/talks") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {media}\r\n"
    return head.encode() + b"Content-Length: %d\r\n\r\n" % len(block) + block + b"\r\n\r\n"


def response(
    body: bytes, media: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = ""
) -> bytes:
    """A WARC record with what a server answered."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}\r\n".encode()
    return warc_record("response", head + body, "application/http; msgtype=response")


def chunked(body: bytes, size: int = 500) -> bytes:
    parts = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


def lexisnexis(*reports: tuple[str, str, str, list[str]]) -> list[str]:
    """The lines of a LexisNexis export: a cover page, and reports of title, outlet, date and paragraphs."""
    lines = [
        "User Name: A. Reader",
        "Date and Time: Thursday, March 12, 2026 10:00:00 AM GMT",
        "Documents (2)",
        "",
    ]
    for title, outlet, day, paragraphs in reports:
        lines += [
            "",
            title,
            outlet,
            day,
            "",
            f"Copyright 2026 {outlet} All Rights Reserved",
            "Section: WORLD; Pg. 4",
        ]
        lines += [
            "Length: 61 words",
            "Byline: Ana Doe",
            "Body",
            "",
            *paragraphs,
            "",
            "Graphic",
            "",
            "The crossing, Photo",
        ]
        lines += ["Classification", "Language: ENGLISH", "Load-Date: March 13, 2026", "", "End of Document"]
    return lines


def proquest(*reports: tuple[str, str, str, list[str]]) -> list[str]:
    rule = "_" * 60
    lines = [
        rule,
        "Report Information from ProQuest",
        "March 13 2026 09:00",
        rule,
        "Table of contents",
        "1. Talks",
    ]
    for number, (title, outlet, day, paragraphs) in enumerate(reports, start=1):
        lines += [rule, f"Document {number} of {len(reports)}", "", f"{title}:", "", "Author: Doe, Ana", ""]
        lines += [
            "ProQuest document link",
            "Abstract: None available.",
            f"Full text: {paragraphs[0]}",
            *paragraphs[1:],
        ]
        lines += ["Subject: Diplomacy", f"Title: {title}", f"Publication title: {outlet}; London (UK)"]
        lines += [
            f"Publication date: {day}",
            "Language of publication: English",
            f"ProQuest document ID: 90{number}",
        ]
        lines += [
            f"Document URL: https://pq.example.org/90{number}",
            "Copyright: © 2026",
            "Last updated: 2026-03-12",
        ]
    return [*lines, rule, "Contact ProQuest"]


def factiva_page(*reports: tuple[str, str, str, list[str]]) -> str:
    blocks = []
    for number, (title, outlet, day, paragraphs) in enumerate(reports, start=1):
        inner = "".join(f'<p class="articleParagraph enarticleParagraph">{p}</p>' for p in paragraphs)
        blocks.append(
            f'<div id="article-{number}"><div class="article enArticle"><div><span class="enHeadline">{title}'
            f"</span></div><div class='author'>By Ana Doe</div><div>61 words</div><div>{day}</div><div>10:12</div>"
            f"<div>{outlet}</div><div>EXMPL</div><div>English</div><div>© 2026</div>{inner}"
            f"<p>Document EXMPL0000202603110000{number}</p></div></div>"
        )
    return f"<!DOCTYPE html><html><body>{''.join(blocks)}</body></html>"


def factiva_table(*reports: tuple[str, str, str, list[str]]) -> str:
    tables = []
    for number, (title, outlet, day, paragraphs) in enumerate(reports, start=1):
        text = "".join(f"<p>{p}</p>" for p in paragraphs[1:])
        fields = {"HD": title, "BY": "Ana Doe", "WC": "61 words", "PD": day, "SN": outlet, "LA": "English"}
        fields |= {"LP": f"<p>{paragraphs[0]}</p>", "TD": text, "AN": f"Document EXMPL00002026031{number}"}
        rows = "".join(f"<tr><td><b>{k}</b></td><td>{v}</td></tr>" for k, v in fields.items())
        tables.append(f"<table>{rows}</table>")
    return f"<html><body>{''.join(tables)}</body></html>"


def factiva_xml(*reports: tuple[str, str, str, list[str]]) -> str:
    articles = "".join(
        f"<ppsarticle><article><accessionNo>EX{n}</accessionNo><baseLanguage>en</baseLanguage>"
        f"<headline><paragraph>{title}</paragraph></headline><sourceName>{outlet}</sourceName>"
        f"<publicationDate><date>{day}</date></publicationDate>"
        f"<leadParagraph><paragraph>{paragraphs[0]}</paragraph></leadParagraph>"
        f"<tailParagraphs>{''.join(f'<paragraph>{p}</paragraph>' for p in paragraphs[1:])}</tailParagraphs>"
        "</article></ppsarticle>"
        for n, (title, outlet, day, paragraphs) in enumerate(reports, start=1)
    )
    return f"<?xml version='1.0'?><ppsArticleResponse>{articles}</ppsArticleResponse>"
