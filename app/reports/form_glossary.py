"""What every name means that a report form or a text block may use.

Ids that differ from visit to visit or from form to form stand as `…`; a test holds these lists
against what forms are really filled in from.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.i18n import N_

ANY = "…"


@dataclass(frozen=True, slots=True)
class Meaning:
    """`text` is untranslated."""

    name: str
    text: str

    def covers(self, name: str) -> bool:
        """Whether a name is this one, with an id for each `…`."""
        pattern = re.escape(self.name).replace(ANY, r"[^.]+")
        return re.fullmatch(pattern, name) is not None


def meaning_of(name: str, among: Iterable[Meaning]) -> Meaning | None:
    """The one that names it most closely."""
    found = [one for one in among if one.covers(name)]
    return min(found, key=lambda one: one.name.count(ANY), default=None)


FIGURES = (
    Meaning("station", N_("The station's full name")),
    Meaning("short", N_("The station's short name, or its full one")),
    Meaning("town", N_("Town or street")),
    Meaning("county", N_("County, or its like in a city")),
    Meaning("address", N_("Address")),
    Meaning("branch_address", N_("Address of the branch")),
    Meaning("since", N_("Since when the station exists")),
    Meaning("term", N_("Mid-term or final, as the form says it")),
    Meaning("service_blocks", N_("What the station offers, listed")),
    Meaning("service_block_count", N_("How many kinds of service")),
    Meaning("community_organisations", N_("Community organisations, listed")),
    Meaning("community_organisation_count", N_("How many community organisations")),
    Meaning("population", N_("People in need that the station knows")),
    Meaning("groups", N_("Groups of people in need, listed")),
    Meaning("bureau", N_("Supervising bureau")),
    Meaning("buyer", N_("Buyer")),
    Meaning("supervision", N_("Supervision centre")),
    Meaning("contractor", N_("Contractor")),
    Meaning("evaluator", N_("Evaluator")),
    Meaning("….short", N_("Short name of a party, as in “buyer.short”")),
    Meaning("….person", N_("Who speaks for a party, as in “buyer.person”")),
    Meaning("follow_ups", N_("How many concerns of the visit before were looked at again")),
    Meaning("mended", N_("How many of them are mended")),
    Meaning("under_way", N_("How many of them are under way")),
    Meaning("unchanged", N_("How many of them are unchanged")),
    Meaning("unjudged", N_("How many concerns of earlier visits nobody has looked at again")),
    Meaning("visited_on", N_("Day of the visit")),
    Meaning("today", N_("Day of the report")),
    Meaning("contract_start", N_("First day of the contract")),
    Meaning("contract_end", N_("Last day of the contract")),
    Meaning("fee", N_("Yearly fee")),
    Meaning("period_start", N_("First day of the evaluated period")),
    Meaning("period_end", N_("Last day of the evaluated period")),
    Meaning("months", N_("Months of the evaluated period, counted in halves")),
    Meaning("month_count", N_("Calendar months that the period touches")),
    Meaning("elapsed", N_("Share of the contract that has passed, in percent")),
    Meaning("limit.…", N_("Working days for a step: draft, report, confirmation, publication")),
    Meaning("experts", N_("How many experts")),
    Meaning("staff", N_("How many staff")),
    Meaning("district_count", N_("How many districts")),
    Meaning("site_count", N_("How many sites")),
    Meaning("posts", N_("Posts in the contract")),
    Meaning("certified_posts", N_("Posts that ask for a certificate")),
    Meaning("certified", N_("Staff with a certificate")),
    Meaning("uncertified", N_("Staff without a certificate")),
    Meaning("senior", N_("Senior social workers")),
    Meaning("middle", N_("Social workers")),
    Meaning("assistant", N_("Assistant social workers")),
    Meaning("related", N_("Staff of a related subject")),
    Meaning("other", N_("Other staff")),
    Meaning("supervisors", N_("Supervisors")),
    Meaning("supervisor_years", N_("Years of supervision at least")),
    Meaning("stable", N_("Staff who stayed")),
    Meaning("two_years", N_("Staff of two years and more")),
    Meaning("joined", N_("Staff who joined")),
    Meaning("left", N_("Staff who left")),
    Meaning("party_members", N_("Party members")),
    Meaning("lead_certificate", N_("Certificate of the station's head")),
    Meaning("lead_years", N_("Years of practice of the station's head")),
    Meaning("team", N_("Staff in all")),
    Meaning("required", N_("Person-months to be present")),
    Meaning("present", N_("Person-months present")),
    Meaning("surplus", N_("Person-months above")),
    Meaning("net_shortage", N_("Person-months below, over the whole period")),
    Meaning("short_months", N_("Person-months below, in short months alone")),
    Meaning("certified_required", N_("The same for posts with a certificate: to be present")),
    Meaning("certified_present", N_("The same for posts with a certificate: present")),
    Meaning("certified_surplus", N_("The same for posts with a certificate: above")),
    Meaning(
        "certified_net_shortage",
        N_("The same for posts with a certificate: below, over the whole period"),
    ),
    Meaning(
        "certified_short_months",
        N_("The same for posts with a certificate: below, in short months alone"),
    ),
    Meaning("stable_rate", N_("Stability in percent")),
    Meaning("stable_rate_base", N_("What stability is a share of")),
    Meaning("two_year_rate", N_("Share of two years and more in percent")),
    Meaning("two_year_rate_base", N_("What that share is a share of")),
    Meaning("personnel_ratio", N_("Share of personnel cost in percent")),
    Meaning("total", N_("Total")),
    Meaning("grade", N_("Grade")),
    Meaning("grade_by_score", N_("Grade by the score alone, before vetoes")),
    Meaning("full", N_("Full mark")),
    Meaning("veto_grade", N_("Grade under a veto")),
    Meaning(
        "party.…", N_("What a party gave, as it counts: third_party, buyer, supervision, bureau")
    ),
    Meaning("weight.…", N_("Full mark of a party")),
    Meaning("score.…", N_("Score of a block of the instrument, by its id")),
    Meaning("survey_minimum", N_("Fewest respondents that the rule asks for")),
    Meaning("survey_needed", N_("Fewest respondents for this station")),
    Meaning("answered", N_("Respondents")),
    Meaning("aware", N_("Respondents who know the station")),
    Meaning("asked", N_("Respondents asked whether they know it")),
    Meaning("awareness", N_("Awareness in percent")),
    Meaning("band.…", N_("Respondents in a band of satisfaction: 1 is the lowest")),
    Meaning("band.….share", N_("Share of a band in percent")),
    Meaning("i.….actual", N_("What was reached of an indicator, by its id")),
    Meaning("i.….target", N_("Yearly target of an indicator")),
    Meaning("i.….percent", N_("Progress of an indicator in percent")),
    Meaning("f.…", N_("A figure that the station reports, by its key")),
    Meaning("f.….…", N_("The same for one district")),
    Meaning("d.….staff", N_("Staff of a district, by its id")),
    Meaning("d.….sites", N_("Sites of a district")),
    Meaning("d.….households", N_("Households in need of a district")),
    Meaning("d.….persons", N_("People in need of a district")),
    Meaning("d.….records", N_("Records of a district")),
    Meaning("d.….files", N_("Files of a district")),
)
"""`{name}` in a text block or an edited passage, `{{ f.name }}` in Word."""

IN_WORD = (
    Meaning("header", N_("“Draft” or “for comment” on top of a page; empty in a final version")),
    Meaning("f.…", N_("Every live figure of the list above")),
    Meaning("text.…", N_("Paragraphs of a text block, by its key")),
    Meaning("sections.….lists", N_("Lists of a section that hold findings, by its key")),
    Meaning("sections.….lists.heading", N_("Heading of such a list, with its number")),
    Meaning("sections.….lists.paragraphs", N_("Findings of such a list, each with its number")),
    Meaning("sections.….empty", N_("What stands where a section has no finding")),
    Meaning("sections.….next", N_("Number of the next heading of a section")),
    Meaning("districts", N_("Districts, one after the other")),
    Meaning("districts.name", N_("Name of a district")),
    Meaning("districts.sites", N_("Sites of a district, listed")),
    Meaning("districts.heading", N_("Heading of a district")),
    Meaning("districts.lists", N_("Lists of a district")),
    Meaning("districts.lists.heading", N_("Heading of such a list")),
    Meaning("districts.lists.paragraphs", N_("Findings of such a list")),
    Meaning("districts.empty", N_("What stands where a district has no finding")),
    Meaning("districts.text", N_("Paragraphs of the text blocks of a district")),
    Meaning("scores.groups", N_("Blocks of the score table")),
    Meaning("scores.groups.converted", N_("What a block counts")),
    Meaning("scores.groups.rows", N_("Lines of a block")),
    Meaning("scores.groups.rows.label", N_("What is scored")),
    Meaning("scores.groups.rows.full", N_("Full mark")),
    Meaning("scores.groups.rows.score", N_("Score")),
    Meaning("scores.total", N_("Total of the score table")),
    Meaning("scores.grade", N_("Grade")),
    Meaning("parties.rows", N_("Lines of the table of the four parties")),
    Meaning("parties.rows.label", N_("Party")),
    Meaning("parties.rows.full", N_("Full mark of a party")),
    Meaning("parties.rows.score", N_("What a party gave")),
    Meaning("parties.total", N_("Total of the four parties")),
    Meaning("parties.grade", N_("Grade")),
    Meaning("parties.full", N_("Full mark of the four parties")),
    Meaning("indicators.present", N_("Whether there are indicators")),
    Meaning("indicators.groups", N_("Groups of indicators")),
    Meaning("indicators.groups.name", N_("Name of a group")),
    Meaning("indicators.groups.rows", N_("Indicators of a group")),
    Meaning("indicators.groups.rows.label", N_("Name of an indicator, or of a district below it")),
    Meaning("indicators.groups.rows.unit", N_("Unit")),
    Meaning("indicators.groups.rows.target", N_("Yearly target")),
    Meaning("indicators.groups.rows.actual", N_("What was reached")),
    Meaning("indicators.groups.rows.percent", N_("Progress in percent")),
    Meaning("staffing.present", N_("Whether there is staffing by month")),
    Meaning("staffing.rows", N_("Months")),
    Meaning("staffing.rows.month", N_("Month")),
    Meaning("staffing.rows.required", N_("To be present")),
    Meaning("staffing.rows.present", N_("Present")),
    Meaning("staffing.rows.difference", N_("Above or below")),
    Meaning("staffing.rows.certified_required", N_("With a certificate: to be present")),
    Meaning("staffing.rows.certified_present", N_("With a certificate: present")),
    Meaning("staffing.rows.certified_difference", N_("With a certificate: above or below")),
    Meaning("staffing.sum.…", N_("The same names, summed over the months")),
    Meaning("annex.present", N_("Whether the figures are an attachment")),
    Meaning("annex.pictures", N_("Pictures of the attachment")),
    Meaning("annex.pictures.caption", N_("Caption of a picture")),
    Meaning("annex.pictures.picture", N_("The picture itself")),
)
"""In report.docx, in double braces or after “for … in”."""

IN_BLOCKS = (
    Meaning("f.…", N_("A live figure, empty while it is not known; ask for it with “if”")),
    Meaning("n.…", N_("Numbers to compare: districts, sites, answered, net, short, left …")),
    Meaning("d", N_("The district, in a text block that is made for each")),
    Meaning("sources.…", N_("Documents that the evaluation rests on: policies, standards")),
    Meaning("bands", N_("Grades: label, low, high")),
    Meaning("band", N_("The grade reached: label, low, high")),
    Meaning("parties", N_("Parties: label, full, score, judges")),
    Meaning("blocks", N_("Blocks of the instrument: label, full")),
    Meaning("veto_texts", N_("Vetoes of the instrument, as texts")),
    Meaning("vetoes.…", N_("Vetoes by state: found, not_found, unverified; label, evidence")),
    Meaning("indicators", N_("Indicators: label, unit, group, actual, target, percent, behind")),
    Meaning("reported", N_("Figures that the station reports: label, value, unit")),
    Meaning(
        "districts",
        N_(
            "Districts: name, sites, site_count, staff, households, persons, records, files, by_site, reported"
        ),
    ),
    Meaning("survey_bands", N_("Bands of satisfaction: label, count, share")),
    Meaning("survey_enough", N_("Whether enough answered")),
    Meaning("lead_certificate", N_("Certificate of the station's head")),
    Meaning("training_met", N_("Whether training reaches what is asked")),
    Meaning("shortened", N_("Whether the station has a short name")),
    Meaning("scored", N_("Whether there is a total")),
    Meaning("overruled", N_("Whether a veto overrules the grade")),
    Meaning("pins.…", N_("Findings that were sent to a further section, by praise and concern")),
    Meaning("first.…", N_("The first findings of all: praise, concern")),
    Meaning("follow_ups", N_("Concerns of the visit before, as sentences")),
    Meaning("draft", N_("Whether this is a version for comment")),
    Meaning("reactions", N_("What was said at the feedback: who, text")),
    Meaning("replies", N_("Replies to the draft: who, text")),
    Meaning("annex", N_("Whether the figures are an attachment")),
)
"""In a text block, in double braces or after “for … in”."""
