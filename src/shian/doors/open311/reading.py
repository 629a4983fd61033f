"""What a client sent, read as the specification means it. What is none of ours, or wrong, is said with the field's name."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from shian.complaints.schemas import Brought, Reporter
from shian.doors.open311.answers import FORBIDDEN, UNKNOWN, Bad
from shian.doors.report.law import categories, ground
from shian.doors.report.places import by_code, competent, far_away, shop
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.typed import YEARS, key_or_none
from shian.evidence.rules import Spot
from shian.people.queries import token_holder
from shian.territory import queries as territory

LONGEST, LONGEST_URL = 4000, 2000
SPAN, MOST, MOST_PAGES = timedelta(days=90), 1000, 100_000
STATUSES = {"open": True, "closed": False}
RESPONDENT, HAPPENED, BUSINESS = "respondent", "happened", "business_code"


@dataclass(frozen=True)
class Sought:
    """Which requests are asked for."""

    since: datetime | None
    until: datetime | None
    codes: tuple[str, ...]
    open: bool | None
    keys: tuple[UUID, ...] | None = None
    leaving: int = 0  # how many come before the page that is asked for
    most: int = MOST


def refuse_elsewhere(given: QueryDict) -> None:
    """A jurisdiction is optional, since there is one here; another one is not found."""
    asked = given.get("jurisdiction_id", "").strip()
    if asked and asked not in {territory.place(ground()).code, ground()}:
        raise Bad(_("没有这个 jurisdiction_id：%(id)s") % {"id": asked[:40]}, UNKNOWN)


def refuse_files(request: Asked) -> None:
    """A photograph that came along would be lost without a word: here only its address is written down."""
    if request.FILES:
        raise Bad(_("这里不收文件，照片请给 media_url，或者到 /report 上传"))


def holder_of(request: Asked, *, required: bool) -> UUID | None:
    """For whom the api_key acts. Raises Bad for one that is none, and for none where one is required."""
    key = request.POST.get("api_key", "") or request.GET.get("api_key", "")
    if not key and not required:
        return None
    holder = token_holder(key, request.now) if key and len(key) <= 600 else None
    if holder is None:
        raise Bad(_("api_key 不对，或者没有给"), FORBIDDEN)
    return holder


def brought(request: Asked) -> Brought:
    """A request as something brought. Raises Bad."""
    post, on = request.POST, today(request)
    code = post.get("service_code", "").strip()
    if not code:
        raise Bad(_("没有 service_code"))
    if code not in categories(on):
        raise Bad(_("没有这个 service_code：%(code)s") % {"code": code[:40]}, UNKNOWN)
    spot, address = _spot(post), post.get("address_string", "").strip()
    if spot is None and not address:  # an address_id alone says nothing here: there is no register of addresses
        raise Bad(_("没有位置：请给 lat 和 long，或者 address_string"))
    if spot and far_away(spot):
        raise Bad(competent(on))
    chosen = shop(_business(post)) if _business(post) else None
    return Brought(
        kind="report",
        text=_text(post),
        place=chosen.path if chosen else ground(),
        channel="open311",
        category=code,
        happened_at=_moment(_attribute(post, HAPPENED), HAPPENED),
        address=address,
        latitude=spot.latitude if spot else None,
        longitude=spot.longitude if spot else None,
        datum="wgs84" if spot else None,
        business=chosen.key if chosen else None,
        respondent=_attribute(post, RESPONDENT),
        reporter=_reporter(post),
        # What goes through this door is read through it: kind, township and state, never a word or a name.
        wants_publicity=True,
    )


def _attribute(post: QueryDict, name: str) -> str:
    return post.get(f"attribute[{name}]", "").strip()


def _business(post: QueryDict) -> str:
    code = _attribute(post, BUSINESS)
    return by_code(code) if code else ""


def _text(post: QueryDict) -> str:
    words = post.get("description", "").strip().replace("\x00", "")
    if len(words) > LONGEST:
        raise Bad(_("description 太长，最多 %(most)d 字") % {"most": LONGEST})
    media = post.get("media_url", "").strip().replace("\x00", "")
    if len(media) > LONGEST_URL:
        raise Bad(_("media_url 太长，最多 %(most)d 字") % {"most": LONGEST_URL})
    text = "\n".join(filter(None, (words, _("照片地址：%(url)s") % {"url": media} if media else "")))
    if not text:
        raise Bad(_("没有 description"))
    return text


def _spot(post: QueryDict) -> Spot | None:
    lat, long = post.get("lat", "").strip(), post.get("long", "").strip()
    if not lat and not long:
        return None
    try:
        found = Spot(float(lat), float(long))
    except ValueError:
        raise Bad(_("lat、long 应是度数，如 30.63 和 120.54")) from None
    if not (-90 <= found.latitude <= 90 and -180 <= found.longitude <= 180):
        raise Bad(_("lat、long 应是度数，如 30.63 和 120.54"))
    return found if found.known else None


def _reporter(post: QueryDict) -> Reporter | None:
    """A name makes it a report by name; a number alone is no name."""
    name = f"{post.get('last_name', '').strip()}{post.get('first_name', '').strip()}"
    phone, email = post.get("phone", "").strip(), post.get("email", "").strip()
    return Reporter(name=name, phone=phone, address=email) if name or phone or email else None


def sought(given: QueryDict, now: datetime) -> Sought:
    """The filter of a list: keys override all else; without a day it is the last ninety. Raises Bad."""
    keys = given.get("service_request_id", "").strip()
    size = _count(given, "page_size", MOST)
    leaving = (_count(given, "page", 1) - 1) * size
    if keys:
        found = tuple(key for text in keys.split(",")[:MOST] if (key := key_or_none(text.strip())))
        return Sought(None, None, (), None, found, leaving=leaving, most=size)
    since, until = _moment(given.get("start_date", ""), "start_date"), _moment(given.get("end_date", ""), "end_date")
    until = until or (min(since + SPAN, now) if since else now)
    since = since or until - SPAN
    if until - since > SPAN:
        raise Bad(_("start_date 到 end_date 最多 90 天"))
    codes = tuple(one.strip() for one in given.get("service_code", "").split(",") if one.strip())
    return Sought(since, until, codes, _status(given.get("status", "")), leaving=leaving, most=size)


def _count(given: QueryDict, name: str, otherwise: int) -> int:
    """A page is counted from one, and holds no more than a whole answer does."""
    said = given.get(name, "").strip()
    if not said:
        return otherwise
    if not (said.isascii() and said.isdigit() and 1 <= int(said[:6]) <= MOST_PAGES and len(said) <= 6):
        raise Bad(_("%(name)s 应是从 1 起的整数") % {"name": name})
    return min(int(said), MOST) if name == "page_size" else int(said)


def _status(text: str) -> bool | None:
    words = {one.strip() for one in text.split(",") if one.strip()}
    if strange := words - set(STATUSES):
        raise Bad(_("没有这个 status：%(word)s，应是 open 或 closed") % {"word": min(strange)[:40]})
    return STATUSES[words.pop()] if len(words) == 1 else None


def _moment(text: str, name: str) -> datetime | None:
    """A moment as W3C writes it; a plus sign that an address lost is given back, and a day alone is its beginning."""
    said = text.strip().replace(" ", "+")
    if not said:
        return None
    try:
        found = parse_datetime(said) or parse_datetime(f"{said}T00:00:00")
    except ValueError:
        found = None
    if found is None or found.year not in YEARS:
        raise Bad(_("%(name)s 应写成 2026-10-01T00:00:00+08:00") % {"name": name})
    return found if timezone.is_aware(found) else timezone.make_aware(found)
