"""The report of a quarter, a half-year or a year to the Standing Board: what it rests on (`facts`), the
tables that its annexes and its Excel file share (`tables`), its words as blocks (`text`), and the paper
that it is (`owner`)."""
