"""Make an empty real county: its places from the national list, its office, and one way in."""

import argparse
import json
import sys
from datetime import date

from django.db import transaction
from django.utils import timezone

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
    name = args.name or _asked("负责人姓名 Name: ")
    phone = args.office_phone or _asked("手机号 Mobile: ")
    today = timezone.localdate()
    needs_owner()
    migrate(verbosity=0)
    with transaction.atomic(), worn(FOUNDER):
        _refuse_second()
        county = seed_county(args.county, layers=args.layers, by=FOUNDER)
        for loaded in checked(NATIONAL):
            publish_law(loaded, by=FOUNDER)
        say_what_this_is(Installation.Kind.REAL, county.path, by=FOUNDER)
        password = _office(county, name, phone, today)
    _tell(args.json, county, phone, password)
    return 0


def _asked(question: str) -> str:
    if not sys.stdin.isatty():
        raise Refused("say --name and --office-phone: there is nobody to ask")
    return input(question).strip()


def _refuse_second() -> None:
    if (found := queries.installation()) is not None:
        raise Refused(
            f"this installation was made already ({found.kind}, {found.path}); a new one needs a new data folder"
        )


def _office(county: Place, name: str, phone: str, today: date) -> str:
    """The office, its first post, and the person who holds it; returns the password for the first entry."""
    role = queries.role(OFFICE)
    office = Organisation(
        name=f"{county.name}食品安全委员会办公室", kind=Organisation.Kind.COMMITTEE_OFFICE, place=county
    )
    open_organisation(office, by=FOUNDER)
    post = Post(organisation=office, place=county, role=role, title="食安办主任", opened_on=today)
    open_post(post, by=FOUNDER)
    person = register_person(NewPerson(name, county.path, phone), by=FOUNDER)
    appoint(post, person, on=today, by=FOUNDER)
    password = one_time_password()
    open_account(person, password, by=FOUNDER)
    return password


def _tell(as_json: bool, county: Place, phone: str, password: str) -> None:
    if as_json:
        print(
            json.dumps(
                {"county": county.name, "path": county.path, "phone": phone, "password": password}, ensure_ascii=False
            )
        )
        return
    print(f"{county.name}  {county.path}")
    print(f"手机号 {phone}   一次性密码 {password}   （首次登录须更换）")
    print("shian serve")
