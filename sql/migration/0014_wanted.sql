-- Records that wait in quarantine are asked for again beside a harvest.

ALTER TABLE sheaf.list_request
    ADD COLUMN is_extra boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN sheaf.list_request.is_extra IS
    'the harvest is as complete without it';
