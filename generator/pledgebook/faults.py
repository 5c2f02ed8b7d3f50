"""What goes wrong though no record is to blame. Must not know what it is."""


class Fault(Exception):
    """A command cannot do what it was asked to; the text is for people."""
