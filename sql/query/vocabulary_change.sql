-- A person is about to change it: what is being made of it is not stored, but
-- made again of what it is then. See vocabulary_holds.sql.
INSERT INTO sheaf.setting AS s (name, value)
VALUES ('vocabulary', '1')
ON CONFLICT (name) DO UPDATE
   SET value = (s.value::bigint + 1)::text
