#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "normalise/citation.h"
#include "with_vocabulary.h"

/* "container|volume|issue|year|start|end|article" */
static const char *
show(const struct citation *citation)
{
	static char shown[1024];
	const struct text *texts[] = { &citation->container, &citation->volume,
		&citation->issue, &citation->year, &citation->page_start,
		&citation->page_end, &citation->article_number };
	size_t length = 0;

	for (size_t i = 0; i < 7; i++)
		length +=
		    (size_t)snprintf(shown + length, sizeof(shown) - length,
			"%s%.*s", i == 0 ? "" : "|", (int)texts[i]->length,
			texts[i]->length == 0 ? "" : texts[i]->bytes);
	return shown;
}

static void
assert_source(const char *value, const char *expected)
{
	struct citation_reader reader = { arena, vocabulary };
	struct citation citation;

	if (!citation_source(&reader, text_of(value), &citation))
		assert_null(expected);
	else if (citation.is_bare)
		assert_string_equal("bare", expected);
	else
		assert_string_equal(show(&citation), expected);
}

static void
assert_cited(const char *value, const char *title, const char *expected)
{
	struct citation_reader reader = { arena, vocabulary };
	struct citation citation;

	if (!citation_read(&reader, text_of(value), text_of(title), &citation))
		assert_null(expected);
	else
		assert_string_equal(show(&citation), expected);
}

static void
assert_journal(const char *value, const char *expected)
{
	struct citation_reader reader = { arena, vocabulary };
	struct citation citation;

	if (!citation_journal(&reader, text_of(value), &citation))
		assert_null(expected);
	else
		assert_string_equal(show(&citation), expected);
}

static void
a_source_is_read_in_the_languages_of_ojs(void **state)
{
	(void)state;
	assert_source("Acta; Vol. 3 No. 3 (2020): Special Issue; 134-143",
	    "Acta|3|3|2020|134|143|");
	assert_source("Zeitschrift für Tests; Bd. 5 Nr. 2 (2011); 33-48",
	    "Zeitschrift für Tests|5|2|2011|33|48|");
	assert_source(
	    "Revista; v. 34 n. 2 (2018); e45", "Revista|34|2|2018|e45||");
	assert_source("Revista; Núm. 12 (2018): Otoño 2018; 5-9",
	    "Revista||12|2018|5|9|");
	assert_source(
	    "Título; v. 23, n. 1 (2013): Ano 21; 7", "Título|23|1|2013|7||");
	assert_source("Вестник; Т. 26 № 2-1 (2015); с. 47-50",
	    "Вестник|26|2-1|2015|47|50|");
	assert_source("Χρυσαλλίς; Vol 1, No 14 (1863); σελ. 431-432",
	    "Χρυσαλλίς|1|14|1863|431|432|");
	assert_source(
	    "Dergi; Cilt 3 Sayı 1 (2019); 1-20", "Dergi|3|1|2019|1|20|");
}

static void
a_source_is_read_as_people_write_it(void **state)
{
	(void)state;
	assert_source("Journal, Vol 3, Iss 3, Pp 134-143 (2020)",
	    "Journal|3|3|2020|134|143|");
	assert_source("Journal of Mammalogy, 94(1) : 183-201.",
	    "Journal of Mammalogy|94|1||183|201|");
	assert_source(
	    "Crime, Law and Change, Vol. 26, No. 4, 1996/1997, pp.303-328",
	    "Crime, Law and Change|26|4|1996/1997|303|328|");
	assert_source("J. Chem. Phys. 123, 064507 (2005) (6 pages)",
	    "J. Chem. Phys.|123||2005|064507||");
	assert_source("Journal Name: Physical Review D; Journal Volume: 90; "
		      "Journal Issue: 3",
	    "Physical Review D|90|3||||");
}

