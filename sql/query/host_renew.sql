-- Keeps leases, and says what people have changed since. Those that do not come
-- back are lost.
-- $1 lease_ids, $2 lease in seconds
UPDATE sheaf.host
   SET lease_until = (SELECT sheaf.clock()) + make_interval(secs => $2::bigint)
 WHERE lease_id = ANY ($1::uuid[])
RETURNING lease_id, asked, (extract(epoch FROM delay) * 1000)::bigint,
          connections
