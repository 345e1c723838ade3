"""The files of a message out of its tree (tệp trong thông điệp): listed, encoded, digested; each compared.

A file is listed in the manifest and stands encoded elsewhere; both meet by their content id. Digests come from the
manifest, from the file's own element or from an XML signature's references, whatever the sender uses.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from dondoc.exchange.rules.attachments import (
    OLD_ALGORITHMS,
    SHA256,
    Attachment,
    algorithm_of,
    by_length,
    decode,
    digest_of,
    fits,
    is_known,
    safe_name,
)
from dondoc.exchange.rules.cells import Cell, Kind, shown, wrong_text
from dondoc.exchange.rules.elements import Problems
from dondoc.exchange.rules.xml_tree import Node, folded

MAX_FILES = 200
NAMES = ("AttachmentName", "FileName")
# Elements in which systems write a digest.
DIGESTS = ("DigestValue", "Digest", "HashValue")
# Texts beside a file that are kept as they are, with the longest that they may be.
BESIDE = (("ContentType", 150), ("Description", 500), ("ContentId", 200))


@dataclass(frozen=True)
class ReadFile:
    """A file as it was read: safe name, what it was called, bytes if there are any, its digest and whether it fits.

    `digest_ok` is None where the message gives no digest, or one that cannot be checked.
    """

    attachment: Attachment
    name_given: str
    is_readable: bool
    digest: str
    digest_algorithm: str
    digest_ok: bool | None


@dataclass(frozen=True)
class _Listed:
    """One line of the manifest."""

    name: str
    content_type: str
    description: str
    node: Node


def read_files(root: Node, problems: Problems) -> tuple[ReadFile, ...]:
    """Every file that is encoded in the message, with whatever is wrong about it or about the manifest."""
    envelope = list(root.walk(but="signature"))
    encoded = [node for node in envelope if folded(node.name) == "attachment"]
    manifests = [node for node in envelope if folded(node.name) in ("edxmlmanifest", "manifest")]
    if len(encoded) > MAX_FILES:
        problems.add("AttachmentEncoded", f"có {len(encoded)} tệp, tối đa {MAX_FILES}")
    listed = _listed(manifests, problems)
    digests = _signed_digests(root)
    ids = [_content_id(node) or _first(node, *NAMES) for node in encoded[:MAX_FILES]]
    for content_id, n in Counter(ids).items():
        if n > 1:
            problems.add("AttachmentEncoded", f"mã nội dung '{shown(content_id)}' dùng cho {n} tệp")
    for content_id, line in listed.items():
        if content_id not in ids:
            problems.add("edXMLManifest", f"tệp '{shown(line.name)}' có trong danh mục nhưng không kèm theo")
    files = []
    for n, (content_id, node) in enumerate(zip(ids, encoded, strict=False), start=1):
        if manifests and content_id not in listed:
            name = shown(_first(node, *NAMES))
            problems.add("AttachmentEncoded", f"tệp '{name}' kèm theo nhưng không có trong danh mục")
        files.append(_file(f"Attachment[{n}]", content_id, node, listed.get(content_id), digests, problems))
    return tuple(files)


def _listed(manifests: list[Node], problems: Problems) -> dict[str, _Listed]:
    """The manifest by content id, of a file without one by its name."""
    if len(manifests) > 1:
        problems.add("edXMLManifest", f"có {len(manifests)} lần, chỉ được một lần")
    lines: dict[str, _Listed] = {}
    for node in (line for manifest in manifests for line in manifest.named("Reference")):
        line = _Listed(_first(node, *NAMES), _first(node, "ContentType"), _first(node, "Description"), node)
        key = _content_id(node) or line.name
        if key in lines:
            problems.add("edXMLManifest", f"mã nội dung '{shown(key)}' có hai dòng")
        lines[key] = line
    return lines


def _file(
    where: str, content_id: str, node: Node, listed: _Listed | None, signed: dict[str, Node], problems: Problems
) -> ReadFile:
    given = _first(node, *NAMES) or (listed.name if listed else "")
    if listed and listed.name and listed.name != given:
        problems.add(where, f"tên '{shown(given)}' khác tên '{shown(listed.name)}' trong danh mục")
    name = safe_name(given)
    if not given:
        problems.add(where, "thiếu tên tệp (AttachmentName)")
    elif name != given:
        problems.add(where, f"tên tệp '{shown(given)}' không an toàn; đọc thành '{name}'")
    for beside, longest in BESIDE:
        for wrong in wrong_text(Cell(beside, Kind.TEXT, longest=longest), _first(node, beside)):
            problems.add(f"{where}/{beside}", wrong)
    data = _decoded(where, node, problems)
    file = Attachment(
        name,
        data or b"",
        _first(node, "ContentType") or (listed.content_type if listed else "") or "application/octet-stream",
        _first(node, "Description") or (listed.description if listed else ""),
        content_id,
    )
    bare = ReadFile(file, given, data is not None, "", "", None)
    sources = [node, *([listed.node] if listed else []), *([signed[content_id]] if content_id in signed else [])]
    return _with_digest(where, bare, [one for one in map(_digest, sources) if one], problems)


def _decoded(where: str, node: Node, problems: Problems) -> bytes | None:
    found = node.named("ContentTransferEncoded") or node.named("Content") or ([] if node.children else [node])
    if len(found) != 1:
        problems.add(where, "thiếu nội dung tệp" if not found else "có nhiều nội dung cho một tệp")
        return None
    data = decode(found[0].text)
    if data is None:
        problems.add(where, "nội dung tệp không phải base64 đúng chuẩn; không đọc được tệp")
    elif not data:
        problems.add(where, "tệp rỗng")
    return data


def _with_digest(where: str, file: ReadFile, digests: list[tuple[str, str]], problems: Problems) -> ReadFile:
    if not digests:
        own = digest_of(file.attachment.data, SHA256) if file.is_readable else ""
        return replace(file, digest=own, digest_algorithm=SHA256 if own else "")
    verdicts: list[bool | None] = []
    for algorithm, written in digests:
        if not file.is_readable:
            verdicts.append(None)
        elif not is_known(algorithm):
            problems.add(where, f"mã băm dùng thuật toán '{shown(algorithm)}' không được nhận; không kiểm tra được")
            verdicts.append(None)
        else:
            verdicts.append(fits(file.attachment.data, algorithm, written))
            if algorithm in OLD_ALGORITHMS:
                problems.note(
                    where, f"mã băm {algorithm} là loại cũ, chỉ đọc để đối chiếu; thông điệp mới dùng {SHA256}"
                )
    if False in verdicts:
        problems.add(where, "nội dung tệp không khớp mã băm trong thông điệp")
    ok = False if False in verdicts else True if True in verdicts else None
    algorithm, written = min(digests, key=lambda one: one[0] in OLD_ALGORITHMS)
    return replace(file, digest=written, digest_algorithm=algorithm, digest_ok=ok)


def _digest(node: Node) -> tuple[str, str] | None:
    """(algorithm, digest) that stand in an element; an algorithm that is not named shows by the digest's length."""
    found = next((child for name in DIGESTS for child in node.named(name) if child.text), None)
    if found is None:
        return None
    methods = [*node.named("DigestMethod"), *node.named("DigestAlgorithm"), found]
    told = (_algorithm(method) or ("" if method is found else method.text) for method in methods)
    return algorithm_of(next(filter(None, told), "") or by_length(found.text)), found.text


def _algorithm(node: Node) -> str:
    return next((value for key, value in node.attributes.items() if key.lower() == "algorithm"), "")


def _signed_digests(root: Node) -> dict[str, Node]:
    """The references of XML signatures by the content id that they name."""
    signatures = [node for node in root.walk() if folded(node.name) == "signature"]
    references = [node for one in signatures for node in one.walk() if folded(node.name) == "reference"]
    return {bare(node.attributes.get("URI", "")): node for node in references if node.attributes.get("URI")}


def _content_id(node: Node) -> str:
    attributes = {key.lower(): value for key, value in node.attributes.items()}
    return bare(_first(node, "ContentId") or attributes.get("href", "") or attributes.get("contentid", ""))


def bare(content_id: str) -> str:
    """Without 'cid:' or '#', as some write it in one place and not in the other."""
    return content_id.strip().removeprefix("#").removeprefix("cid:")


def _first(node: Node, *names: str) -> str:
    return next((child.text for name in names for child in node.named(name) if child.text), "")
