-- Locks the host's row first and makes it due: whoever holds it, or takes it
-- next, looks again.
-- $1 repository_id; NULL in what follows: as it is
-- $2 name, $3 every, $4 overlap (both in seconds), $5 allow_private, $6 http2,
-- $7 compression, $8 group ('': none); of its host: $9 delay in ms,
-- $10 connections
-- $11 metadata_prefixes, $12 set_specs ('': all): every pair is harvested. What
-- stays goes on where it was, what is new begins at the beginning; of what is
-- left out the open harvests end, its records stay
-- how it is reached, '': as usual: $13 credentials, $14 proxy, $15 ca_file,
-- $16 user_agent, $17 insecure_credentials, $18 verify_tls
-- $19 sweep in seconds; 0: never
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
), held AS (
    SELECT s.metadata_prefix, s.set_spec
      FROM sheaf.selection AS s
     WHERE s.repository_id = $1::bigint
), wanted AS (
    SELECT p.metadata_prefix, s.set_spec
      FROM (SELECT unnest(coalesce($11::text[],
                       ARRAY(SELECT DISTINCT metadata_prefix FROM held))))
           AS p(metadata_prefix),
           (SELECT unnest(coalesce($12::text[],
                       ARRAY(SELECT DISTINCT set_spec FROM held))))
           AS s(set_spec)
     WHERE $11::text[] IS NOT NULL
        OR $12::text[] IS NOT NULL
    UNION
    SELECT metadata_prefix, set_spec
      FROM held
     WHERE $11::text[] IS NULL
       AND $12::text[] IS NULL
), hurried AS (
    UPDATE sheaf.selection AS s
       SET next_due = least(s.next_due, (SELECT sheaf.clock())
                                        + make_interval(secs => $3::bigint)),
           sweep_due = CASE WHEN $19::bigint IS NULL
                              OR ($19::bigint = 0 AND s.sweep_again)
                            THEN s.sweep_due
                            -- Unless it is still to be planned.
                            WHEN $19::bigint > 0 AND s.sweep_due IS NOT NULL
                            THEN least(s.sweep_due, (SELECT sheaf.clock())
                                 + make_interval(secs => $19::bigint)) END
      FROM asked AS a, wanted AS w
     WHERE s.repository_id = a.repository_id
       AND s.metadata_prefix = w.metadata_prefix
       AND s.set_spec = w.set_spec
       AND ($3::bigint IS NOT NULL
            OR $19::bigint IS NOT NULL)
), dropped AS (
    DELETE FROM sheaf.selection AS s
     USING asked AS a
     WHERE s.repository_id = a.repository_id
       AND (s.metadata_prefix, s.set_spec) NOT IN (
           SELECT metadata_prefix, set_spec
             FROM wanted)
    RETURNING s.repository_id, s.selection_id, s.metadata_prefix, s.set_spec
), stopped AS (
    UPDATE sheaf.harvest AS h
       SET verdict = 'partial',
           reason = 'what it harvested was left out by an edit',
           started_at = coalesce(h.started_at, (SELECT sheaf.clock())),
           ended_at = (SELECT sheaf.clock())
      FROM dropped AS d
     WHERE h.repository_id = d.repository_id
       AND (h.selection_id = d.selection_id
            OR (h.kind = 'sweep'
                AND h.metadata_prefix = d.metadata_prefix
                AND h.set_spec = d.set_spec))
       AND h.verdict IS NULL
    RETURNING h.repository_id, h.harvest_id
), voided AS (
    UPDATE sheaf.sweep AS s
       SET outcome = 'void'
      FROM stopped AS h
     WHERE s.repository_id = h.repository_id
       AND s.harvest_id = h.harvest_id
), forgotten AS (
    DELETE FROM sheaf.wanted AS w
     USING stopped AS h
     WHERE w.repository_id = h.repository_id
       AND w.harvest_id = h.harvest_id
), added AS (
    INSERT INTO sheaf.selection (repository_id, metadata_prefix, set_spec,
           next_due)
    SELECT a.repository_id, w.metadata_prefix, w.set_spec,
           (SELECT sheaf.clock())
      FROM asked AS a, wanted AS w
    ON CONFLICT (repository_id, metadata_prefix, set_spec) DO NOTHING
    RETURNING metadata_prefix
)
UPDATE sheaf.repository AS r
   SET name = coalesce($2::text, r.name),
       every = coalesce(make_interval(secs => $3::bigint), r.every),
       overlap = coalesce(make_interval(secs => $4::bigint), r.overlap),
       allow_private = coalesce($5::boolean, r.allow_private),
       http2 = coalesce($6::boolean, r.http2),
       compression = coalesce($7::boolean, r.compression),
       group_name = nullif(coalesce($8::text, r.group_name), ''),
       credentials = nullif(coalesce($13::text, r.credentials), ''),
       proxy = nullif(coalesce($14::text, r.proxy), ''),
       ca_file = nullif(coalesce($15::text, r.ca_file), ''),
       user_agent = nullif(coalesce($16::text, r.user_agent), ''),
       insecure_credentials = coalesce($17::boolean, r.insecure_credentials),
       verify_tls = coalesce($18::boolean, r.verify_tls),
       sweep = CASE WHEN $19::bigint IS NULL THEN r.sweep
                    WHEN $19::bigint > 0
                    THEN make_interval(secs => $19::bigint) END
  FROM asked AS a
 WHERE r.repository_id = a.repository_id
RETURNING (SELECT count(*) FROM added), (SELECT count(*) FROM dropped),
          -- Which formats are harvested tells whether one that is left keeps
          -- an item alive of which another is gone (record_read.sql).
          EXISTS (SELECT metadata_prefix FROM added
                   UNION
                  SELECT metadata_prefix FROM dropped
                  EXCEPT
                  SELECT h.metadata_prefix
                    FROM held AS h
                    JOIN wanted AS w USING (metadata_prefix))
