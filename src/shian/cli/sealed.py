"""A custodian's own key, on his own machine: make it, pass a half, read a name, seal anew. Asks no database.

shian sealed keys KEYFILE                 make a key; the file never leaves this machine, its public half goes to the desk
shian sealed pass KEYFILE < line          after both agreed: my half, sealed to the one who asked
shian sealed read KEYFILE < line          the name, by both halves; it is printed here and nowhere else
shian sealed reseal KEYFILE < line        everything under this key, sealed to my new one
"""

import argparse
import json
import sys
from base64 import b64encode
from collections.abc import Callable, Iterable
from getpass import getpass
from pathlib import Path

from django.utils.translation import gettext as _

from shian.kernel.refused import Refused
from shian.sealed import boxes, keyfiles
from shian.sealed.bundles import Bundle

NEEDS_DATABASE = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("verb", choices=("keys", *DEEDS))
    parser.add_argument("keyfile", type=Path, metavar="KEYFILE", help="where the private key lies, or is to lie")


def run(args: argparse.Namespace) -> int:
    if args.verb == "keys":
        return _keys(args.keyfile)
    bundle = _bundle(args.verb)
    private = keyfiles.private_of(args.keyfile, _phrase())
    try:
        print(DEEDS[args.verb](bundle, private))
    except boxes.Unopened as error:
        raise Refused(_("这把钥匙打不开这一份，或者内容被改过")) from error
    return 0


def _keys(place: Path) -> int:
    phrase = _phrase()
    if phrase != getpass(_("再输一遍口令：")):
        raise Refused(_("两遍口令不一样"))
    public = keyfiles.make(place, phrase)
    print(public)
    print(_("指纹 %(told)s：登记以后请两个人当面核对。") % {"told": boxes.fingerprint(public)}, file=sys.stderr)
    print(_("钥匙文件 %(file)s 只留在这台机器上，另备一份锁进保险柜。") % {"file": place}, file=sys.stderr)
    return 0


def _phrase() -> str:
    return getpass(_("钥匙的口令："))


def _bundle(verb: str) -> Bundle:
    try:
        bundle = Bundle.of(sys.stdin.read())
    except boxes.Unopened as error:
        raise Refused(_("这不是页面上给的那一行，请整行复制")) from error
    if bundle.what != verb:
        raise Refused(_("这一行是给 shian sealed %(verb)s 用的") % {"verb": bundle.what})
    return bundle


def _passed(bundle: Bundle, private: bytes) -> str:
    print(_("交给指纹 %(told)s 的人：请先打电话核对。") % {"told": boxes.fingerprint(bundle.to)}, file=sys.stderr)
    return _told(boxes.sealed_to(bundle.to, _own_half(bundle.boxes.values(), private)))


def _read(bundle: Bundle, private: bytes) -> str:
    name = boxes.read(bundle.body, _own_half(bundle.boxes.values(), private), boxes.unsealed(private, bundle.half))
    return "\n".join(f"{field}: {text}" for field, text in json.loads(name).items() if text)


def _resealed(bundle: Bundle, private: bytes) -> str:
    anew = {number: boxes.sealed_to(bundle.to, boxes.unsealed(private, box)) for number, box in bundle.boxes.items()}
    return Bundle("resealed", anew).line()


def _own_half(carried: Iterable[bytes], private: bytes) -> bytes:
    """One of them opens: the others are the same half under another of his keys."""
    for box in carried:
        try:
            return boxes.unsealed(private, box)
        except boxes.Unopened:
            continue
    raise boxes.Unopened


def _told(data: bytes) -> str:
    return b64encode(data).decode()


DEEDS: dict[str, Callable[[Bundle, bytes], str]] = {"pass": _passed, "read": _read, "reseal": _resealed}
