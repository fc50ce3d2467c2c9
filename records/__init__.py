"""What every app needs of its records: query sets of a body, codes, loading, files on records, workbooks."""
