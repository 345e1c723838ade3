"""`dondoc audit`: says whether the activity log is as it was written."""

import pytest

from dondoc.base.models import AuditEntry
from dondoc.cli.main import main
from tests.factories import World


def test_an_untouched_log_is_whole(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit"]) == 0
    assert "Nhật ký nguyên vẹn" in capsys.readouterr().out


def test_a_changed_row_is_named(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    row = AuditEntry.objects.order_by("id")[3]
    AuditEntry.objects.filter(pk=row.pk).update(deed="khác")
    assert main(["audit"]) == 4
    assert f"dòng {row.pk}" in capsys.readouterr().out
