"""Bring a checklist in from an XLSForm, list what is asked, give one out as an XLSForm again.

shian checklists import FILE --dry-run --json          what would be taken, and each row that would not, with its reason
shian checklists import FILE --dry-run --language en   the same in English
shian checklists import FILE --on village_caterer      publish it as a version on that list of the law, for this installation
shian checklists list                                  every list with the version that is asked here
shian checklists export village_caterer FORM.xlsx      the version that is asked here (or --number N) as an XLSForm
"""

import argparse
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from shian.checklists import queries
from shian.checklists.actions import publish_form
from shian.checklists.xlsform.exporting import workbook
from shian.checklists.xlsform.importing import Imported, import_file
from shian.cli.import_ import ground_of, within_ground
from shian.config.databases import open_database
from shian.kernel.refused import Missing, Refused
from shian.kernel.wall import worn
from shian.loop.law import law_on
from shian.packs import schema
from shian.people.queries import system

NEEDS_DATABASE = False  # a dry run only reads a file


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    verbs = parser.add_subparsers(dest="verb", required=True)
    bringing = verbs.add_parser("import", help="read an XLSForm, and publish it")
    bringing.add_argument("file", type=Path)
    bringing.add_argument("--dry-run", action="store_true", help="read only; write nothing")
    bringing.add_argument("--json", action="store_true", help="print the report as JSON")
    languages = [code for code, _name in settings.LANGUAGES]
    bringing.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE, help="of the report")
    bringing.add_argument(
        "--on", metavar="LIST", default="", help="the list of the law it stands on (default: its form_id)"
    )
    listing = verbs.add_parser("list", help="what is asked here")
    giving = verbs.add_parser("export", help="a version as an XLSForm")
    giving.add_argument("list")
    giving.add_argument("file", type=Path)
    giving.add_argument("--number", type=int, help="the version (default: the one that is asked here)")
    for one in (bringing, listing, giving):
        one.add_argument(
            "--within", metavar="CODE", default="", help="division code of the office (default: this installation's)"
        )


def run(args: argparse.Namespace) -> int:
    return {"import": _import, "list": _list, "export": _export}[args.verb](args)


def _import(args: argparse.Namespace) -> int:
    with override(args.language):
        return _brought(args)


def _brought(args: argparse.Namespace) -> int:
    if not args.file.is_file():
        raise Refused(_("没有这个文件：%(file)s") % {"file": args.file})
    read = import_file(args.file)
    report = as_json(args.file, read)
    if not args.dry_run:
        report |= _published(args, read)
    print(json.dumps(report, ensure_ascii=False, indent=1) if args.json else told(report))
    return 0


def as_json(file: Path, read: Imported) -> dict[str, Any]:
    """What a file holds, and what of it is not taken, row by row."""
    form = read.form
    questions = [
        {"row": read.rows[one.code], "code": one.code, "kind": one.kind, "text": one.text, "group": "/".join(one.group)}
        for one in form.questions
    ]
    return {
        "file": file.name, "key": form.key, "title": form.title, "version": form.version, "taken": len(form.questions),
        "left": [_row(one) for one in read.left], "notes": [_row(one) for one in read.notes],
        "questions": questions, "digest": read.digest,
    }  # fmt: skip


def _row(one: Any) -> dict[str, Any]:
    return {"sheet": one.sheet, "row": one.row, "name": one.name, "why": one.why}


def told(report: dict[str, Any]) -> str:
    """The report for a person."""
    lines = [
        _("%(title)s（%(file)s）：取到 %(taken)d 题，没取 %(left)d 行") % {**report, "left": len(report["left"])},
        *(_("没取 %(sheet)s 第 %(row)d 行 %(name)s：%(why)s") % one for one in report["left"]),
        *(_("留意 %(sheet)s 第 %(row)d 行 %(name)s：%(why)s") % one for one in report["notes"]),
    ]
    if "number" in report:
        lines.append(_("已发布为 %(on)s 第 %(number)d 版") % report)
    return "\n".join(lines)


def _published(args: argparse.Namespace, read: Imported) -> dict[str, Any]:
    open_database()
    ground = ground_of(args.within)
    importer, now = within_ground(system("importer"), ground), timezone.now()
    with worn(importer):
        asked = _asked(args.on or read.form.key, ground)
        made = publish_form(read.form, asked, ground=ground, by=importer, now=now)
    return {"on": made.key, "number": made.number}


def _asked(key: str, ground: str) -> schema.Checklist:
    law = law_on(timezone.localdate(), ground).pack.checklists
    if key not in law:
        raise Missing(_("没有这份检查表：%(key)s") % {"key": key})
    return law[key]


def _list(args: argparse.Namespace) -> int:
    open_database()
    reader, ground = system("importer"), ground_of(args.within)
    with worn(reader):
        for one in law_on(timezone.localdate(), ground).pack.checklists.values():
            version = queries.offered(one, ground)
            print(f"{one.key:22} {version.number:4} {len(queries.items(version.pk)):5}  {version.title}")
    return 0


def _export(args: argparse.Namespace) -> int:
    open_database()
    reader, ground = system("importer"), ground_of(args.within)
    with worn(reader):
        found = (
            queries.version(args.list, args.number)
            if args.number
            else queries.offered(_asked(args.list, ground), ground)
        )
        args.file.write_bytes(workbook(queries.form(found)))
    print(f"{found.title} {found.number} → {args.file}")
    return 0
