"""The limited process (tiến trình kiểm tra): a PDF on standard input, its facts as JSON on standard output.

Run by `dondoc.signing.limited` only: python -m dondoc.signing.verifier TRUST_FOLDER AT CPU_SECONDS ADDRESS_SPACE.
No Django, no database, no network. One line with the facts; where words of the pages changed after signing, a second
line with the facts and both texts, so that a file that stops the reader of texts has its facts all the same.
"""

from __future__ import annotations

import json
import logging
import resource
import sys
from datetime import datetime
from pathlib import Path


def main() -> None:
    trust_folder, at, cpu_seconds, address_space = sys.argv[1:]
    limit(int(cpu_seconds), int(address_space))
    answer(sys.stdin.buffer.read(), Path(trust_folder), datetime.fromisoformat(at))


def answer(data: bytes, trust_folder: Path, at: datetime) -> None:
    """Write the facts of a file to standard output, by the roots of a folder."""
    logging.disable()
    # Imported under the limits already.
    from dondoc.signing.pades.reading import read_signatures
    from dondoc.signing.pades.texts import with_text_changes
    from dondoc.signing.pades.trust import read_trust
    from dondoc.signing.rules.facts import to_json

    facts = read_signatures(data, read_trust(trust_folder), at)
    sys.stdout.write(json.dumps(to_json(facts)) + "\n")
    sys.stdout.flush()
    compared = with_text_changes(facts, data)
    if compared != facts:
        sys.stdout.write(json.dumps(to_json(compared)) + "\n")
        sys.stdout.flush()


def limit(cpu_seconds: int, address_space: int) -> None:
    """For good: neither this process nor anything read in it can raise the limits again. No file is written."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
