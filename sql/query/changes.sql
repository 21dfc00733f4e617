-- What changed behind a cursor, in order, a piece at a time: cursor, name of the
-- repository, identifier, is it deleted, when, all that as JSON with the item.
-- $1 cursor, $2 how many
SELECT c.cursor, c.repository, c.identifier, c.is_deleted,
       to_char(c.changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'),
       json_build_object('cursor', c.cursor, 'repository', c.repository,
           'identifier', c.identifier, 'is_deleted', c.is_deleted,
           'changed_at', c.changed_at, 'item', to_json(i))::text
  FROM api.changes($1::text, $2::integer) WITH ORDINALITY
       AS c(cursor, repository, identifier, is_deleted, changed_at, n)
  LEFT JOIN api.item AS i
    ON i.repository = c.repository
   AND i.identifier = c.identifier
   AND NOT c.is_deleted
 ORDER BY c.n
