-- Nothing is harvested of it any more: open harvests go, and with their list
-- requests the fence of every page that is under way.
-- $1 repository_id
WITH asked AS (
    UPDATE sheaf.host AS x
       SET asked = x.asked + 1
      FROM sheaf.repository AS r
     WHERE r.repository_id = $1::bigint
       AND x.host = r.host
    RETURNING r.repository_id
), retired AS (
    UPDATE sheaf.repository AS r
       SET state = 'retired'
      FROM asked AS a
     WHERE r.repository_id = a.repository_id
)
DELETE FROM sheaf.harvest AS h
 USING asked AS a
 WHERE h.repository_id = a.repository_id
   AND h.verdict IS NULL
