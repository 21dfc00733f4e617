-- Items of a repository are to be marked, from the first one on, whatever they
-- say: in the transaction of the change that makes them others, with it or not
-- at all. Nobody is waited for, who may wait for what that transaction has
-- locked: what is not done yet for an earlier change is left to its own note
-- where somebody is at it. Where nothing stands that is made, or held, or gone,
-- there is nothing to mark: whoever makes the first items finds out.
-- $1 repository_id, $2 'items': all; 'gone': those of which a record is gone
WITH before AS (
    SELECT scheme, platform, key
      FROM sheaf.mapping
     WHERE scheme = $2::text
       AND repository_id = $1::bigint
       FOR UPDATE SKIP LOCKED
), replaced AS (
    DELETE FROM sheaf.mapping AS m
     USING before AS b
     WHERE m.scheme = b.scheme
       AND m.platform = b.platform
       AND m.key = b.key
)
INSERT INTO sheaf.mapping (scheme, platform, key, spelling, was, repository_id)
SELECT $2::text, '', gen_random_uuid()::text, '', '', $1::bigint
 WHERE EXISTS (
       SELECT 1
         FROM sheaf.item
        WHERE repository_id = $1::bigint)
    OR EXISTS (
       SELECT 1
         FROM sheaf.stale_item
        WHERE repository_id = $1::bigint
          AND is_held)
    OR EXISTS (
       SELECT 1
         FROM sheaf.shown_record
        WHERE repository_id = $1::bigint
          AND status = 'gone')
