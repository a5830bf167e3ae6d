"""The world's places by name, and which of them a report means."""
