-- From now on items are made by these rules, unless it is by newer ones. Other
-- tables of the same number take over too: whoever begins last is right.
-- $1 version of the rules, $2 hash of schemas/
INSERT INTO sheaf.rule_version AS v (version, schemas)
VALUES ($1::integer, $2::bigint)
ON CONFLICT (is_the_one) DO UPDATE
   SET version = excluded.version,
       schemas = excluded.schemas,
       is_marked = false,
       repository_id = 0,
       identifier = ''
 WHERE v.version < excluded.version
    OR (v.version = excluded.version AND v.schemas <> excluded.schemas)
