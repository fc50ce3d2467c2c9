"""Pages of papers: what stands on every one, terms, templates, certificates, the page behind a code."""
