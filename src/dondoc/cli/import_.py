"""`dondoc import …` (nhập từ tệp): one module for each kind of file."""

from __future__ import annotations

import argparse

from dondoc.cli import (
    import_agencies,
    import_assignments,
    import_certificates,
    import_figures,
    import_form,
    import_regimes,
    import_submissions,
)

KINDS = (
    import_agencies,
    import_regimes,
    import_submissions,
    import_assignments,
    import_form,
    import_figures,
    import_certificates,
)


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("import", help="Nhập dữ liệu từ tệp CSV, Excel hoặc JSON")
    kinds = parser.add_subparsers(metavar="LOẠI", required=True, title="Các loại tệp")
    for kind in KINDS:
        kind.add_parser(kinds)
