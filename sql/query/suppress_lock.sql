-- Before identifiers are suppressed, or shown again: whoever normalises one of
-- them now has to end first, and nobody begins before we have committed. Reading
-- what there is of them is for a LATER statement: this one's snapshot may be
-- older than what it waited for.
-- $1 repository_id, $2 identifiers
INSERT INTO sheaf.stale_item AS s (repository_id, identifier)
SELECT DISTINCT $1::bigint, w.identifier COLLATE "C"
  FROM unnest($2::text[]) AS w(identifier)
 ORDER BY 2
    ON CONFLICT (repository_id, identifier) DO UPDATE
   SET crashes = 0,
       is_held = false
 WHERE s.crashes > 0
