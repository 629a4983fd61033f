"""Joint action (联合行动, M07 M16): departments, teams, objects, one shared record, results counted once, notices between them."""
