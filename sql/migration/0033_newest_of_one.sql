-- Searches in one repository that want the newest first.
CREATE INDEX item_newest_of_one
    ON sheaf.item (repository_id, year DESC, issued_from DESC)
 WHERE year IS NOT NULL;
