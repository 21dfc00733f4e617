-- $1 worker
DELETE FROM sheaf.worker
 WHERE worker = $1::text
