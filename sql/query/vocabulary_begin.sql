-- The row that vocabulary_holds.sql locks.
INSERT INTO sheaf.setting (name, value)
VALUES ('vocabulary', '0')
ON CONFLICT DO NOTHING
