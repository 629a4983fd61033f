"""The door of an association: its members, who has checked, its commitment; the office opens public pages here (M11)."""