static void
an_issue_stands_behind_the_year_where_pages_follow(void **state)
{
	(void)state;
	assert_source("Zeitschrift für Pädagogik 55 (2009) 3, S. 323-340",
	    "Zeitschrift für Pädagogik|55|3|2009|323|340|");
	assert_source("In: Zeitschrift für Soziologie 45 (2009) 3: 12-18. "
		      "ISSN 0340-1804",
	    "Zeitschrift für Soziologie|45|3|2009|12|18|");
	/* An issue to some, a page to others. */
	assert_source("Zeitschrift für Soziologie 45 (2009) 3",
	    "Zeitschrift für Soziologie|45||2009|||");
	assert_source(
	    "Nucl. Phys. B860 (2012) 1", "Nucl. Phys.|B860||2012|1||");
	assert_source("Musikterapi Online, yr. 2012, vol. 7, iss. 2, pg. 23-44",
	    "Musikterapi Online|7|2|2012|23|44|");
	assert_source("Biomedical Journal (BJ); ISSN 1028-852X",
	    "Biomedical Journal (BJ)||||||");
	assert_source("Biomedical Journal; ISSN 1028-8521", NULL);
	assert_source("2015 Chinese Phys. Lett. 32 010303",
	    "Chinese Phys. Lett.|32||2015|010303||");
	assert_source("Physics Letters B 718 (2013) 1436",
	    "Physics Letters B|718||2013|1436||");
	assert_source("Phys. Rev. D 87 (2013) 101902(R)",
	    "Phys. Rev. D|87||2013|101902||");
	assert_source(
	    "Journal of the Korean Physical Society 65(11), 1985-1990 (2014)",
	    "Journal of the Korean Physical Society|65|11|2014|1985|1990|");
}

static void
what_is_in_a_book_with_editors_is_not_read(void **state)
{
	(void)state;
	assert_source(
	    "In: Müller, Hans (Hrsg.): Handbuch. Berlin 2009, S. 12-18", NULL);
	assert_source("33rd Conference on X, Jul 2014, Paris, France. "
		      "pp.12-18, \u27E8hal-01234567\u27E9",
	    NULL);
}

static void
hal_puts_its_links_in_angles(void **state)
{
	const char *value = "European Physical Journal C: Particles and "
			    "Fields, 2014, 74 (11), pp.3129. "
			    "\u27E810.1140/epjc/s10052-014-3129-3\u27E9";
	struct citation_reader reader = { arena, vocabulary };
	struct citation citation;

	(void)state;
	assert_true(citation_source(&reader, text_of(value), &citation));
	assert_string_equal(show(&citation),
	    "European Physical Journal C: Particles and Fields|74|11|2014|3129"
	    "||");
	assert_true(text_is(citation.doi, "10.1140/epjc/s10052-014-3129-3"));
	assert_source("Geoderma, 2014, 74, pp.1-8. \u27E8hal-01104614\u27E9",
	    "Geoderma|74||2014|1|8|");
}

static void
gost_puts_slashes_before_what_it_is_in(void **state)
{
	(void)state;
	assert_source("Иванов И.И. Название // Вестник университета. 2014. № "
		      "3. С. 12-18.",
	    "Вестник университета||3|2014|12|18|");
	assert_source("Иванов И.И. Название // Известия вузов. Математика. "
		      "\u2014 2014. \u2014 Т. 5, № 3. \u2014 С. 12\u201318.",
	    "Известия вузов. Математика|5|3|2014|12|18|");
	assert_source("Title // J. Chem. Phys. \u2013 2014. \u2013 Vol. 56. "
		      "\u2013 P. 12-18.",
	    "J. Chem. Phys.|56||2014|12|18|");
	assert_source("Иванов И.И. // Физика твердого тела, 2014, том 56, "
		      "вып. 3, с. 5-9",
	    "Физика твердого тела|56|3|2014|5|9|");
	/* Places and publishers of books. */
	assert_source(
	    "Иванов И.И. // Сборник трудов. М.: Изд-во, 2014. С. 5-9", NULL);
	assert_source("Иванов И.И. // Сборник трудов. \u2014 М. : Наука, 2014. "
		      "\u2014 С. 5-9.",
	    NULL);
	assert_source("Title // Journal. 2014. Something else.", NULL);
}

