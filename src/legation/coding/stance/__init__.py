"""What positions are made of: claims of a stance, the condition clauses around them, and who is meant."""
