"""One folder of data a language."""
