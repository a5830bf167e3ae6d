"""Time expressions: words to kinds, kinds to rules, rules to TIMEX3 values and ISO bounds."""
