"""What of this folder needs a program beside Python."""

from __future__ import annotations

import shutil

# Without LibreOffice there is nothing to convert with.
collect_ignore_glob = [] if shutil.which("soffice") else ["test_libreoffice.py"]
