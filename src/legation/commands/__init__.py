"""Commands that have a module of their own; ``legation.cli`` registers each."""
