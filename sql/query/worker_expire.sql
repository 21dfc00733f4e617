-- Processes that ended without a word, on machines that are gone too.
WITH gone AS (
    DELETE FROM sheaf.worker
     WHERE seen_at < now() - interval '1 day'
    RETURNING 1
)
SELECT count(*)
  FROM gone
