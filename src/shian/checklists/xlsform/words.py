"""The words of XLSForm that we take, and why the others are left."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Types of questions → our kind.
TYPES: Mapping[str, str] = {
    "text": "text", "string": "text", "integer": "integer", "int": "integer", "decimal": "decimal", "date": "date", "time": "time",
    "datetime": "datetime", "note": "note", "calculate": "calculate", "image": "photo", "photo": "photo",
    "add image prompt": "photo", "add photo prompt": "photo", "geopoint": "place", "gps": "place", "location": "place",
}  # fmt: skip
WRITTEN: Mapping[str, str] = {
    "text": "text", "integer": "integer", "decimal": "decimal", "date": "date", "time": "time", "datetime": "dateTime",
    "note": "note", "calculate": "calculate", "photo": "image", "place": "geopoint",
}  # fmt: skip
# The longer before the shorter that it begins with.
SELECTS: Mapping[str, str] = {
    "add select one prompt using": "select_one", "select one using": "select_one", "select one from": "select_one",
    "add select multiple prompt using": "select_multiple", "select multiple using": "select_multiple", "select multiple from": "select_multiple",
    "select all that apply from": "select_multiple", "select all that apply": "select_multiple",
    "select_one": "select_one", "select one": "select_one", "select1": "select_one",
    "select_multiple": "select_multiple", "select multiple": "select_multiple",
}  # fmt: skip
NUMBERS = frozenset({"integer", "decimal"})  # what may have a unit
# What opens or closes a block; all but a group are asked several times over.
BLOCK = re.compile(r"(?P<side>begin|end)[ _](?P<kind>group|repeat|lgroup|looped group|loop)( over .*)?")
# Kept with every sheet anyway.
BUILT_IN = {"start", "end"}
PERSONAL = {
    "deviceid", "imei", "phonenumber", "phone number", "subscriberid", "simserial", "simid", "username", "email", "audit", "background-audio",
    "start-geopoint",
}  # fmt: skip
UNTAKEN: Mapping[str, str | Promise] = {
    "range": _("滑块不取，请改成 integer 或 decimal，并写 constraint"),
    "rank": _("排序题不取"),
    "acknowledge": _("确认题不取，请改成 select_one"),
    "trigger": _("确认题不取，请改成 select_one"),
    "barcode": _("扫码题不取"),
    "audio": _("录音不取"),
    "video": _("录像不取，请改成照片（image）"),
    "file": _("文件不取，请改成照片（image）"),
    "geotrace": _("线和面不取，只取一个点（geopoint）"),
    "geoshape": _("线和面不取，只取一个点（geopoint）"),
    "hidden": _("隐藏题不取"),
    "today": _("日期由系统记，不用问"),
    "xml-external": _("外部数据不取"),
    "csv-external": _("外部数据不取"),
    "select_one_from_file": _("外部选项文件不取，请把选项写进 choices 工作表"),
    "select_one_external": _("外部选项文件不取，请把选项写进 choices 工作表"),
    "select_multiple_from_file": _("外部选项文件不取，请把选项写进 choices 工作表"),
}
# Columns that would change what is asked or answered; a row that fills one is taken, but this part of it is named.
SILENT_COLUMNS = ("default", "trigger", "repeat_count", "parameters", "media")
OUTSIDE = re.compile(r"\bsearch\s*\(")  # an appearance that brings choices from a file
NAME = re.compile(r"[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_.\-\u4e00-\u9fff]*")
_COLUMN = re.compile(r"[A-Za-z_][A-Za-z0-9_\-]*")
LIST = re.compile(r"[A-Za-z0-9_.\-\u4e00-\u9fff]+")
# Names that an XForm needs for itself, wherever they stand in it.
TAKEN_NAMES = frozenset({"meta", "instanceid", "instancename", "deprecatedid", "start", "end"})
RESERVED = "__"  # between a question and what a telephone asks beside it
YES = {"yes", "true", "true()", "是", "1"}
NO = {"", "no", "false", "false()", "否", "0"}
# Names and labels that judge whatever the question is; yes and no do not: 「有无霉变」 answered yes is no praise.
VERDICTS: Mapping[str, str] = {
    "conform": "conform", "conforms": "conform", "compliant": "conform", "pass": "conform", "符合": "conform", "合格": "conform",
    "fail": "fail", "non_compliant": "fail", "不符合": "fail", "不合格": "fail",
    "not_applicable": "not_applicable", "n/a": "not_applicable", "na": "not_applicable", "不适用": "not_applicable", "合理缺项": "not_applicable",
}  # fmt: skip


def own_column(name: str) -> bool:
    """Whether a column of the choices may be asked by a filter: what only shows or tells cannot."""
    return name != "media" and _COLUMN.fullmatch(name) is not None
