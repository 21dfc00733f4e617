-- Who looks for duplicates: 0 while somebody else does, and where no item has
-- changed since: planning duplicate_find.sql takes longer than this. Before that,
-- in its transaction: what a statement that locks sees besides may be older than
-- the lock.
SELECT count(*)
  FROM (SELECT
          FROM sheaf.duplicate_cursor AS c
         WHERE EXISTS (
                   SELECT 1
                     FROM sheaf.item AS i
                    WHERE i.changed_in >= c.changed_in
                      AND i.changed_in
                          < pg_snapshot_xmin(pg_current_snapshot())
                      AND (i.changed_in, i.repository_id, i.identifier)
                          > (c.changed_in, c.repository_id, c.identifier))
           FOR UPDATE SKIP LOCKED) AS locked
