"""elchi: the register of official visits, read from press reports with evidence."""

__version__ = "0.1.0"
