"""The words of files: small packages made by hand."""

import io
import zipfile

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(body: str, numbering: str = "", **more: str) -> bytes:
    """A .docx with this body, and word/numbering.xml where given."""
    parts = {"word/document.xml": f"<w:document {SPACE}><w:body>{body}</w:body></w:document>", **more}
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {SPACE}>{numbering}</w:numbering>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in parts.items():
            zipped.writestr(name, text)
    return out.getvalue()


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
