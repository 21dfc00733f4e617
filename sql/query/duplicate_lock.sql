-- Who looks for duplicates: 0 while somebody else does. Before duplicate_find.sql,
-- in its transaction: what a statement that locks sees besides may be older than
-- the lock.
SELECT count(*)
  FROM (SELECT
          FROM sheaf.duplicate_cursor
           FOR UPDATE SKIP LOCKED) AS locked
