"""Who is who in one report: names, role nouns and pronouns, and the actors that they stand for."""
