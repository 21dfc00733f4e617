-- What a report about a repository begins with: who it is, and how its harvests
-- ended in some days.
-- $1 repository_id, $2 days
WITH ended AS (
    SELECT h.*
      FROM sheaf.harvest AS h
     WHERE h.repository_id = $1::bigint
       AND h.verdict IS NOT NULL
       -- What a sweep is short of may be our fault; what is imported was not
       -- asked for.
       AND h.kind NOT IN ('sweep', 'import')
       -- As in report_harvest.sql.
       AND NOT (h.kind = 'one-off'
                AND h.fault IS NOT DISTINCT FROM 'protocol')
       AND h.ended_at >= (SELECT sheaf.clock())
                         - make_interval(days => $2::integer)
), period AS (
    SELECT count(*) AS harvests,
           count(*) FILTER (WHERE verdict <> 'complete') AS incomplete,
           min(ended_at) AS first_at,
           max(ended_at) AS last_at,
           (array_agg(verdict ORDER BY ended_at DESC))[1] AS last_verdict,
           coalesce(sum(records), 0)::bigint AS records,
           coalesce(sum(repaired), 0)::bigint AS repaired,
           count(*) FILTER (WHERE repaired > 0) AS repaired_harvests,
           min(ended_at) FILTER (WHERE repaired > 0) AS repaired_first,
           max(ended_at) FILTER (WHERE repaired > 0) AS repaired_last
      FROM ended
)
SELECT v.repository_name, v.base_url, array_to_string(v.admin_emails, E'\n'),
       array_to_string(v.metadata_prefixes, ', '),
       array_to_string(v.set_specs, ', '),
       extract(epoch FROM v.every)::bigint, p.harvests, p.incomplete,
       to_char(p.first_at AT TIME ZONE 'UTC', 'FMDD FMMonth YYYY'),
       to_char(p.last_at AT TIME ZONE 'UTC', 'FMDD FMMonth YYYY'),
       p.last_verdict = 'complete', p.records, p.repaired,
       p.repaired_harvests, extract(epoch FROM p.repaired_first)::bigint,
       extract(epoch FROM p.repaired_last)::bigint,
       coalesce(v.granularity ILIKE '%hh:mm:ss%', false),
       -- Milliseconds a request, where nothing had to be asked for again.
       (SELECT (percentile_cont(0.5) WITHIN GROUP (
                    ORDER BY extract(epoch FROM e.ended_at - e.started_at)
                             / e.requests
                             - extract(epoch FROM v.delay)) * 1000)::bigint
          FROM ended AS e
         WHERE e.requests > 3
           AND e.retries = 0),
       -- Seconds that its clock is ahead of ours, behind: less than 0. The
       -- first answer comes a moment after the start.
       (SELECT percentile_cont(0.5) WITHIN GROUP (
                   ORDER BY extract(epoch FROM l.first_response_date
                                               - e.started_at))::bigint
          FROM ended AS e
          JOIN sheaf.list_request AS l USING (repository_id, harvest_id)
         WHERE l.n = 1
           AND e.retries = 0),
       v.moved_to, v.moved_times
  FROM sheaf.repository AS r
  JOIN api.repository AS v ON v.repository = r.name
  CROSS JOIN period AS p
 WHERE r.repository_id = $1::bigint
