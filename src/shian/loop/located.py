"""The places which a programme names by their division code, found in the tree: the rules know places by path."""

from dataclasses import replace

from shian.kernel.paths import is_path
from shian.packs.placed import placed
from shian.packs.rules import selectors
from shian.packs.schema import Pack
from shian.territory.models import Place
from shian.territory.rules import shortened


def located(pack: Pack) -> Pack:
    """The pack with each place by its path. A code that is no place here selects nothing: its county is elsewhere."""
    named = {one for programme in pack.programmes.values() for s in selectors(programme) for one in s.within}
    codes = {one: shortened(one) for one in named if not is_path(one)}
    if not codes:
        return pack
    found = dict(Place.objects.filter(code__in=codes.values()).values_list("code", "path"))
    paths = {said: found[code] for said, code in codes.items() if code in found}
    programmes = {key: placed(programme, paths) for key, programme in pack.programmes.items()}
    return replace(pack, programmes=programmes)
