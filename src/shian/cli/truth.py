"""How many visits that were never made a draw by signals finds, at the same effort as one without.

shian truth backtest --seed 7 --json     a made-up quarter, 5 in 100 of its visits false; the signals do not know which
shian truth backtest --seed 7 --budget 100 --draws 200
"""

import argparse
import json
from pathlib import Path
from statistics import mean

from django.utils.translation import gettext as _

from shian.demo.false_visits import QUARTER, Quarter, quarter
from shian.draws.rules import Frame, Listed, drawn
from shian.kernel.refused import Refused
from shian.packs.loader import load
from shian.packs.truth import TruthLaw
from shian.truth.rules import signals_of, weights_of
from shian.truth.rules.chances import band_of, shares

NEEDS_DATABASE = False
LAW = Path(__file__).parents[3] / "packs" / "cn"
Row = dict[str, object]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    verbs = parser.add_subparsers(dest="verb", required=True)
    one = verbs.add_parser("backtest", help="plant false visits, draw with and without signals, count what was found")
    one.add_argument("--seed", type=int, required=True, help="everything that is luck follows from it")
    one.add_argument(
        "--budget", type=int, default=0, metavar="N", help="back-checks (default: as many as were planted)"
    )
    one.add_argument("--draws", type=int, default=50, metavar="N", help="so many draws, of which the mean is told")
    one.add_argument("--packs", type=Path, default=LAW, metavar="FOLDER", help="the law whose thresholds are tried")
    one.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    if args.draws < 1:
        raise Refused(_("--draws 至少是 1 次"))
    law = load(args.packs)[0].pack.truth
    if law is None:
        raise Refused(_("这个规则包里没有走访真实性的规定（truth.toml）"), code="no_law")
    told = backtest(quarter(args.seed), law, budget=args.budget, draws=args.draws, seed=args.seed)
    print(json.dumps(told, ensure_ascii=False) if args.json else _in_words(told))
    return 0


def backtest(made: Quarter, law: TruthLaw, *, budget: int, draws: int, seed: int) -> Row:
    """Both draws of the same visits, made again and again with other seeds; recall is what part of the planted was drawn."""
    keys, signals = [visit.key for visit in made.visits], signals_of(made.visits, made.temperatures, law, QUARTER)
    budget = budget or len(made.planted)
    weights = weights_of(made.visits, signals)
    bands = {key: band_of(weight, law.bands) for key, weight in weights.items()}
    by_signals = _frame_of(keys, bands, budget, law)
    plain = Frame(tuple(Listed(key) for key in keys), {"": budget})
    found, without = (_recall(frame, made, draws, seed) for frame in (by_signals, plain))
    marked = {one.visit for one in signals}
    return {
        "budget": budget,
        "planted": len(made.planted),
        "recall_signals": round(found, 4),
        "recall_random": round(without, 4),
        "lift": round(found / without, 2) if without else None,
        "seed": seed,
        "visits": len(keys),
        "draws": draws,
        "with_signal": len(marked),
        "planted_with_signal": len(marked & made.planted.keys()),
        "honest_with_signal": len(marked - made.planted.keys()),
        "chances": {row.name: [row.drawn, row.held] for row in shares(budget, _held(bands), law.bands)},
    }


def _held(bands: dict[str, int]) -> dict[int, int]:
    return {band: list(bands.values()).count(band) for band in set(bands.values())}


def _frame_of(keys: list[str], bands: dict[str, int], budget: int, law: TruthLaw) -> Frame:
    try:
        dealt = shares(budget, _held(bands), law.bands)
    except ValueError as error:
        raise Refused(_("回访 %(n)s 次不够每一档至少一次，或者比走访还多") % {"n": budget}) from error
    names = {band: row.name for row in dealt for band in row.bands}
    return Frame(tuple(Listed(key, names[bands[key]]) for key in keys), {row.name: row.drawn for row in dealt})


def _recall(frame: Frame, made: Quarter, draws: int, seed: int) -> float:
    """By the very draw that the office makes, each time with another word."""
    parts = (
        sum(one.id in made.planted for one in drawn(frame, str(seed), str(n))) / len(made.planted) for n in range(draws)
    )
    return mean(parts)


def _in_words(told: Row) -> str:
    words = _(
        "%(visits)s 次走访，埋入 %(planted)s 次假的；回访 %(budget)s 次：按信号抽到 %(signals).1f%%，不看信号抽到 %(random).1f%%"
    )
    times = _("，%(lift)s 倍") % told if told["lift"] is not None else ""
    shown = {"signals": float(str(told["recall_signals"])) * 100, "random": float(str(told["recall_random"])) * 100}
    return words % {**told, **shown} + times
