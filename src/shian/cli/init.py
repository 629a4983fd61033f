"""Make an empty real county: its places from the national list, its office, and one way in.

shian init --county 330483 --layers 4 --name 张敏 --office-phone 13800000000
shian init --county 330483                     nobody to ask: the office's post stays vacant; say it again with a name
"""

import argparse
import json
import sys
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.checklists.actions import publish_law
from shian.cli.packs import NATIONAL
from shian.config.databases import needs_owner
from shian.config.migrating import migrate
from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.paths import ROOT
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.packs.check import checked
from shian.people import queries
from shian.people.actions.accounts import one_time_password, open_account
from shian.people.actions.installing import say_what_this_is
from shian.people.actions.persons import NewPerson, register_person
from shian.people.actions.posts import open_organisation, open_post
from shian.people.actions.tenure import appoint
from shian.people.models import Installation, Organisation, Post
from shian.territory.actions.entering import seed_county
from shian.territory.models import Place

MIGRATES = True  # it brings the tables up to date itself

# Before there is an office somebody has to make it: the house itself, for this one command.
FOUNDER = Actor("founder", grants=(Grant(frozenset({"*"}), Reach.GROUND, ROOT, clearance=Secrecy.SEALED),))
OFFICE = "office"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--county", required=True, metavar="CODE", help="six-digit code, as 330483")
    parser.add_argument("--layers", type=int, choices=(3, 4), default=4, help="layers of guarantee cadres")
    parser.add_argument("--name", default="", help="who runs the office; asked for when not given")
    parser.add_argument("--office-phone", default="", help="their mobile number, by which they enter; asked for too")
    parser.add_argument("--json", action="store_true", help="print the result as one JSON object")


def run(args: argparse.Namespace) -> int:
    head = _head(args)
    needs_owner()
    migrate(verbosity=0)
    with transaction.atomic(), worn(FOUNDER):
        county, post = _standing(args.county) or _founded(args.county, args.layers)
        way = _let_in(post, county, head) if head else None
    _tell(args.json, county, way)
    return 0


@dataclass(frozen=True, slots=True)
class Head:
    """Who runs the office."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class WayIn:
    """A telephone number, and the password for the first entry: told once, kept nowhere."""

    phone: str
    password: str


def _head(args: argparse.Namespace) -> Head | None:
    """As said, or as somebody at the keyboard answers; None where there is nobody to ask."""
    if args.name and args.office_phone:
        return Head(args.name, args.office_phone)
    if not sys.stdin.isatty():
        if args.name or args.office_phone:
            raise Refused(_("姓名和手机号要一起给：--name 和 --office-phone"))
        return None
    asked = args.name or input("负责人姓名 Name: ").strip()
    return Head(asked, args.office_phone or input("手机号 Mobile: ").strip())


def _standing(code: str) -> tuple[Place, Post] | None:
    """The county made here before whose office nobody entered yet. Raises Refused for any other."""
    found = queries.installation()
    if found is None:
        return None
    county = Place.objects.get(path=found.path)
    office = Post.objects.filter(role_id=OFFICE, path=county.path).order_by("pk").first()
    held = office is None or queries.holders([office.pk], on=timezone.localdate())
    if found.kind != Installation.Kind.REAL or county.code != code or office is None or held:
        words = {"kind": found.get_kind_display(), "place": county.name}
        raise Refused(_("这里早已开通了%(place)s（%(kind)s）；另开一个县，请换一个数据目录") % words)
    return county, office


def _founded(code: str, layers: int) -> tuple[Place, Post]:
    county = seed_county(code, layers=layers, by=FOUNDER)
    for loaded in checked(NATIONAL):
        publish_law(loaded, by=FOUNDER)
    say_what_this_is(Installation.Kind.REAL, county.path, by=FOUNDER)
    return county, _office(county)


def _office(county: Place) -> Post:
    """The office and its first post."""
    office = Organisation(
        name=f"{county.name}食品安全委员会办公室", kind=Organisation.Kind.COMMITTEE_OFFICE, place=county
    )
    open_organisation(office, by=FOUNDER)
    role = queries.role(OFFICE)
    post = Post(organisation=office, place=county, role=role, title="食安办主任", opened_on=timezone.localdate())
    open_post(post, by=FOUNDER)
    return post


def _let_in(post: Post, county: Place, head: Head) -> WayIn:
    """Put somebody into the office's post; the password for the first entry is told once."""
    person = register_person(NewPerson(head.name, county.path, head.phone), by=FOUNDER)
    appoint(post, person, on=timezone.localdate(), by=FOUNDER)
    password = one_time_password()
    open_account(person, password, by=FOUNDER)
    return WayIn(head.phone, password)


def _tell(as_json: bool, county: Place, way: WayIn | None) -> None:
    if as_json:
        said = {"county": county.name, "path": county.path}
        print(json.dumps({**said, **asdict(way)} if way else {**said, "phone": None}, ensure_ascii=False))
        return
    print(f"{county.name}  {county.path}")
    if way is None:
        again = f"shian init --county {county.code} --name … --office-phone …"
        print(_("食安办还没有人进得来；请再运行：%(command)s") % {"command": again})
        return
    print(f"手机号 {way.phone}   一次性密码 {way.password}   （首次登录须更换）")
    print("shian serve")
