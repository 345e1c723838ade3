"""`dondoc import …` (nhập từ tệp): one module for each kind of file."""

from __future__ import annotations

import argparse

from dondoc.cli import import_agencies, import_assignments, import_regime, import_submissions


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("import", help="Nhập dữ liệu từ tệp CSV hoặc Excel")
    kinds = parser.add_subparsers(metavar="LOẠI", required=True, title="Các loại tệp")
    for kind in (import_agencies, import_regime, import_submissions, import_assignments):
        kind.add_parser(kinds)
