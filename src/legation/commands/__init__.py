"""The commands that ask and fill the kept record, and what commands share."""
