-- What is stored by now: for items that are stored later.
SELECT pg_current_snapshot()::text
