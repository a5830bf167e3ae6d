"""What an act is told by, who does it to whom, whether, when and where: the parts of the events stage."""
