"""`dondoc demo`: today's map and people load whole, as whoever tries the product first sees them."""

import subprocess
import sys
from pathlib import Path


def test_the_demonstration_of_today_loads_whole_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("dondoc")), "demo", "--no-serve"]
    environment = {"DONDOC_HOME": str(tmp_path), "PATH": ""}
    first, second = (
        subprocess.run(command, env=environment, capture_output=True, text=True, check=False) for _ in range(2)
    )
    assert (first.returncode, first.stderr) == (0, "")
    assert "Mật khẩu của mọi người" in first.stdout
    assert (second.returncode, second.stderr) == (0, "")
    assert "Cán bộ" not in second.stdout
