"""The limited process (tiến trình kiểm tra): a PDF on standard input, its facts as JSON on standard output.

Run by `dondoc.signing.limited` only: python -m dondoc.signing.verifier TRUST_FOLDER AT CPU_SECONDS ADDRESS_SPACE.
No Django, no database, no network.
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
    _limit(int(cpu_seconds), int(address_space))
    logging.disable()
    # Imported under the limits already.
    from dondoc.signing.pades.reading import read_signatures
    from dondoc.signing.pades.trust import read_trust
    from dondoc.signing.rules.facts import to_json

    facts = read_signatures(sys.stdin.buffer.read(), read_trust(Path(trust_folder)), datetime.fromisoformat(at))
    sys.stdout.write(json.dumps(to_json(facts)))


def _limit(cpu_seconds: int, address_space: int) -> None:
    """For good: neither this process nor anything read in it can raise the limits again. No file is written."""
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
