"""Commands that have a module of their own, and what commands share; ``legation.cli`` registers each."""
