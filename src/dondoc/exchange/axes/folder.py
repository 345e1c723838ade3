"""A folder as the axis (trục bằng thư mục): for an office without a connection, carried by hand or synchronised.

`di/<mã bên nhận>/<tên>.edxml` to take away; `den/*.edxml` brought in, then moved to `den/da-nhan` or, with a text of
the reasons beside it, to `den/tu-choi`.
"""

from __future__ import annotations

from pathlib import Path

from dondoc.exchange.axes.port import AxisFailed
from dondoc.exchange.rules.cells import IDENTIFIER
from dondoc.exchange.rules.xml_tree import MAX_BYTES

ENDING = ".edxml"


class FolderAxis:
    def __init__(self, folder: str | Path) -> None:
        self._out, self._in = Path(folder) / "di", Path(folder) / "den"

    @property
    def name(self) -> str:
        return "thư mục"

    def send(self, receiver: str, name: str, data: bytes) -> None:
        """The whole file appears at once, so that nobody carries off half of it."""
        if not IDENTIFIER.fullmatch(receiver):
            raise AxisFailed(f"Mã định danh bên nhận '{receiver}' không dùng làm tên thư mục được.")
        target = self._out / receiver / f"{name}{ENDING}"
        part = target.with_suffix(".dang-ghi")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data)
            part.replace(target)
        except OSError as error:
            raise AxisFailed(f"Không ghi được vào thư mục trao đổi ({error.strerror}).") from error

    def waiting(self) -> list[str]:
        try:
            found = [path for path in self._in.glob(f"*{ENDING}") if path.is_file() and not path.is_symlink()]
            return [path.name for path in sorted(found, key=lambda path: (path.stat().st_mtime, path.name))]
        except OSError as error:
            raise AxisFailed(f"Không đọc được thư mục trao đổi ({error.strerror}).") from error

    def fetch(self, name: str) -> bytes:
        """The file; of a larger one a byte more than may be, so that its reader refuses it."""
        try:
            with (self._in / name).open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            raise AxisFailed(f"Không đọc được tệp {name} ({error.strerror}).") from error

    def finish(self, name: str, refused: str = "") -> None:
        done = self._in / ("tu-choi" if refused else "da-nhan")
        try:
            done.mkdir(exist_ok=True)
            if refused:
                (done / f"{name}.txt").write_text(refused + "\n", encoding="utf-8")
            (self._in / name).replace(done / name)
        except OSError as error:
            raise AxisFailed(f"Không chuyển được tệp {name} ({error.strerror}).") from error
