-- Before a change of several, or of what they are: locks their hosts in order,
-- so that two of these wait for each other; the change is a LATER statement, and
-- sees what this one waited for. How many hosts, and how many other repositories
-- are at them.
-- $1 repository_ids
WITH locked AS (
    SELECT x.host
      FROM sheaf.host AS x
     WHERE x.host IN (
               SELECT r.host
                 FROM sheaf.repository AS r
                WHERE r.repository_id = ANY ($1::bigint[]))
     ORDER BY x.host
       FOR UPDATE
)
SELECT (SELECT count(*) FROM locked),
       (SELECT count(*)
          FROM sheaf.repository AS r
          JOIN locked USING (host)
         WHERE NOT r.repository_id = ANY ($1::bigint[]))
