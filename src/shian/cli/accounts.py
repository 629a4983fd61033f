"""Give everybody of a place who has no account yet a way in; the slips are printed once and kept nowhere.

shian accounts --within 330483001 --dry-run              who would get one
shian accounts --within 330483001 --role village_cadre   the slips, one a line: name, post, place, phone, password
"""

import argparse
import json
import sys

from django.utils import timezone

from shian.cli.import_ import ground_of, within_ground
from shian.kernel.actor import Actor
from shian.kernel.concealed import mask_phone
from shian.kernel.spelled import headed
from shian.kernel.wall import worn
from shian.people.actions.accounts import LetIn, let_in_many
from shian.people.models import Tenure
from shian.people.queries import persons_named, role, seated, system

AT_ONCE = 200  # a transaction: who got a slip keeps it when somebody stops the command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--within", metavar="CODE", default="", help="division code (default: this installation's)")
    parser.add_argument("--role", default="", help="only holders of posts with this role")
    parser.add_argument("--dry-run", action="store_true", help="say who would get one; open nothing")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(args: argparse.Namespace) -> int:
    ground = ground_of(args.within)
    by = within_ground(system("importer"), ground)
    with worn(by):
        asked = role(args.role).key if args.role else ""
        waiting = list(seated(by, on=timezone.localdate(), within=ground, role=asked, entered=False))
    if args.dry_run:
        for one in waiting:
            _say(args.json, _told(one))
        return 0
    posts = {one.person_key: one for one in waiting}
    keys = list(posts)
    for start in range(0, len(keys), AT_ONCE):
        _give(args.json, {key: posts[key] for key in keys[start : start + AT_ONCE]}, by)
    return 0


def _give(as_json: bool, posts: dict[object, Tenure], by: Actor) -> None:
    """The slips of one transaction, told after it is on disk."""
    with worn(by):
        done: LetIn = let_in_many(list(persons_named(by, [one.person_key for one in posts.values()]).values()), by=by)
    for slip in done.slips:
        told = _told(posts[slip.person.pk])
        _say(as_json, told | {"phone": mask_phone(slip.person.phone), "password": slip.password})
    for one in done.refused:
        print(headed(one.item.name, one.message), file=sys.stderr)


def _told(one: Tenure) -> dict[str, str]:
    return {"name": one.person_name, "post": one.post.title, "place": one.post.place.name}


def _say(as_json: bool, told: dict[str, str]) -> None:
    print(json.dumps(told, ensure_ascii=False) if as_json else "\t".join(told.values()))
