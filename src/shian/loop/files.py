"""Files of upper rooms behind a task: what such a file is called and where it lies is told by the room's door, through wiring."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from shian.kernel.actor import Actor
from shian.loop.models import Task


@dataclass(frozen=True)
class FileWords:
    """A file as a card names it: its title, its address, the word on the button."""

    title: str
    href: str
    word: str


Resolver = Callable[[Iterable[UUID], Actor], Mapping[UUID, FileWords]]
_resolvers: dict[str, Resolver] = {}


def install(resolvers: Mapping[str, Resolver]) -> None:
    """Say who knows the files of each kind: once, by config/wiring.py."""
    _resolvers.update(resolvers)


def files_of(tasks: Iterable[Task], *, viewer: Actor) -> dict[UUID, FileWords]:
    """The files behind these tasks, by the key of the task; what the viewer may not see is not there."""
    wanted: defaultdict[str, dict[UUID, UUID]] = defaultdict(dict)
    for task in tasks:
        if task.file_id is not None and task.file_kind in _resolvers:
            wanted[task.file_kind][task.pk] = task.file_id
    found: dict[UUID, FileWords] = {}
    for kind, keys in wanted.items():
        known = _resolvers[kind](keys.values(), viewer)
        found |= {task: known[file] for task, file in keys.items() if file in known}
    return found
