-- Search vectors lie in their rows, not compressed: they hardly get smaller by
-- that, and whoever searches for a common word reads ten thousand of them. Those
-- that are there stay as they are.
ALTER TABLE sheaf.item_text
    ALTER COLUMN words SET STORAGE EXTERNAL,
    SET (toast_tuple_target = 8160);
