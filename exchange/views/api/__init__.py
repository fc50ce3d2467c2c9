"""The open data over HTTP: read-only JSON. `gate` lets in and says no, `operations` answers, `description`
tells what there is."""
