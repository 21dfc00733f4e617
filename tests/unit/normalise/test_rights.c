#include "base/array.h"
#include "claims.h"
#include "normalise/access.h"
#include "normalise/rights.h"
#include "normalise/status.h"

static void (*const fields[])(
    struct draft *draft) = { rights_field, status_field, access_field, NULL };

#define CC         "https://creativecommons.org/licenses/"
#define EU         "info:eu-repo/semantics/"
#define COAR_RIGHT "http://purl.org/coar/access_right/"

static void
assert_issue(const struct item *item, const char *issue)
{
	assert_int_equal(item->issues.count, issue != NULL);
	if (issue != NULL)
		claims_assert(item->issues.texts[0], issue);
}

static void
licence_and_statement_are_kept_apart(void **state)
{
	static const struct {
		const char *license;
		const char *statement;
		const char *issue;
		struct said said[4];
	} cases[] = {
		{ "", "", NULL, { SAID("a", RIGHTS, NONE, "Ask us") } },
		{ "CC-BY-4.0", "", NULL,
		    { SAID("a", RIGHTS, NONE, CC "by/4.0/") } },
		{ "CC-BY-4.0", "ARR", NULL,
		    { SAID("a", RIGHTS, NONE,
			  "\u00A9 2010 The Author. All rights reserved."),
			SAID("a", RIGHTS, LICENSE, "CC BY"),
			SAID("a", RIGHTS, NONE, CC "by/4.0/") } },
		{ "", "InC-1.0", NULL,
		    { SAID("a", RIGHTS, NONE, "All rights reserved"),
			SAID("a", RIGHTS, NONE,
			    "https://rightsstatements.org/page/InC/1.0/"
			    "?language=en") } },
		{ "", "NoC-US-1.0", NULL,
		    { SAID("a", RIGHTS, NONE,
			"It is free: http://rightsstatements.org/vocab/"
			"NoC-US/1.0/ (in the United States)") } },
		{ "", "CC-PDM-1.0", NULL,
		    { SAID("a", RIGHTS, NONE,
			"https://creativecommons.org/publicdomain/mark/"
			"1.0/") } },
		{ "", "", "rights name different licences",
		    { SAID("a", RIGHTS, NONE, "CC BY"),
			SAID("a", RIGHTS, NONE, "CC BY-NC") } },
		{ "CC-BY-3.0", "", "rights name different licences",
		    { SAID("a", RIGHTS, NONE,
			"Under the Creative Commons Attribution-NonCommercial "
			"License (" CC "by/3.0/), which permits") } },
		{ "CC-BY-3.0", "", NULL,
		    { SAID("a", RIGHTS, NONE,
			"Under the Creative Commons Attribution License "
			"(" CC "by/3.0/), for noncommercial use") } },
		{ "CC-BY-NC-3.0", "", "rights name different licences",
		    { SAID("a", RIGHTS, NONE, "Creative Commons Attribution"),
			SAID("a", RIGHTS, NONE, CC "by-nc/3.0/") } },
		{ "CC-BY", "", "licence differs: a says CC-BY, b CC-BY-NC",
		    { SAID("a", RIGHTS, NONE, "CC BY"),
			SAID("b", RIGHTS, NONE, "CC BY-NC") } },
		{ "CC-BY-4.0", "", NULL,
		    { SAID("a", RIGHTS, NONE, "CC BY"),
			SAID("b", RIGHTS, NONE, "CC BY 4.0"),
			SAID("old", RIGHTS, NONE, "CC BY-NC") } },
		{ "", "", NULL, { SAID("a", RIGHTS, RIGHTS_HOLDER, "CC BY") } },
		{ "CC-BY-4.0", "", NULL,
		    { SAID("a", RIGHTS, LICENSE, CC "by/4.0/"),
			SAID("a", RIGHTS, FORMER_LICENSE, CC "by-nc/4.0/") } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said said[5] = { { 0 } };
		struct item item;

		memcpy(said, cases[i].said, sizeof(cases[i].said));
		item = claims_make(said, NULL, fields);
		claims_assert(item.license, cases[i].license);
		claims_assert(item.rights_statement, cases[i].statement);
		assert_issue(&item, cases[i].issue);
	}
}

static void
rights_are_kept_as_served_each_once(void **state)
{
	static const struct said said[] = {
		SAID("a", RIGHTS, LICENSE, CC "by/4.0/"),
		SAID("a", RIGHTS, NONE, "\u00A9  The Author"),
		SAID("b", RIGHTS, NONE, CC "by/4.0/"),
		{ 0 },
	};
	struct item item = claims_make(said, NULL, fields);

	(void)state;
	assert_int_equal(item.rights.count, 2);
	claims_assert(item.rights.texts[1], "\u00A9 The Author");
	claims_assert(item.license_uri, CC "by/4.0/");
}

static void
access_says_what_it_rests_on(void **state)
{
	static const struct {
		const char *access;
		const char *basis;
		const char *end;
		const char *issue;
		struct said said[4];
	} cases[] = {
		{ "", "", "", NULL,
		    { SAID("a", RIGHTS, NONE, "All rights reserved") } },
		{ "", "", "", NULL,
		    { SAID("a", DESCRIPTION, NONE, "limited"),
			SAID("a", TYPE, NONE, "open") } },
		{ "open access", "statement", "", NULL,
		    { SAID("a", RIGHTS, NONE, EU "openAccess") } },
		{ "open access", "statement", "", NULL,
		    { SAID("a", TYPE, NONE, EU "openAccess") } },
		{ "open access", "statement", "", NULL,
		    { SAID("a", DESCRIPTION, NONE, "Open Access") } },
		{ "open access", "statement", "", NULL,
		    { SAID("a", RIGHTS, NONE,
			"Open Access. \u00A9 2010 The Author") } },
		{ "open access", "licence", "", NULL,
		    { SAID("a", RIGHTS, NONE, CC "by/4.0/") } },
		{ "restricted access", "statement", "", NULL,
		    { SAID("a", RIGHTS, NONE, CC "by/4.0/"),
			SAID("a", RIGHTS, NONE, EU "restrictedAccess") } },
		{ "restricted access", "statement", "",
		    "access differs: a says open access too",
		    { SAID("a", RIGHTS, NONE, "open access"),
			SAID("b", RIGHTS, NONE, COAR_RIGHT "c_16ec") } },
		{ "open access", "statement", "",
		    "access differs: b says restricted access too",
		    { SAID("a", RIGHTS, NONE, EU "openAccess"),
			SAID("b", RIGHTS, NONE, EU "restrictedAccess") } },
		{ "open access", "statement", "", NULL,
		    { SAID("a", RIGHTS, NONE, "open access"),
			SAID("old", RIGHTS, NONE, EU "restrictedAccess") } },
		{ "open access", "licence", "", NULL,
		    { SAID("a", RIGHTS, LICENSE, CC "by/4.0/"),
			SAID("a", RIGHTS, FORMER_LICENSE,
			    "http://www.rioxx.net/licenses/under-embargo-all-"
			    "rights-reserved") } },
		{ "embargoed access", "embargo", "2061-02-14", NULL,
		    { SAID("a", RIGHTS, NONE,
			"info:eu-repo/date/embargoEnd/2061-02-14") } },
		{ "embargoed access", "embargo", "2031-05-31", NULL,
		    { SAID("a", DATE, EMBARGO_END, "2031-05"),
			SAID("a", RIGHTS, NONE, "CC BY 4.0") } },
		{ "open access", "statement", "2010-01-01", NULL,
		    { SAID("a", DATE, EMBARGO_END, "2010-01-01"),
			SAID("a", RIGHTS, NONE, "open access") } },
		{ "embargoed access", "embargo", "2014-11-30", NULL,
		    { SAID("a", RIGHTS, NONE, "6-month embargo"),
			SAID("a", RIGHTS, NONE,
			    "Access restricted until November 30, 2014.") } },
		{ "embargoed access", "embargo", "2016-11-04", NULL,
		    { SAID(
			"a", RIGHTS, NONE, "Embargo expires: 2016-11-04") } },
		{ "", "", "", NULL,
		    { SAID("a", RIGHTS, NONE, "Embargo on grain, 1980") } },
		{ "embargoed access", "embargo", "", NULL,
		    { SAID("a", DATE, EMBARGO_END, "10000-01-01") } },
		{ "embargoed access", "statement", "2018-01-01", NULL,
		    { SAID("a", RIGHTS, NONE, "embargoed access"),
			SAID("a", DATE, AVAILABLE, "2016-04-26T10:11:12Z"),
			SAID("a", DATE, AVAILABLE, "2018-01-01") } },
		{ "", "", "", NULL,
		    { SAID("a", DATE, AVAILABLE, "2018-01-01"),
			SAID("a", DATE, NONE, "9999-01-01") } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said said[5] = { { 0 } };
		struct item item;

		memcpy(said, cases[i].said, sizeof(cases[i].said));
		item = claims_make(said, NULL, fields);
		claims_assert(item.access, cases[i].access);
		claims_assert(item.access_basis, cases[i].basis);
		claims_assert(item.embargo_end, cases[i].end);
		assert_issue(&item, cases[i].issue);
	}
}

static void
version_and_peer_review_are_found_wherever_they_are_said(void **state)
{
	static const struct {
		const char *version;
		enum answer answer;
		const char *issue;
		struct said said[4];
	} cases[] = {
		{ "", ANSWER_NONE, NULL, { SAID("a", TYPE, NONE, "P") } },
		{ "P", ANSWER_NONE, NULL, { SAID("a", TYPE, VERSION, "P") } },
		{ "VoR", ANSWER_NONE, NULL,
		    { SAID("a", TYPE, NONE, EU "publishedVersion") } },
		{ "AM", ANSWER_NONE, NULL,
		    { SAID("a", RIGHTS, NONE, EU "acceptedVersion") } },
		{ "AM", ANSWER_YES, NULL,
		    { SAID("a", DESCRIPTION, NONE, "Post-print"),
			SAID("a", DESCRIPTION, NONE, "Peer Reviewed") } },
		{ "VoR", ANSWER_YES, NULL,
		    { SAID("a", TYPE, NONE,
			"Article, scholarly/refereed, publisher version") } },
		{ "", ANSWER_NO, NULL,
		    { SAID("a", TYPE, NONE, "NonPeerReviewed") } },
		{ "", ANSWER_NO, NULL,
		    { SAID("a", TYPE, PEER_REVIEWED, "NonPeerReviewed") } },
		{ "AM", ANSWER_NONE, NULL,
		    { SAID("a", TYPE, VERSION, "NA"),
			SAID("b", TYPE, NONE, "postprint") } },
		{ "NA", ANSWER_NONE, NULL, { SAID("a", TYPE, VERSION, "NA") } },
		{ "VoR", ANSWER_NONE, "version differs: a says AM too",
		    { SAID("a", TYPE, NONE, EU "acceptedVersion"),
			SAID("b", TYPE, VERSION, "VoR") } },
		{ "", ANSWER_YES, "peer review differs: b says no",
		    { SAID("a", TYPE, NONE, "PeerReviewed"),
			SAID("b", TYPE, NONE, "NonPeerReviewed") } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct said said[5] = { { 0 } };
		struct item item;

		memcpy(said, cases[i].said, sizeof(cases[i].said));
		item = claims_make(said, NULL, fields);
		claims_assert(item.version, cases[i].version);
		assert_int_equal(item.peer_reviewed, cases[i].answer);
		assert_issue(&item, cases[i].issue);
	}
}

static void
what_is_said_to_be_one_and_is_not_known_is_told(void **state)
{
	static const struct said said[] = {
		SAID("a", TYPE, VERSION, "1.0.0"),
		SAID("a", TYPE, PEER_REVIEWED, "maybe"),
		SAID("a", RIGHTS, ACCESS_RIGHTS, "ask Anna"),
		SAID("a", RIGHTS, LICENSE, "our own"),
		SAID("a", RIGHTS, NONE, "nothing of the kind"),
		{ 0 },
	};
	static const char *const lines[] = { "license=our own", "version=1.0.0",
		"peer_reviewed=maybe", "access=ask Anna" };
	struct item item = claims_make(said, NULL, fields);

	(void)state;
	assert_int_equal(item.unmapped.count, COUNT(lines));
	for (size_t i = 0; i < COUNT(lines); i++)
		claims_assert(item.unmapped.texts[i], lines[i]);
}

TESTS(WITH_VOCABULARY(licence_and_statement_are_kept_apart),
    WITH_VOCABULARY(rights_are_kept_as_served_each_once),
    WITH_VOCABULARY(access_says_what_it_rests_on),
    WITH_VOCABULARY(version_and_peer_review_are_found_wherever_they_are_said),
    WITH_VOCABULARY(what_is_said_to_be_one_and_is_not_known_is_told))
