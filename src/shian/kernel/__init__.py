"""The kernel: actor, lens, gate, wall, states, time. No tables, no rooms."""
