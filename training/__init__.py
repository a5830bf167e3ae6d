"""How the shipped weights and tables are made. Imports legation; nothing imports it."""
