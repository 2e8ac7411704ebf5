package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// minProseWords is how many words make a block count as prose when the main part of a page is looked for. Shorter
// ones are kept where they stand among prose.
const minProseWords = 8

// weigh returns how many bytes of prose a block is, 0 if it is something else.
func weigh(p *paragraph, tag atom.Atom) int {
	switch tag {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Figcaption, atom.Summary, atom.Legend:
		return 0
	}
	if p.words < minProseWords || mostlyLinks(p) || !hasLower(p.text) {
		return 0
	}
	if tag != atom.P && !endsSentence(p.text) && !strings.Contains(p.text, ". ") && !strings.Contains(p.text, ", ") {
		return 0
	}
	if _, _, ok := splitByline(p.text); ok {
		return 0
	}
	if p.linked*2 > len(p.text) {
		return len(p.text) / 2
	}
	return len(p.text) - p.linked
}

// mostlyLinks reports whether a block leads elsewhere instead of telling something. A sentence that is linked as a
// whole is prose still.
func mostlyLinks(p *paragraph) bool {
	if p.linked*3 < len(p.text)*2 {
		return false
	}
	return p.words < minProseWords || !endsSentence(p.text) || leadIn().MatchString(p.text)
}

func hasLower(s string) bool {
	for _, r := range s {
		if unicode.IsLower(r) {
			return true
		}
	}
	return false
}

// endsSentence reports whether s ends as sentences do, closing quotation marks and brackets aside.
func endsSentence(s string) bool {
	if strings.HasPrefix(s, "(") && strings.HasSuffix(s, ")") { // "(Reporting by Ada Quill)"
		return true
	}
	s = strings.TrimRight(s, `"'”’»)]`+" ")
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?…:", last) && s != ""
}

// leadIn are the words that start a line leading to other articles.
var leadIn = pattern(`(?i)^(?:[>»→•\s]*)(?:read (?:more|next|also|the full|our)|related|see also|also read|also on|more (?:on|from|about)|` +
	`watch|listen|in pictures|in photos|video|photos|gallery|click here|subscribe|sign up|recommended|next|previous)\b`)

// boilerplate are whole blocks that are no part of any article.
var boilerplate = pattern(`(?i)^[\s\[(*>»•|–—-]*(?:` +
	`advertisements?|advertising|sponsored(?: content| by .{1,40})?|promoted|` +
	`(?:story|article) continues (?:below|after)(?: (?:this |the )?advert(?:isement|ising)?)?|continue reading(?: below)?|continues below|` +
	`click to (?:share|print|e-?mail|tweet|enlarge).{0,60}|skip (?:advertisement|past .{1,40}|to .{1,40})|scroll (?:down )?(?:to continue|for more).{0,40}|` +
	`share(?: (?:this|on|via|article|story).{0,40})?|tweet(?: this)?|e-?mail(?: this.{0,20})?|print(?: this.{0,20})?|save(?: article)?|bookmark|copy link|` +
	`(?:follow|like|join|find) (?:us|me|him|her|them) on .{1,60}|follow .{1,40} on (?:twitter|facebook|x|instagram)\W?|` +
	`(?:sign up|subscribe|register|log in|sign in)(?: (?:for|to|here|now|today).{0,120})?|get (?:our|the) .{0,60}(?:newsletter|app|alerts).{0,60}|` +
	`read (?:more|next|also|the full .{1,30})(?: (?:here|on .{1,40}))?|related(?: (?:articles?|stories|content|links?|topics?|coverage|news))?|see also|more (?:stories|news|articles)|` +
	`more (?:on|from|in) .{1,50}|you (?:may|might) also (?:like|be interested in)|recommended(?: for you| reading| stories)?|most (?:read|popular|viewed|shared)|trending(?: now)?|latest(?: news)?|top stories|editor[’']s picks?|up next|what to read next|don[’']t miss|` +
	`our standards:.{0,100}|all rights reserved\.?|(?:copyright |©|\(c\)).{0,160}|` +
	`(?:photo(?:graph)?|image|picture|video|credit|source|file)s?(?: credit| by| courtesy)?[:/].{0,100}|` +
	`loading(?: comments)?\W*|play(?: video)?|close|menu|search|home|back to top|top|next|previous|enlarge(?: image)?|view (?:gallery|comments|all.{0,30})|show (?:more|less|all|comments)|hide caption|toggle caption|caption|` +
	`\d+ (?:min(?:ute)?s?) read|(?:tags?|topics?|filed under|categor(?:y|ies)|keywords|section):?.{0,120}|` +
	`comments? (?:are|is) closed\W?|no comments(?: yet)?\W?|(?:leave|post|add|write) a (?:comment|reply).{0,30}|be the first to comment\W?|reply|report(?: abuse)?|permalink|like|dislike` +
	`)[\s\]):.!»>|–—-]*$`)

