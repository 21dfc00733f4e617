-- What a repository shows of its software, and what is known of that: base_url,
-- descriptions, an identifier, the setSpecs of its record (one a line), platform
-- as it was told, as a person said. Which record does not matter: the first.
-- $1 repository_id
SELECT r.base_url, r.descriptions, c.identifier,
       array_to_string(c.set_specs, E'\n'), r.platform, r.platform_set
  FROM sheaf.repository AS r
  LEFT JOIN LATERAL (
       SELECT identifier, set_specs
         FROM sheaf.record
        WHERE repository_id = r.repository_id
        ORDER BY identifier
        LIMIT 1) AS c ON true
 WHERE r.repository_id = $1::bigint
