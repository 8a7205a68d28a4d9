"""Language-blind work on text: tokens, sentences, folding, calendar."""
