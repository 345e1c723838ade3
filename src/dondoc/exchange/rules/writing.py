"""Write an edXML message (lập thông điệp): the same value gives the same bytes, and what is written reads back sound.

Prefixes and nesting are those of messages in use, since some systems look for them letter by letter. Beside each
file in the manifest stands its SHA-256 digest, in the elements of XML Signature.
"""

from __future__ import annotations

from dondoc.base.rules.refusals import Reason, Refused
from dondoc.base.rules.wording import number
from dondoc.exchange.rules.attachments import SHA256_URI, Attachment, encode
from dondoc.exchange.rules.elements import to_node
from dondoc.exchange.rules.envelope import Document, Message
from dondoc.exchange.rules.reading import read_tree
from dondoc.exchange.rules.xml_tree import MAX_BYTES, MIB, Node, write_xml

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
XMLDSIG = "http://www.w3.org/2000/09/xmldsig#"
VERSION = {"version": "1.0"}


class CannotWriteMessage(Refused):
    """A message that would say something wrong; every problem is listed."""


def write(message: Message) -> bytes:
    """The message as bytes. Raises CannotWriteMessage with everything that a reader would find wrong."""
    if problems := problems_of(message):
        raise CannotWriteMessage(problems)
    data = write_xml(_tree(message))
    if len(data) > MAX_BYTES:
        raise CannotWriteMessage(
            f"Thông điệp lớn {number(len(data) // MIB + 1)} MiB, tối đa {number(MAX_BYTES // MIB)} MiB; bớt tệp kèm."
        )
    return data


def problems_of(message: Message) -> tuple[Reason, ...]:
    """What a reader would find wrong with it."""
    return read_tree(_tree(message)).problems


def _tree(message: Message) -> Node:
    if not isinstance(message, Document):
        return _root(Node("edXMLHeader", children=[to_node("Status", message)]))
    header = Node("edXMLHeader")
    header.children.append(to_node("MessageHeader", message.header))
    header.children.append(to_node("TraceHeaderList", message.route))
    manifest = Node("edXMLManifest", attributes=VERSION)
    manifest.children.extend(_reference(file) for file in message.attachments)
    root = _root(header, Node("edXMLBody", children=[manifest]))
    if message.attachments:
        root.children.append(Node("AttachmentEncoded", children=[_encoded(file) for file in message.attachments]))
    return root


def _root(*parts: Node) -> Node:
    """The envelope's elements bear the prefix, what stands beside it does not; both are of the same namespace."""
    envelope = Node("edXMLEnvelope", children=list(parts))
    for node in envelope.walk():
        node.prefix = node.prefix or "edXML"
    envelope.attributes = {"xmlns:edXML": NAMESPACE, "xmlns:ds": XMLDSIG}
    return Node("edXML", children=[envelope], attributes={"xmlns": NAMESPACE})


def _reference(file: Attachment) -> Node:
    told = _texts(
        ("ContentId", f"cid:{file.content_id}"),
        ("ContentType", file.content_type),
        ("Description", file.description),
        ("AttachmentName", file.name),
    )
    method = Node("DigestMethod", attributes={"Algorithm": SHA256_URI}, prefix="ds")
    return Node("Reference", children=[*told, method, Node("DigestValue", file.digest, prefix="ds")])


def _encoded(file: Attachment) -> Node:
    told = _texts(
        ("ContentId", file.content_id),
        ("AttachmentName", file.name),
        ("ContentType", file.content_type),
        ("Description", file.description),
        ("ContentTransferEncoded", encode(file.data)),
    )
    return Node("Attachment", children=told)


def _texts(*told: tuple[str, str]) -> list[Node]:
    return [Node(name, text.strip()) for name, text in told if text.strip()]
