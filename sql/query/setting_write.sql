-- $1 name, $2 value
INSERT INTO sheaf.setting (name, value)
VALUES ($1::text, $2::text)
ON CONFLICT (name) DO UPDATE
   SET value = excluded.value
