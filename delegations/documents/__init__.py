"""Things handed out: a picture, address cards, tables for Excel. Made from what is passed in, without the
database."""
