-- All that statements say, but for prose: reads all items, or those that were
-- stored since a moment.
-- $1 elements, $2 moment (said_moment.sql); NULL: all
SELECT DISTINCT s.said
  FROM sheaf.item AS i
 CROSS JOIN LATERAL jsonb_array_elements(sheaf.item_statements(i)) AS o(origin)
 CROSS JOIN LATERAL jsonb_each(o.origin -> 'statements') AS k
 CROSS JOIN LATERAL jsonb_array_elements(k.value) AS v(value)
 CROSS JOIN LATERAL (
       VALUES (coalesce(v.value ->> 'value', v.value #>> '{}')),
              (v.value ->> 'uri'),
              (v.value ->> 'scheme')) AS s(said)
 WHERE i.deleted_at IS NULL
   AND i.changed_in >= coalesce(pg_snapshot_xmin($2::pg_snapshot), '0'::xid8)
   AND coalesce(NOT pg_visible_in_snapshot(i.changed_in, $2::pg_snapshot),
                true)
   AND split_part(k.key, '.', 1) = ANY ($1::text[])
   AND octet_length(s.said) <= 2048
