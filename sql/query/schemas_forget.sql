-- Before what ships is stored anew: what shipped before goes, what people added
-- stays.
WITH terms AS (
    DELETE FROM sheaf.vocabulary
)
DELETE FROM sheaf.synonym
 WHERE NOT is_own
