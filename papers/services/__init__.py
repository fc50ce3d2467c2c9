"""What is written of papers: drafts, numbers, signed copies, proofs, heads, terms and templates."""
