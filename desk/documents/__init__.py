"""Papers for leaders: PDF, Word, Excel from the same numbers as the screens."""