static void
a_name_alone_is_bare(void **state)
{
	(void)state;
	assert_source("ENVIRONMENTAL POLLUTION", "bare");
	assert_source("Geosciences Faculty Publications", "bare");
	assert_source("Annuaire de la Société 1920-1927", "bare");
	assert_source("Photo Album: 1959-1975", "bare");
	assert_source("Reflective head band. 1860-1900", "bare");
	assert_source("Brass bar. 12cm x 11cm x 0.3cm", "bare");
	assert_source("2012", NULL);
	assert_source("http://www.example.org", NULL);
	assert_source("7.25\" x 9.5\" black and white photograph", NULL);
	assert_source("", NULL);
}

static void
what_is_behind_the_title_is_read(void **state)
{
	(void)state;
	assert_cited("Jane Doe (2015) Sheep and goats - In Proceedings of the "
		     "5th Workshop on Wool, 2015, pp. 1-12",
	    "Sheep and goats",
	    "Proceedings of the 5th Workshop on Wool|||2015|1|12|");
	assert_cited("Jane Doe. Sheep and goats \u2013 Wool 12(3), 4-5, 2015",
	    "Sheep and goats", "Wool|12|3|2015|4|5|");
	assert_cited("Holley, J. 2014. Peer workers in mental health: a "
		     "review. Advances in Treatment. 20 (4), pp. 286-292. "
		     "https://doi.org/10.1192/apt.bp.113.011940",
	    "Peer workers in mental health: a review",
	    "Advances in Treatment|20|4|2014|286|292|");
	assert_cited("Me, T <http://example.org/1.html>; (2010) More "
		     "questions than answers? Journal of health, 64 (9). pp. "
		     "750-1. ISSN 0143-005X DOI: 10.1136/jech.2009.099952 "
		     "<http://dx.doi.org/10.1136/jech.2009.099952>",
	    "More questions than answers?",
	    "Journal of health|64|9|2010|750|751|");
	assert_cited("Mak, M. \u201CImpact of Dimensionality.\u201D Edited "
		     "by Marc A. Marti-Renom. PLoS Comput Biol 10, no. 11 "
		     "(November 6, 2014): e1003959.",
	    "Impact of dimensionality",
	    "PLoS Comput Biol|10|11|2014|e1003959||");
	assert_cited("Batliner, T. A trial of much. Trials 2014 15:125. "
		     "doi:10.1186/1745-6215-15-125",
	    "A trial of much", "Trials|15||2014|125||");
	assert_cited("Wilson, M. (2015). The pika and the watershed. AMBIO, "
		     "44(1), 16-22. http://dx.doi.org/10.1007/s13280",
	    "The pika and the watershed", "AMBIO|44|1|2015|16|22|");
	assert_cited("Gagnon, C. Most prevalent strain. Can Vet J "
		     "2016;57(1):29-31.",
	    "Most prevalent strain", "Can Vet J|57|1|2016|29|31|");
	assert_cited("H. Gao, \u201CSurface Temperature,\u201D Advances in "
		     "Meteorology, Article ID 564126, in press.",
	    "Surface temperature",
	    "Advances in Meteorology|||||"
	    "|564126");
	assert_cited("A. B. Machine learning theory. Journal of Linguistics, "
		     "43(2):393-427, 2007. The original publication is at "
		     "www.example.org",
	    "Machine learning theory",
	    "Journal of Linguistics|43|2|2007|393|427|");
}