// printEdition tells where the same text stood on paper.
var printEdition = pattern(`(?i)^(?:a version of )?this (?:article|story|column|piece)(?: first| originally)? (?:appear(?:s|ed)|was (?:first |originally )?published|ran) in (?:the )?(?:print|.{1,60}\b(?:edition|print))\b`)

// commentsHeading starts the readers' comments of pages whose classes do not tell.
var commentsHeading = pattern(`(?i)^(?:\d+ |show |view |all |reader |readers[’'] |your )*(?:comments?|responses?|replies|thoughts|discussion|join the (?:conversation|discussion)|leave a (?:comment|reply)|post a comment|have your say|what do you think\??)` +
	`(?: (?:\(\d+\)|\d+|so far|to this (?:post|article|story)|(?:on|to) [“"‘'].{0,150}))?\W*$`)

// relatedHeading starts a list of other articles.
var relatedHeading = pattern(`(?i)^(?:related(?: (?:articles?|stories|content|links?|coverage|news|posts|topics?))?|more (?:stories|news|articles|headlines|coverage)|` +
	`more (?:on|from|in) .{1,50}|you (?:may|might) also (?:like|be interested in)|recommended(?: for you| reading| stories)?|most (?:read|popular|viewed|shared)|trending(?: now)?|` +
	`(?:the )?latest(?: news| stories| headlines)?|(?:top|other|popular) (?:stories|news|posts|articles)|editor[’']s picks?|up next|(?:what to )?read next|also on .{1,40}|around the web|from around the web|elsewhere|don[’']t miss|in other news)\W*$`)

// shortLine reports whether a block is a label rather than a sentence.
func shortLine(p *paragraph) bool { return p.words <= 8 && !endsSentence(p.text) }

// dropJunk marks the paragraphs that are no part of the article: those in boxes and comments, those that lead
// elsewhere, boilerplate.
func (x *extraction) dropJunk() {
	x.dropComments()
	x.sums()
	x.dropBoxes()
	for i := range x.paragraphs {
		p := &x.paragraphs[i]
		p.drop = p.drop || x.isJunkBlock(p)
	}
	x.sums()
	x.dropTeasers()
	x.dropSections()
	x.sums()
}

// isJunkBlock judges a paragraph by itself.
func (x *extraction) isJunkBlock(p *paragraph) bool {
	if mostlyLinks(p) || !hasLetter(p.text) {
		return true
	}
	if p.words <= 25 && boilerplate().MatchString(p.text) || p.words <= 60 && printEdition().MatchString(p.text) {
		return true
	}
	if caption := x.captionAround(p.block); caption >= 0 {
		return !x.aroundQuote(caption)
	}
	if p.linked > 0 && leadIn().MatchString(p.text) && p.linked*2 > len(p.text) {
		return true
	}
	m := x.marksAround(p)
	switch {
	case m&isCaption != 0 && p.words < 80:
		return true
	case m&(isByline|isDateLine) != 0 && p.words <= 25 && !endsSentence(p.text):
		return true
	case m&isLabel != 0 && (shortLine(p) || p.words <= 25 && !endsSentence(p.text) && bylineDate().MatchString(p.text)):
		return true
	case m&isPullQuote != 0:
		return true
	}
	return isClockLine(p)
}

// marksAround returns the marks of the elements close around a paragraph: those that hold nothing else.
func (x *extraction) marksAround(p *paragraph) marks {
	var m marks
	i := x.page.nodes[p.first].parent
	for range 6 {
		if i < 0 || x.wordsIn(i) > p.words+40 {
			break
		}
		if x.page.nodes[i].end > p.last {
			m |= x.page.nodes[i].marks
		}
		i = x.page.nodes[i].parent
	}
	return m
}

// captionAround returns the caption that a block is or lies in, with nothing but a paragraph between, or -1.
func (x *extraction) captionAround(block int32) int32 {
	for range 3 {
		switch x.tag(block) {
		case atom.Figcaption, atom.Caption:
			return block
		case atom.P, atom.Div:
			block = x.page.nodes[block].parent
		default:
			return -1
		}
	}
	return -1
}

// aroundQuote reports whether a caption belongs to a quotation: then it names the speaker.
func (x *extraction) aroundQuote(caption int32) bool {
	figure := x.page.nodes[caption].parent
	if figure < 0 || x.page.nodes[figure].tag != atom.Figure {
		return false
	}
	for i := figure; i < min(x.page.nodes[figure].end, figure+500); i++ {
		if x.page.nodes[i].tag == atom.Blockquote {
			return true
		}
	}
	return false
}

func hasLetter(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

var clockLine = pattern(`(?i)^(?:updated:? |posted:? |published:? )?(?:at )?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s?(?:[ap]\.?m\.?)?(?:\s(?:[A-Z]{2,4}))?$|^\d+ (?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?) ago$`)

// isClockLine reports whether a block is nothing but a date or a time.
func isClockLine(p *paragraph) bool {
	return p.words <= 12 && (clockLine().MatchString(p.text) || len(p.text) > 4 && published(p.text) != "")
}
