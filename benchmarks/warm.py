"""Loads the weights and the tables when it is imported: a process that is forked afterwards reads at once."""

import legation.record.grouping
from legation import pool
from legation.nouns import Document

READ = list(pool.records([Document("Peru accused Chile of a raid on Monday.")]))
assert legation.record.grouping
