-- $1 machine
SELECT worker, pid
  FROM sheaf.worker
 WHERE machine = $1::text
