"""Manual pages of the rules about hand-written texts.

Knows words only. Each stands under the name of its rule in CONTENT_RULES.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_UNSAFE_CONTENT = """
A page in `content/` holds something that could act in a reader's browser, or change the page
around it.

Announcements and pages come from many hands, so they are Markdown and nothing else. Refused,
also where they would do no harm: HTML tags and comments; attributes other than an id at a
heading, `lang`, `dir`, `title`, and `width` and `height` at a picture; style classes; links
other than those to pages of the site, `https:`, `http:`, `mailto:` and `tel:`; links with a
user name; pictures from other sites. Template signs such as `{{ }}` are text like any other.

Wrong: `<div onclick="…">`, `[here](javascript:…)`, `![photo](https://elsewhere.example/p.jpg)`,
or `text {: style="color:red" }`.

To repair it: write it in Markdown, or leave it out. A picture goes into `content/files/`. To
show such signs as text, put them between backquotes, and tags between two lines of three
backquotes.
"""

_BROKEN_LINK = """
A link leads nowhere inside the site.

A link to a page names its file, as seen from the file that it stands in:
`[the agreement](agreements/green-pact.md)`, from an announcement
`[the agreement](../agreements/green-pact.md)`. Record pages are named in the same way, though
no such file is in `content/`: the folder is the type, the name the id. Lists are
`agreements/index.md`; other pages are `index.md`, `status.md`, `changes.md`, `data.md` and
`method.md`. Photos and documents are under `files/`. The language is never named: a link leads
to the page in the reader's language. An anchor after `#` is the name of a heading of that page
(its words in small letters with hyphens, or what stands in `## Heading {#name}`), or the id of
a target on its programme's or agreement's page. An announcement that is published later than
the page with the link is not there yet.

Wrong: `[results](organisations/school-a.md)`, `[results](/organizations/school-a/)`,
`[results](organizations/school-a)`.

To repair it: write what the message suggests. A page that was renamed is reached under its new
name.
"""

_NUMBER_NOT_IN_RECORDS = """
A number in an announcement that nothing it is about holds.

Every number in title, summary and text must be held by what stands under `about` and by what
the announcement cites, or follow from it, so that a slip of the pen does not become news. It
is read as the text's language writes it: digits of any script, grouped, with decimals, with a
percent sign, as a date or a year, as "38 of 42". Held are

- values, numerators and denominators, counts of a level, and of a level or better, of the rows
  under `about`; each part of a whole as "n of m" and in percent, rounded to the decimals shown
  (but never to 0 or 100);
- what the organizations of those rows have together, and how many there are;
- differences from one period to the next and to the last one, in percent and in points;
- numbers, dates and terms of targets; how many criteria, designations, targets, levels, parties
  and signatories (also of each kind) there are; how many reached a target;
- dates of the records, rows and cited sources, numbers of documents, names with a number;
- numbers in the words of those records, such as a target's statement.

Words ("eight", "second"), ordinals such as 13th, times of day, names such as CO2, and numbers
in addresses are left alone.

Example: the text says "39 of 42 units", while the rows give 38 of 42.

To repair it: correct the number; name the row that holds it under `about`, in `results`; or
list it with the reason why it stands there:

    unchecked:
      - {number: "39", reason: Counted by hand on the day}
"""

_OVERTAKEN_NUMBER = """
A number in an announcement was right until a revision changed the figure.

Old news is not rewritten: its words stay as they were published. It gets a correction that
says what is known now, and readers find both. In an announcement of the kind `correction` the
old number may stand beside the new one.

Example: an announcement of March says 38 units, and `revision: 1` of May says 37.

To repair it: leave the text, and add a correction that is not older than the revision:

    corrections:
      - {date: 2025-05-20, text: "The unit in Nấm Lư was counted twice; there are 37."}
"""

CONTENT_RULES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unsafe-content": _UNSAFE_CONTENT,
        "broken-link": _BROKEN_LINK,
        "number-not-in-records": _NUMBER_NOT_IN_RECORDS,
        "overtaken-number": _OVERTAKEN_NUMBER,
    }
)
