-- Which schemas/ the tables are about to be a copy of; no row: they are one
-- already. Locks it: several who begin at once do it once.
-- $1 hash of schemas/
INSERT INTO sheaf.setting AS s (name, value)
VALUES ('schemas', $1::text)
ON CONFLICT (name) DO UPDATE
   SET value = excluded.value
 WHERE s.value <> excluded.value
RETURNING 1
