-- Questions, and how they are put to the views of schema api. Each runs
-- as it is, as the reader: sheaf sql -f examples.sql, or a piece of it at the
-- prompt of sheaf sql. \d+ api.item says what each column means.

-- 1. What is there, by repository: items, years, open access.
SELECT repository, count(*) AS items, min(year) AS from_year,
       max(year) AS to_year,
       count(*) FILTER (WHERE access_now = 'open access') AS open
  FROM api.item
 GROUP BY repository
 ORDER BY items DESC;

-- 2. The twenty best about something. Other forms of the words count too.
SELECT score, year, title, repository, identifier
  FROM api.search('mental health', hit_limit => 20);

-- 3. The twenty newest journal articles of ten years about something.
SELECT year, title, repository, identifier
  FROM api.search('health', hit_limit => 20, newest_first => true,
                  in_type => 'journal article', from_year => 2010,
                  to_year => 2019);

-- 4. What types there are, and how often.
SELECT type, count(*)
  FROM api.item
 GROUP BY type
 ORDER BY count(*) DESC;

-- 5. Publications by year and access.
SELECT year, coalesce(access_now, 'not said') AS access, count(*)
  FROM api.item
 WHERE year IS NOT NULL
 GROUP BY 1, 2
 ORDER BY 1 DESC, 2;

-- 6. Who has published most, by ORCID iD where there is one.
SELECT coalesce(orcid, name) AS who, min(name) AS name, count(*) AS items
  FROM api.creator
 GROUP BY who
 ORDER BY items DESC
 LIMIT 20;

-- 7. Everything by one person, in all repositories.
SELECT i.year, i.title, i.repository, i.doi
  FROM api.item AS i
 WHERE i.creator_keys @> ARRAY['gillard s']
 ORDER BY i.year;

-- 8. Other items by the authors of an item.
SELECT r.year, r.title, r.reason
  FROM (SELECT repository, identifier
          FROM api.item
         ORDER BY cardinality(creator_keys) DESC NULLS LAST
         LIMIT 1) AS this,
       api.related(this.repository, this.identifier) AS r;

-- 9. The item with a DOI.
SELECT repository, identifier, title, landing_url
  FROM api.item
 WHERE doi = '10.1192/apt.bp.113.011940';

-- 10. Any identifier will do: DOI, Handle, PubMed, ISBN, ...
SELECT repository, identifier, title
  FROM api.item
 WHERE identifiers @> ARRAY['doi:10.1192/apt.bp.113.011940'];

-- 11. The subjects that are used most.
SELECT label, count(*) AS items
  FROM api.subject
 WHERE label IS NOT NULL
 GROUP BY label
 ORDER BY items DESC
 LIMIT 20;

-- 12. The journals and books that most is in.
SELECT container, count(*) AS items, min(year) AS from_year,
       max(year) AS to_year
  FROM api.item
 WHERE container IS NOT NULL
 GROUP BY container
 ORDER BY items DESC
 LIMIT 20;

-- 13. Languages; an item may have several.
SELECT code, count(*) AS items
  FROM api.item
 CROSS JOIN LATERAL unnest(language) AS l(code)
 GROUP BY code
 ORDER BY items DESC;

-- 14. Licences, and items without one that say they are open.
SELECT coalesce(license, 'none') AS license, count(*) AS items
  FROM api.item
 WHERE access_now = 'open access'
 GROUP BY 1
 ORDER BY items DESC;

-- 15. Who paid.
SELECT funder, count(DISTINCT "grant") AS grants, count(*) AS items
  FROM api.funding
 GROUP BY funder
 ORDER BY items DESC;

-- 16. What was served about an item, statement by statement.
SELECT prefix, element, qualifier, position, value
  FROM api.statement
 WHERE identifier = 'oai:repository.mdx.ac.uk:864z5'
 ORDER BY prefix, element, qualifier, position;

-- 17. Where the date of publication comes from: by which rule, how often.
SELECT why -> 'issued' ->> 'prefix' AS prefix,
       why -> 'issued' ->> 'element' AS element,
       why -> 'issued' ->> 'rule' AS rule, count(*)
  FROM api.item
 GROUP BY 1, 2, 3
 ORDER BY count(*) DESC;

-- 18. What is wrong with the metadata of each repository, the most frequent
-- first.
SELECT repository, complaint, count(*) AS items
  FROM api.item
 CROSS JOIN LATERAL unnest(issues) AS i(complaint)
 GROUP BY repository, complaint
 ORDER BY items DESC
 LIMIT 20;

-- 19. Which fields are served, and not understood.
SELECT repository, field, present, normalised,
       round(100.0 * normalised / nullif(present, 0)) AS percent
  FROM api.quality
 WHERE present > normalised
 ORDER BY present - normalised DESC;

-- 20. What changed last: keep the cursor, and go on behind it.
SELECT cursor, repository, identifier, is_deleted, changed_at
  FROM api.changes('', hit_limit => 20);

-- 21. Works without a DOI, by repository.
SELECT repository, count(*) AS items,
       count(*) FILTER (WHERE doi IS NULL) AS without_doi
  FROM api.item
 GROUP BY repository
 ORDER BY without_doi DESC;

-- 22. Embargoes that end this month.
SELECT embargo_end, repository, identifier, title
  FROM api.item
 WHERE embargo_end >= date_trunc('month', current_date)
   AND embargo_end < date_trunc('month', current_date) + interval '1 month'
 ORDER BY embargo_end;

-- 23. Who supervises theses.
SELECT name, count(*) AS theses
  FROM api.contributor
 WHERE role = 'advisor'
 GROUP BY name
 ORDER BY theses DESC
 LIMIT 20;

-- 24. The same work in several repositories, sure ones first.
SELECT rule, key, is_suggestion, repository, identifier, title
  FROM api.duplicate_group
 ORDER BY is_suggestion, rule, key, repository;

-- 25. What no vocabulary knows, in one repository.
SELECT scheme, value, items
  FROM api.unmapped
 WHERE 'mdx' = ANY (repositories)
 ORDER BY items DESC
 LIMIT 20;

-- 26. The newest items of a repository as a list of references.
SELECT api.cite(repository, identifier, 'apa')
  FROM api.item
 WHERE repository = 'mdx'
 ORDER BY year DESC NULLS LAST, identifier
 LIMIT 20;
