-- Deleted records keep their metadata for 30 days, then the header only. 1,000
-- a call; how many.
WITH old AS (
    SELECT repository_id, identifier, metadata_prefix
      FROM sheaf.record
     WHERE status = 'deleted'
       AND (metadata IS NOT NULL OR about IS NOT NULL)
       AND changed_at < (SELECT sheaf.clock()) - interval '30 days'
     LIMIT 1000
       FOR UPDATE SKIP LOCKED
), emptied AS (
    UPDATE sheaf.record AS r
       SET metadata = NULL,
           about = NULL
      FROM old
     WHERE r.repository_id = old.repository_id
       AND r.identifier = old.identifier
       AND r.metadata_prefix = old.metadata_prefix
    RETURNING 1
)
SELECT count(*)
  FROM emptied
