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
//   - Markdown: the same keys between "---" lines at the start; the markup is taken off, code blocks are left out,
//     paragraphs, headings and list items become paragraphs, apart by empty lines.
//   - HTML as saved from news sites: what is known from JSON-LD, then meta tags, then the page itself; the main text
//     without navigation, boxes, teasers, captions, comments and advertisements.
//   - JSON: one article a line, an array of articles, or one object, also one that holds the list under "articles",
//     "items", "results" or "data". Its fields are "id", "text" ("content", "body"), "title" ("headline"), "outlet"
//     ("publisher", "source"), "author" ("authors", "byline"), "published" ("date", "published_at"), "url" ("link") and
//     "language", and what news APIs call them instead; an outlet or author can be an object with a "name", or a list.
//     Texts are handed through byte for byte: only invalid UTF-8 is replaced by U+FFFD.
//
// Each can be compressed with gzip. Only JSON is streamed, at constant memory however large it is; the other formats
// are one article a file and bounded by [Options.MaxBytes].
//
// # Charsets
//
// A byte order mark decides; then a declared charset (HTML), unless the bytes are valid UTF-8 with characters beyond
// ASCII, as files that were converted without their declaration are; then valid UTF-8; then a guess from the bytes;
// then windows-1252.
//
// # Language
//
// Only English is read. Texts that are clearly in another language give an error that names it; short texts get the
// benefit of the doubt.
package intake
