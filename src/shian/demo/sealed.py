"""A sealed channel with a clue and its dialogue. The keys of its two custodians are demo keys: they lie in the demo's own folder, where a
real custodian's key never lies, and anybody may open the made-up name with them."""

from datetime import timedelta

from shian.demo.cast import open_member
from shian.demo.players import Players, at_hour
from shian.demo.receipts import folder, keep
from shian.demo.settle import BUILDER, Site
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.people.actions.persons import NewPerson, register_person
from shian.people.actions.posts import open_post
from shian.people.actions.tenure import appoint
from shian.people.models import Organisation, Post, Role
from shian.sealed import actions, keyfiles, queries
from shian.sealed.actions import Name, Proposed, Seats, Told
from shian.sealed.house import as_box
from shian.sealed.models import Channel, SealedClue
from shian.sealed.receipts import shown

PHRASE = "demo keys only 演示专用"
ROLES = (
    ("clue_handler", "clue_handler", "举报专办员"),
    ("clue_supervisor", "clue_supervisor", "举报监督人"),
    ("custodian_first", "clue_custodian", "身份保管人（甲）"),
    ("custodian_second", "clue_custodian", "身份保管人（乙）"),
)
TEXT = "我在城南一家卤味作坊干活。老板把退回来的过期鸭脖重新卤了再卖，夜里两点开始，天亮前送走。我怕被认出来，请不要打厂里的电话。"
ASKED = "谢谢您。请问退回的货放在哪里，一般星期几多？您说的不会出现在任何材料里。"
SAID = "放在后院的蓝色冷柜，星期一和星期四最多。进门右手边。"
ENDED = "镇东一家干货店卖的木耳是药水泡过的，库房在店后面，我帮他们卸过货。"
THANKS = "您说的查实了，已作出处罚。奖励正在报批，过几天凭这个回执号来看。"
FINES = 120_000_00  # fen
NOTE = """演示专用的两把身份保管人钥匙。真正的钥匙只在保管人自己的机器上，从不放在这里。
口令：{phrase}
用法：shian sealed pass {folder}/first.key < 页面上给的那一行
Demo keys of the two custodians. A real key lies on its custodian's own machine and never here.
"""


def play_sealed(site: Site) -> int:
    """A clue under seal, from somebody who gave a name, and one that ended in a penalty, whose reward waits to be approved; their
    receipts are told on the login page."""
    posts = {key: _seated(site, key, role, title) for key, role, title in ROLES}
    seats = Seats(
        posts["clue_handler"], posts["clue_supervisor"], (posts["custodian_first"], posts["custodian_second"])
    )
    day = site.today - timedelta(days=6)
    with worn(site.office):
        channel = actions.open_channel(site.ground.county, seats, by=site.office, now=at_hour(day, 8))
    players = Players(site.county, site.past.start)
    for side in ("first", "second"):
        _with_key(channel, side, players.at(posts[f"custodian_{side}"].pk), site)
    handler = players.at(posts["clue_handler"].pk)
    _told(site, channel, handler)
    _rewarded(site, channel, handler)
    return 2


def _seated(site: Site, key: str, role: str, title: str) -> Post:
    unit = site.offices.organisations[Organisation.Kind.REGULATOR, site.county]
    with worn(BUILDER):
        wanted = Post(
            organisation=unit, place=unit.place, role=Role.objects.get(key=role), title=title, opened_on=site.since
        )
        post = open_post(wanted, by=BUILDER)
        person = register_person(NewPerson(site.names.person(), unit.path, site.names.phone()), by=BUILDER)
        appoint(post, person, on=site.since, by=BUILDER)
        site.cast.append(open_member(key, title, person.pk, unit.place.name, BUILDER))
    return post


def _with_key(channel: Channel, side: str, custodian: Actor, site: Site) -> None:
    keys = folder() / "keys"
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    (keys / "README.txt").write_text(NOTE.format(phrase=PHRASE, folder=keys), encoding="utf-8")
    place = keys / f"{side}.key"
    place.unlink(missing_ok=True)  # of a world that was made here before and thrown away
    public = keyfiles.make(place, PHRASE)
    now = at_hour(site.today - timedelta(days=6), 9)
    with worn(custodian):
        actions.register_key(channel, public, note="演示专用", by=custodian, now=now)


def _told(site: Site, channel: Channel, handler: Actor) -> None:
    """Told at night, read in the morning, asked back, answered, and a last word that nobody has read yet."""
    first = site.today - timedelta(days=5)
    who = Name({"name": site.names.person(), "phone": site.names.phone()})
    with as_box() as box:
        receipt = actions.take_clue(channel, Told(TEXT, name=who), by=box, now=at_hour(first, 23))
        clue = queries.by_receipt(receipt, viewer=box)
    with worn(handler):
        mine: SealedClue = queries.clue(clue.pk, viewer=handler)
        actions.read_clue(mine, by=handler, now=at_hour(first + timedelta(days=1), 9))
        actions.answer_clue(mine, ASKED, by=handler, now=at_hour(first + timedelta(days=1), 10))
    with as_box() as box:
        actions.read_by_receipt(clue, by=box, now=at_hour(first + timedelta(days=2), 21))
        actions.write_on(clue, Told(SAID), by=box, now=at_hour(first + timedelta(days=2), 21))
    keep("sealed", shown(receipt))


def _rewarded(site: Site, channel: Channel, handler: Actor) -> None:
    """Told without a name, checked, punished; the handler proposed a reward."""
    first = site.today - timedelta(days=6)
    with as_box() as box:
        receipt = actions.take_clue(channel, Told(ENDED), by=box, now=at_hour(first, 21))
        key = queries.by_receipt(receipt, viewer=box).pk
    with worn(handler):
        clue: SealedClue = queries.clue(key, viewer=handler)
        actions.read_clue(clue, by=handler, now=at_hour(first + timedelta(days=1), 9))
        actions.answer_clue(clue, THANKS, by=handler, now=at_hour(site.today, 8))
        actions.close_clue(clue, "penalised", money=FINES, by=handler, now=at_hour(site.today, 8))
        actions.propose_reward(clue, Proposed("2"), by=handler, now=at_hour(site.today, 8))
    keep("reward", shown(receipt))
