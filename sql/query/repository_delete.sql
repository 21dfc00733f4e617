-- With its selections, harvests, list requests and quarantine. The host stays:
-- what it asked us to wait holds for whoever asks it next.
-- $1 repository_id
DELETE FROM sheaf.repository
 WHERE repository_id = $1::bigint