static void
what_no_grammar_has_is_left(void **state)
{
	(void)state;
	assert_cited("Manjunath (2013) A Rare Case of Gastric Carcinoma. "
		     "[Journal (On-line/Unpaginated)]",
	    "A Rare Case of Gastric Carcinoma", "|||2013|||");
	assert_cited("Smith, J. (2002) Buitenlandse burgemeesters. "
		     "Rotterdam: Centre for Local Democracy.",
	    "Buitenlandse burgemeesters", "|||2002|||");
	assert_cited("Smith, J. (2002) A thesis about it. PhD thesis, "
		     "University of London.",
	    "A thesis about it", "|||2002|||");
	assert_cited(
	    "Something else altogether, 12(3), 4-5", "A thesis about it", NULL);
	assert_cited("Me, T (2012) Selection of Wool.  J Vis Exp (59).  e3122. "
		     " ISSN 1940-087X DOI: 10.3791/3122",
	    "Selection of Wool", "J Vis Exp||59|2012|e3122||");
	assert_cited(
	    "Me, T (2012) Selection of Wool.  J Vis Exp (59).  pp. 3-9",
	    "Selection of Wool", "J Vis Exp||59|2012|3|9|");
	assert_cited("Me, T (2011) Selection of Wool.  Malar J, 10.  p. 180.  "
		     "ISSN 1475-2875 DOI: 10.1186/1475-2875-10-180",
	    "Selection of Wool", "Malar J|10||2011|180||");
	assert_cited("A short one. Nature 3(4), 5", "One", NULL);
}

static void
a_journal_alone_is_read(void **state)
{
	(void)state;
	assert_journal("2015, ApJ, 798, 38", "ApJ|798||2015|38||");
	assert_journal("2015 Chinese Phys. Lett. 32 021101 (2015)",
	    "Chinese Phys. Lett.|32||2015|021101||");
	assert_journal("J Biol Chem. 2010 May 7;285(19):14217-28.",
	    "J Biol Chem|285|19|2010|14217|14228|");
	assert_journal("J Biol Chem. 2010 May 7;285(19):14217-28 .",
	    "J Biol Chem|285|19|2010|14217|14228|");
	assert_journal("Trends Biochem Sci. 2010 Sep;35(9):490-6.",
	    "Trends Biochem Sci|35|9|2010|490|496|");
	assert_journal(
	    "Phys. Rev. D 90, 117701 (2014)", "Phys. Rev. D|90||2014|117701||");
	assert_journal("IEEE Transactions 56 (2009) 2989",
	    "IEEE Transactions|56||2009|2989||");
	assert_journal("MATRIX BIOLOGY, 2014, 39 pp. 56 - 66",
	    "MATRIX BIOLOGY|39||2014|56|66|");
	assert_journal(
	    "S. M. Shieber. Logical equivalence. Linguistics, 19(1):179-190",
	    NULL);
	assert_journal("Call Number: 2007/11-15A", NULL);
	assert_journal("Presented at a meeting, May 18, 2014.", NULL);
	assert_journal("DeVilbiss 15. 1930-1950", NULL);
}

static void
pages_are_given_in_full(void **state)
{
	static const char *const cases[][3] = {
		{ "286-292", "286", "292" },
		{ "750-1", "750", "751" },
		{ "pp. 1135\u20136", "1135", "1136" },
		{ "e781-92", "e781", "e792" },
		{ "S1--S12", "S1", "S12" },
		{ "xii-xv", "xii", "xv" },
		{ "e0134189", "e0134189", "" },
		{ "12", "12", "" },
		{ "292-286", NULL, NULL },
		{ "13 pages", NULL, NULL },
		{ "many", NULL, NULL },
		{ "", NULL, NULL },
	};
	struct citation_reader reader = { arena, vocabulary };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text start;
		struct text end;

		if (!citation_pages(
			&reader, text_of(cases[i][0]), &start, &end)) {
			assert_null(cases[i][1]);
			continue;
		}
		assert_true(text_is(start, cases[i][1]));
		assert_true(text_is(end, cases[i][2]));
	}
}

