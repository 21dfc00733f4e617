-- The cursor behind all that has changed.
SELECT api.changes_end()
