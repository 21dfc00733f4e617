-- Are there items that nobody has looked at for duplicates; and has nobody ever?
SELECT EXISTS (
           SELECT 1
             FROM sheaf.item AS i
            WHERE i.changed_in >= c.changed_in
              AND (i.changed_in, i.repository_id, i.identifier)
                  > (c.changed_in, c.repository_id, c.identifier)
              AND i.deleted_at IS NULL),
       c.changed_in = '0'::xid8
  FROM sheaf.duplicate_cursor AS c
