"""inspection.toml: the numbers of statutory inspection."""

from shian.packs import words
from shian.packs.build.selector import selector
from shian.packs.inspection import (
    Cut,
    Face,
    FaceLaw,
    Factor,
    InspectionLaw,
    Number,
    ResultRule,
    RiskLaw,
    Step,
    Trigger,
)
from shian.packs.limits import Limit
from shian.packs.node import Node
from shian.packs.titles import Title


def inspection(node: Node) -> InspectionLaw:
    return InspectionLaw(
        officers=node.child("officers").make(_number),
        repeat_months=node.child("repeat_months").make(_number),
        full_years=node.child("full_years").make(_number),
        publish=node.child("publish").make(_limit),
        decide=node.child("decide").make(_limit),
        result=node.child("result").make(_result),
        refusals={key: one.make(_titled) for key, one in node.named("refusal").items()},
        risk=node.child("risk").make(_risk),
        faces=node.child("faces").make(_faces),
    )


def _number(node: Node) -> Number:
    return Number(node.number("count"), node.cite())


def _limit(node: Node) -> Limit:
    return node.limit("within", node.cite())


def _titled(node: Node) -> Title:
    node.cite()
    return node.title()


def _result(node: Node) -> ResultRule:
    return ResultRule(node.number("key_most"), node.number("general_most"), node.cite())


def _risk(node: Node) -> RiskLaw:
    cuts = tuple(row.make(_cut) for row in node.children("cut"))
    if [cut.grade for cut in cuts] != list(words.GRADES):
        node.bad("cut", "risk.cut names the grades A, B, C, D once each, in this order")
    if [cut.up_to for cut in cuts] != sorted({cut.up_to for cut in cuts}):
        node.bad("cut", "risk.cut: each grade goes further up than the one before")
    return RiskLaw(
        static_most=node.number("static_most"),
        dynamic_most=node.number("dynamic_most"),
        key_weight=node.number("key_weight"),
        new_tenths=node.number("new_tenths"),
        levels_most=node.number("levels_most"),
        cite=node.cite(),
        cuts=cuts,
        factors=tuple(row.make(_factor) for row in node.children("factor")),
        triggers={key: one.make(_trigger) for key, one in node.named("trigger").items()},
    )


def _cut(node: Node) -> Cut:
    node.cite()
    return Cut(node.word("grade", words.GRADES), node.number("up_to"))


def _factor(node: Node) -> Factor:
    steps = tuple(_step(node, pair) for pair in node.value("steps", list))
    if [step.over for step in steps] != sorted({step.over for step in steps}):
        node.bad("steps", "steps go up: [[over, points], …]")
    return Factor(node.text("key"), node.title(), node.text("unit"), selector(node), steps, node.cite())


def _step(node: Node, pair: object) -> Step:
    if not isinstance(pair, list) or len(pair) != 2 or not all(type(number) is int for number in pair):
        node.bad("steps", "steps are pairs of whole numbers: [[over, points], …]")
    return Step(pair[0], pair[1])


def _trigger(node: Node) -> Trigger:
    lowers = node.truth("lowers", default=False)
    levels = node.number("levels", 1)
    worst = node.truth("worst", default=False)
    return Trigger(str(node.path[-1]), node.title(), -levels if lowers else levels, worst, node.cite())


def _faces(node: Node) -> FaceLaw:
    faces = tuple(row.make(_face) for row in node.children("face"))
    if [face.from_tenths for face in faces] != sorted({face.from_tenths for face in faces}, reverse=True):
        node.bad("face", "faces.face: the best first, each from fewer points than the one before")
    return FaceLaw(
        selector=selector(node),
        key_failed_least=node.number("key_failed_least"),
        new_months=node.number("new_months"),
        faces=faces,
        cite=node.cite(),
    )


def _face(node: Node) -> Face:
    node.cite()
    return Face(
        node.text("key"),
        node.title(),
        node.word("letter", words.GRADES),
        node.number("from_tenths"),
        node.number("again_months"),
    )