static void
a_series_has_a_number(void **state)
{
	struct citation_reader reader = { arena, vocabulary };
	struct text series;
	struct text number;

	(void)state;
	assert_true(citation_series(
	    &reader, TEXT("Policy Brief;Volume 20"), &series, &number));
	assert_true(text_is(series, "Policy Brief"));
	assert_true(text_is(number, "20"));
	assert_true(citation_series(
	    &reader, TEXT("ERS;ERS-2003-096-ORG"), &series, &number));
	assert_true(text_is(number, "ERS-2003-096-ORG"));
	assert_true(citation_series(
	    &reader, TEXT("Guidebook no. 022"), &series, &number));
	assert_true(text_is(series, "Guidebook"));
	assert_true(text_is(number, "022"));
	assert_false(citation_series(
	    &reader, TEXT("Journal, vol. 2, no. 3"), &series, &number));
	assert_false(
	    citation_series(&reader, TEXT("Room 12"), &series, &number));
	assert_false(citation_series(
	    &reader, TEXT("Journal;Vol. 51, no 9"), &series, &number));
	assert_false(
	    citation_series(&reader, TEXT("Only a name"), &series, &number));
	assert_false(
	    citation_series(&reader, TEXT("Name;and prose"), &series, &number));
	assert_false(citation_series(&reader, TEXT(""), &series, &number));
}

/* Of every length up to the limit, of what makes the most work. */
static void
long_values_cost_little(void **state)
{
	static const char *const pieces[] = { "1 ", "no. 1, ", "(1) ", "a-1, ",
		"A. ", "May ", "1-", "; " };
	struct citation_reader reader = { arena, vocabulary };
	struct citation citation;
	char *value = calloc(1, CITATION_BYTES + 16);

	(void)state;
	assert_non_null(value);
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		size_t length = 0;

		while (length + strlen(pieces[i]) <= CITATION_BYTES) {
			memcpy(value + length, pieces[i], strlen(pieces[i]));
			length += strlen(pieces[i]);
		}
		for (size_t end = 1; end <= length; end += 97) {
			struct text text = { value, end };

			(void)!citation_source(&reader, text, &citation);
			(void)!citation_journal(&reader, text, &citation);
			(void)!citation_read(
			    &reader, text, (struct text){ 0 }, &citation);
			(void)!citation_read(&reader, text,
			    (struct text){ value, end / 2 }, &citation);
		}
		arena_reset(arena);
	}
	free(value);
}

static void
what_is_read_in_part_only_is_refused(void **state)
{
	(void)state;
	assert_journal(
	    "Physical Review C Vol. C 90, 064617 (2014), Dec. 22, 2014", NULL);
	assert_journal("Physical Review C Vol. C 90, 064617 (2014)", NULL);
	assert_journal("Physical Review C 90, 064617 (2014), Dec. 22, 2014",
	    "Physical Review C|90||2014|064617||");
	assert_journal("The Astrophysical Journal,774:81, 2013 September 1",
	    "The Astrophysical Journal|774||2013|81||");
	assert_journal(
	    "The Electronic Journal of Combinatorics 22(1) (2015), #P1.10",
	    NULL);
	assert_journal("Published in J. Phys. A: Math. Theor. 47 435303 (2014)",
	    "J. Phys. A: Math. Theor.|47||2014|435303||");
	assert_journal("Proc. Natl. Acad. Sci. U. S. A. 110(12), 4-9 (2013)",
	    "Proc. Natl. Acad. Sci. U. S. A.|110|12|2013|4|9|");
}

TESTS(WITH_VOCABULARY(what_is_read_in_part_only_is_refused),
    WITH_VOCABULARY(a_source_is_read_in_the_languages_of_ojs),
    WITH_VOCABULARY(a_source_is_read_as_people_write_it),
    WITH_VOCABULARY(an_issue_stands_behind_the_year_where_pages_follow),
    WITH_VOCABULARY(what_is_in_a_book_with_editors_is_not_read),
    WITH_VOCABULARY(hal_puts_its_links_in_angles),
    WITH_VOCABULARY(gost_puts_slashes_before_what_it_is_in),
    WITH_VOCABULARY(a_name_alone_is_bare),
    WITH_VOCABULARY(what_is_behind_the_title_is_read),
    WITH_VOCABULARY(what_no_grammar_has_is_left),
    WITH_VOCABULARY(a_journal_alone_is_read),
    WITH_VOCABULARY(pages_are_given_in_full),
    WITH_VOCABULARY(a_series_has_a_number),
    WITH_VOCABULARY(long_values_cost_little))
