"""The history of the tables, a revision a file; run through `store.upgrade`."""
