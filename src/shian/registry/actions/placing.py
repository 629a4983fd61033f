"""Where the premises of a business lie on the map: said by somebody at the door, or typed at the desk. Nothing is guessed."""

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.registry.models import Business, Premises, Status
from shian.registry.rules.premises import FARTHEST, Located, beyond_earth, nowhere

VERB = "place_premises"


def place_premises(business: Business, at: Located, *, by: Actor) -> Premises:
    """The place of the premises at the business's address. Raises Refused for no place on Earth, 0,0, or an unnamed system.

    GCJ-02 and WGS-84 lie hundreds of metres apart: a place whose system nobody names says nothing, and is not kept.
    """
    _refuse(business, at)
    with act(by, VERB, business) as announce:
        found, _new = Premises.objects.get_or_create(
            business=business, address=business.address, defaults={"path": business.path, "secrecy": business.secrecy}
        )
        before = {"latitude": found.latitude, "longitude": found.longitude, "datum": found.datum}
        for name in ("latitude", "longitude", "datum", "accuracy_m"):
            setattr(found, name, getattr(at, name))
        found.save(update_fields=["latitude", "longitude", "datum", "accuracy_m"])
        announce.note(
            before=before, latitude=at.latitude, longitude=at.longitude, datum=at.datum, accuracy=at.accuracy_m
        )
    return found


def _refuse(business: Business, at: Located) -> None:
    if business.status == Status.CLOSED:
        raise Refused(_("「%(name)s」已经注销，不用再记位置") % {"name": business.name})
    if beyond_earth(at):
        raise Refused(_("纬度或经度不对：纬度在 -90 到 90 之间，经度在 -180 到 180 之间"), code="malformed")
    if nowhere(at):
        raise Refused(_("这个位置是 0,0，手机还没有定位好；请到开阔处再取一次"), code="nowhere")
    if not at.datum:
        raise Refused(
            _("请选坐标系：不同坐标系的同一个数字相差几百米，系统不替您猜。不知道的，请到门口用手机取"), code="no_datum"
        )
    if at.accuracy_m is not None and not 0 <= at.accuracy_m <= FARTHEST:
        raise Refused(_("误差的米数不对"), code="malformed")
