// Package intake turns files, folders, streams and pasted bytes into articles.
//
// [Walk] takes the paths a user names and yields one article after the other, in the order of the paths; [Read] does
// the same for one stream, [FromBytes] for bytes that are already in memory. Whatever cannot be taken in gives an
// [*Error] of one line that says which file, what is wrong and what to do; the rest goes on.
//
// # Formats
//
// The content decides, not the name; the name only tips the scale where the content leaves it open.
//
//   - Plain text. Handed through byte for byte when it is UTF-8 without byte order mark and carriage returns. Lines
//     "Title: …", "Outlet: …", "Author: …", "Date: …", "URL: …" at the very start, followed by an empty line, are
//     taken as what is known about the article and are no part of its text; they stay text if any of the keys is not
//     one of these. Without them a short first line that stands alone is the title, and also stays in the text.
//     Transcripts ("SPEAKER: …") are plain text: the reading knows them.
//   - Markdown: the same keys between "---" lines at the start; the markup is taken off, code blocks are left out,
//     paragraphs, headings and list items become paragraphs, apart by empty lines.
//   - HTML as saved from news sites, and AMP: what is known from JSON-LD, then meta tags, then the page itself; the main
//     text without navigation, boxes, teasers, captions, comments and advertisements, with block quotes, linked
//     paragraphs and lists. How much running text was left out stands in Article.LeftOut. A live page gives an article
//     for each of its entries, with the entry's own time.
//   - JSON: one article a line, an array of articles, or one object, also one that holds the list under "articles",
//     "items", "results" or "data". Its fields are "id", "text" ("content", "body"), "title" ("headline"), "outlet"
//     ("publisher", "source"), "author" ("authors", "byline"), "published" ("date", "published_at"), "url" ("link") and
//     "language", and what news APIs call them instead; an outlet or author can be an object with a "name", or a list.
//     Texts are handed through byte for byte: only invalid UTF-8 is replaced by U+FFFD, and pieces of pages lose their
//     markup. [Options.Map] names other fields. ninjs, the JSON of news agencies, is known in its versions 1 to 3.
//   - Tables (CSV, TSV, with semicolons or bars) whose first row names the columns, as Media Cloud, news-please and
//     extractors for Common Crawl do; [Options.Map] names other columns.
//   - XML: RSS, Atom (and JSON Feed) whose items hold their articles in full; NewsML-G2 and NITF of news agencies. What an
//     agency has withheld or canceled is an error.
//   - E-mail, one message or a mailbox: the sender is the author of what it says. Replies' quotations, signatures and the
//     line ends of mail programs are taken off.
//   - PDF with a text layer, DOCX and ODT. Where the pages of a PDF begin stands in Article.Pages.
//   - Web archives (WARC), with an article for each page that holds one. Its place in the file is part of its path.
//
// Each can be packed (gzip, zstd, bzip2) or lie in a zip or tar archive, eight deep. JSON, tables, mailboxes, archives and
// web archives are streamed, at constant memory however large they are; the other formats are one article a file and
// bounded by [Options.MaxBytes]. What grows to hundreds of times its size when it is unpacked is refused.
//
// The readers of formats stand in packages of their own that know nothing of articles: feed, mail, newsml, office, pdf and
// warc.
//
// # Charsets
//
// A byte order mark decides; then a declared charset (HTML, XML, what a server says), unless the bytes are valid UTF-8 with
// characters beyond ASCII, as files that were converted without their declaration are; then valid UTF-8; then a guess from
// the bytes; then windows-1252.
//
// # Dates
//
// Article.DateSource tells where the date was found. A page's own description of itself comes first, then its text, then its
// address.
//
// # Language
//
// Only English is read. Texts that are clearly in another language come with it in Article.Language, so that they can be kept,
// or give an error ([Options.OnlyEnglish]); short texts get the benefit of the doubt. See [IsEnglish].
package intake
