"""Give a machine its token: shown once, kept nowhere, withdrawn on the page 系统对接.

shian token --phone 13800000000 --label 市民卡系统 --days 90
shian token --as office                          one of the cast, in the demo only
"""

import argparse
import json
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.paths import ROOT
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.people import queries
from shian.people.actions.accounts import MOST_DAYS, issue_token
from shian.people.models import Person

# Whoever keeps the machine on which the house stands: this one verb, and the books say so.
KEEPER = Actor(
    "keeper", grants=(Grant(frozenset({"see", "issue_token"}), Reach.GROUND, ROOT, clearance=Secrecy.INTERNAL),)
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    whom = parser.add_mutually_exclusive_group(required=True)
    whom.add_argument("--phone", default="", help="mobile number of the person for whom the machine acts")
    whom.add_argument("--as", dest="cast", default="", metavar="KEY", help="one of the demo's cast, as office")
    parser.add_argument("--label", default="shian token", help="which machine")
    parser.add_argument("--days", type=int, default=90, help=f"how long it opens, at most {MOST_DAYS}")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    if not 1 <= args.days <= MOST_DAYS:
        raise Refused(_("有效天数请填 1 到 %(most)d") % {"most": MOST_DAYS})
    now = timezone.now()
    with worn(KEEPER):
        person = _one_of_the_cast(args.cast) if args.cast else _by_phone(args.phone)
        token, secret = issue_token(person, args.label, expires_at=now + timedelta(days=args.days), by=KEEPER)
    said = {"token": secret, "person": person.name, "expires_at": timezone.localtime(token.expires_at).isoformat()}
    print(json.dumps(said, ensure_ascii=False) if args.json else secret)
    return 0


def _by_phone(phone: str) -> Person:
    found = queries.persons_by_phone(KEEPER, [phone]).get(phone)
    if found is None:
        raise Refused(_("没有登记这个手机号的人"))
    return found


def _one_of_the_cast(key: str) -> Person:
    account = queries.demo_account(key)
    if account is None:
        raise Refused(_("演示里没有“%(key)s”这个角色") % {"key": key})
    return queries.person(account.person_key, viewer=KEEPER)
