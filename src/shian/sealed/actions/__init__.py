"""The verbs of the sealed channel."""

from shian.sealed.actions.channels import Seats, close_channel, open_channel, register_key, reseal, retire_key
from shian.sealed.actions.closing import Summary, close_clue, destroy_over, hand_clue
from shian.sealed.actions.opening import (
    Why,
    agree_opening,
    ask_opening,
    lapse_openings,
    note_opening,
    pass_half,
    read_name,
    refuse_late,
    refuse_opening,
    withdraw_opening,
)
from shian.sealed.actions.rewarding import (
    Proposed,
    approve_reward,
    claim_reward,
    lapse_rewards,
    pay_reward,
    propose_reward,
    turn_down_reward,
)
from shian.sealed.actions.taking import Name, Told, take_clue
from shian.sealed.actions.talking import answer_clue, read_by_receipt, read_clue, write_on

__all__ = [
    "Name",
    "Proposed",
    "Seats",
    "Summary",
    "Told",
    "Why",
    "agree_opening",
    "answer_clue",
    "approve_reward",
    "ask_opening",
    "claim_reward",
    "close_channel",
    "close_clue",
    "destroy_over",
    "hand_clue",
    "lapse_openings",
    "lapse_rewards",
    "note_opening",
    "open_channel",
    "pass_half",
    "pay_reward",
    "propose_reward",
    "read_by_receipt",
    "read_clue",
    "read_name",
    "refuse_late",
    "refuse_opening",
    "register_key",
    "reseal",
    "retire_key",
    "take_clue",
    "turn_down_reward",
    "withdraw_opening",
    "write_on",
]
