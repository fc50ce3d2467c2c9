"""A body's members as one table: read from a copied list, laid into the table, written as one act."""
