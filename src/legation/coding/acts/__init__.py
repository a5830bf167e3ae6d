"""What an act is told by, who does it to whom, and whether, when and where it happened: the events stage's parts."""
