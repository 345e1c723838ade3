"""The limited process (tiến trình đọc tệp): a file on standard input, what a check finds as JSON on standard output.

Run by `dondoc.documents.paper_facts.limited` only: python -m dondoc.documents.paper_facts.child KIND CPU_SECONDS
ADDRESS_SPACE. No Django, no database, no network.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
import warnings

from dondoc.documents.paper_facts.reading import CannotRead
from dondoc.documents.rules.checking import check
from dondoc.documents.rules.checking.paper import Paper


def main() -> None:
    kind, cpu_seconds, address_space = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    _limit(cpu_seconds, address_space)
    logging.disable()
    warnings.simplefilter("ignore")
    sys.stdout.write(json.dumps(_told(kind, sys.stdin.buffer.read(), cpu_seconds)))


def _told(kind: str, data: bytes, cpu_seconds: int) -> dict[str, object]:
    try:
        return {"check": check(_read(kind, data, cpu_seconds)).figures(), "refused": ""}
    except CannotRead as refused:
        return {"check": None, "refused": refused.reason}


def _limit(cpu_seconds: int, address_space: int) -> None:
    """For good: neither this process nor anything read in it can raise the limits again. No file is written."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read(kind: str, data: bytes, cpu_seconds: int) -> Paper:
    if kind == "docx":
        from dondoc.documents.paper_facts.word_file import read_word

        return read_word(data)
    from dondoc.documents.paper_facts.pdf_file import read_pdf

    return read_pdf(data, cpu_seconds * 0.6)


if __name__ == "__main__":
    main()
