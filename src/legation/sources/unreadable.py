"""Why an input, or one report in it, can't be read."""


class UnreadableError(ValueError):
    """Its message is the reason, in words that follow the input's name: "holds no text"."""


class UnavailableError(UnreadableError):
    """It couldn't be had now, and may be had later."""
