"""What is public (M11, M20): pages, menus, suppliers, members, signed commitments; by whom, from when to when."""
