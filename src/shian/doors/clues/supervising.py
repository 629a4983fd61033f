"""The verbs of the page of social supervisors."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.clues import actions, queries
from shian.doors.clues.asking import day_typed
from shian.doors.ui.typed import checked_person, day_of, key_or_none, person_of
from shian.doors.ui.verbs import Said
from shian.kernel.refused import Refused
from shian.people.models import Tenure
from shian.territory import queries as territory


def _team(said: Said) -> object:
    if not said.by.may_at("open_post", said.word("place")):
        raise Refused(gettext("请选在哪里"))
    return actions.form_supervisors(said.word("name"), territory.place(said.word("place")), by=said.by)


def _enlist(said: Said) -> object:
    teams = {one.pk: one for one in queries.supervisor_teams(said.by)}
    team = teams.get(key_or_none(said.word("team")))  # type: ignore[arg-type]  # none is none of them
    if team is None:
        raise Refused(gettext("请选哪支队伍"))
    checked_person(said.word("person"), said.word("phone"))
    until = day_typed(said.word("until"))
    person = person_of(said.word("person"), said.word("phone"), team.path, by=said.by)
    return actions.enlist_supervisor(actions.Enlisted(team, person, said.on, until), by=said.by)


def _train(found: Tenure, said: Said) -> object:
    on = day_of(said.word("on"), gettext("哪天"))
    return actions.note_training(found, subject=said.word("subject"), on=on, by=said.by, now=said.now)


def _end(found: Tenure, said: Said) -> object:
    return actions.end_term(found, reason=said.word("reason"), on=said.on, by=said.by)


TEAM_VERBS: Mapping[str, tuple[Callable[[Said], object], Promise]] = {
    "team": (_team, _("队伍已建立。")),
    "enlist": (_enlist, _("已请到。培训登记以后才能报送；账号在“人员岗位”里开。")),
}
SUPERVISING: Mapping[str, tuple[Callable[[Tenure, Said], object], Promise]] = {
    "train": (_train, _("培训已登记，可以报送了。")),
    "end": (_end, _("任期已结束。")),
}
