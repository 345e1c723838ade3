"""Taking a file in: its bytes and hash as they came, its name made harmless."""

import hashlib

from dondoc.base.actions import store_file
from tests.factories import NOW, World


def test_the_bytes_come_back_as_they_came_with_their_hash(world: World) -> None:
    data = bytes(range(256)) * 10
    stored = store_file(actor_id=world.people["lan"], at=NOW, data=data, name="a.pdf", content_type="application/pdf")
    assert stored.content.read() == data
    assert (stored.sha256, stored.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert (stored.brought_by_id, stored.recorded_at) == (world.people["lan"], NOW)


def test_a_name_cannot_lead_out_of_the_folder(world: World) -> None:
    name = "../../etc/\x00passwd\\..\\báo cáo.pdf"
    stored = store_file(actor_id=None, at=NOW, data=b"x", name=name, content_type="application/pdf")
    assert stored.name == ".._.._etc__passwd_.._báo cáo.pdf"
    assert "passwd" not in stored.content.name


def test_a_file_without_a_name_gets_one(world: World) -> None:
    assert store_file(actor_id=None, at=NOW, data=b"x", name=" ", content_type="text/plain").name == "khong-ten"
