-- Nothing is harvested of it any more: open harvests go, and with their list
-- requests the fence of every page that is under way. Who resumes it after
-- all gets everything again: some of it may be deleted by then.
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
), forgotten AS (
    UPDATE sheaf.selection AS s
       SET next_from = NULL
      FROM asked AS a
     WHERE s.repository_id = a.repository_id
)
DELETE FROM sheaf.harvest AS h
 USING asked AS a
 WHERE h.repository_id = a.repository_id
   AND h.verdict IS NULL
