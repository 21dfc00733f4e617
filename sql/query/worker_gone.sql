-- A process has ended: what it held is given back, and it is forgotten.
-- $1 worker, $2 pid: not another process that has its name since
WITH gone AS (
    DELETE FROM sheaf.worker
     WHERE worker = $1::text
       AND pid = $2::integer
    RETURNING worker
)
UPDATE sheaf.host AS x
   SET worker = NULL,
       lease_id = NULL,
       lease_until = '-infinity'
  FROM gone AS g
 WHERE x.worker = g.worker
