-- A migration may have dropped views: they are applied again behind it.
DELETE FROM sheaf.migration
 WHERE number = 0
