"""Commands in modules of their own."""
