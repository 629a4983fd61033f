"""Services, their questions and requests, as the specification names their fields."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.complaints.schemas import PublicRequest
from shian.doors.open311.reading import BUSINESS, HAPPENED, RESPONDENT

Values = dict[str, Any]


def service(code: str, name: str) -> Values:
    return {
        "service_code": code,
        "service_name": name,
        "description": name,
        "metadata": True,
        "type": "realtime",
        "keywords": name.replace("、", ","),
        "group": _("食品安全"),
    }


def definition(code: str) -> Values:
    """The same three questions of every service; none must be answered."""
    asked = (
        (RESPONDENT, "string", _("店名、厂名、网店名")),
        (BUSINESS, "string", _("公示牌上的编码")),
        (HAPPENED, "datetime", _("什么时候发生的")),
    )
    return {
        "service_code": code,
        "attributes": [
            {
                "variable": True, "code": name, "datatype": kind, "required": False,
                "datatype_description": "", "order": order, "description": words, "values": [],
            }
            for order, (name, kind, words) in enumerate(asked, start=1)
        ],
    }  # fmt: skip


def request(one: PublicRequest, agency: str) -> Values:
    """What anybody may read: no words of persons, no exact place; the township stands for the address."""
    return {
        "service_request_id": str(one.key),
        "status": "open" if one.open else "closed",
        "status_notes": one.state_words,
        "service_name": one.category_words,
        "service_code": one.category,
        "description": None,
        "agency_responsible": agency,
        "service_notice": None,
        "requested_datetime": w3(one.received_at),
        "updated_datetime": w3(one.updated_at),
        "expected_datetime": None,
        "address": one.place_words,
        "address_id": None,
        "zipcode": None,
        "lat": None,
        "long": None,
        "media_url": None,
    }


def w3(at: datetime) -> str:
    """With its zone, to the second."""
    return timezone.localtime(at).replace(microsecond=0).isoformat()


def discovery(base: str, contact: str, changed: datetime) -> Mapping[str, Any]:
    """`changed` is when what it says was last another: a client that has it does not read on."""
    return {
        "changeset": w3(changed),
        "contact": contact,
        "key_service": _("api_key 是本系统的令牌，由食安办发；没有也可以交，次数受限。"),
        "endpoints": [
            {
                "specification": "http://wiki.open311.org/GeoReport_v2",
                "url": f"{base}/open311/v2",
                "changeset": w3(changed),
                "type": "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }
