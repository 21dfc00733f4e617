-- In how many milliseconds the next free host is due; NULL: none ever.
SELECT (extract(epoch FROM min(greatest(next_due, not_before, lease_until))
                           - (SELECT sheaf.clock())) * 1000)::bigint
  FROM sheaf.host
 WHERE next_due < 'infinity'
