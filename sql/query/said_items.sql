-- Items whose statements say one of these values: reads all items, or those that
-- were stored since a moment.
-- $1 elements, $2 values, $3 platform ('': any), $4 moment (said_moment.sql);
-- NULL: all; $5 true: also items that say nothing in these elements, where the
-- platform is known and may say it for them
SELECT i.repository_id, i.identifier
  FROM sheaf.item AS i
  JOIN sheaf.repository AS r USING (repository_id)
 WHERE i.deleted_at IS NULL
   AND i.changed_in >= coalesce(pg_snapshot_xmin($4::pg_snapshot), '0'::xid8)
   AND coalesce(NOT pg_visible_in_snapshot(i.changed_in, $4::pg_snapshot),
                true)
   AND $3::text IN ('', coalesce(r.platform_set, r.platform))
   AND (EXISTS (
       SELECT 1
         FROM jsonb_array_elements(sheaf.item_statements(i)) AS o(origin),
              jsonb_each(o.origin -> 'statements') AS k,
              jsonb_array_elements(k.value) AS v(value)
        WHERE split_part(k.key, '.', 1) = ANY ($1::text[])
          AND (coalesce(v.value ->> 'value', v.value #>> '{}')
                   = ANY ($2::text[])
               OR v.value ->> 'uri' = ANY ($2::text[])
               OR v.value ->> 'scheme' = ANY ($2::text[])))
        OR ($5::boolean
            AND coalesce(r.platform_set, r.platform) IS NOT NULL
            AND NOT EXISTS (
                SELECT 1
                  FROM jsonb_array_elements(sheaf.item_statements(i))
                       AS o(origin),
                       jsonb_object_keys(o.origin -> 'statements') AS k
                 WHERE k = ANY ($1::text[]))))
 ORDER BY i.repository_id, i.identifier
