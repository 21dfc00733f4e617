-- Locks the host's row first and makes it due: whoever holds it, or takes it
-- next, looks again.
-- $1 repository_id; NULL in what follows: as it is
-- $2 name, $3 every, $4 overlap (both in seconds), $5 allow_private, $6 http2,
-- $7 compression, $8 state; of its host: $9 delay in ms, $10 connections
WITH asked AS (
    UPDATE sheaf.host AS x
       SET asked = x.asked + 1,
           next_due = least(x.next_due, (SELECT sheaf.clock())),
           delay = coalesce(make_interval(secs => $9::bigint / 1000.0),
                            x.delay),
           connections = coalesce($10::integer, x.connections)
      FROM sheaf.repository AS r
     WHERE r.repository_id = $1::bigint
       AND x.host = r.host
    RETURNING r.repository_id
), hurried AS (
    UPDATE sheaf.selection AS s
       SET next_due = least(s.next_due, (SELECT sheaf.clock())
                                        + make_interval(secs => $3::bigint))
      FROM asked AS a
     WHERE s.repository_id = a.repository_id
       AND $3::bigint IS NOT NULL
)
UPDATE sheaf.repository AS r
   SET name = coalesce($2::text, r.name),
       every = coalesce(make_interval(secs => $3::bigint), r.every),
       overlap = coalesce(make_interval(secs => $4::bigint), r.overlap),
       allow_private = coalesce($5::boolean, r.allow_private),
       http2 = coalesce($6::boolean, r.http2),
       compression = coalesce($7::boolean, r.compression),
       state = coalesce($8::text, r.state)
  FROM asked AS a
 WHERE r.repository_id = a.repository_id
RETURNING r.name
