"""What this installation is, said once."""

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.people.models import Installation


def say_what_this_is(kind: Installation.Kind, path: str, *, by: Actor) -> Installation:
    """A real county's installation, or a made-up world. The database lets it be said once, and keeps demo accounts
    out of a real one."""
    installation = Installation(kind=kind, path=path)
    with act(by, "found", installation) as announce:
        if Installation.objects.exists():
            raise Refused(_("这套系统已经初始化过"))
        installation.save(force_insert=True)
        announce.note(kind=str(kind))
    return installation
