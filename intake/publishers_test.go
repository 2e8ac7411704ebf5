package intake

import (
	"strings"
	"testing"
)

// The pages here are made of invented stories in the shapes of ten kinds of publishers' templates: what stands around and
// within the text, how it is marked, and where title, author and date are told differ from template to template as they
// do among news sites. TestPublishers measures how well the main text comes out.

// block is a piece of a story, or of what interrupts it.
type block struct {
	kind blockKind
	text []string // a paragraph, the items of a list; of a linked paragraph the words before, within and after the link
}

type blockKind int

const (
	prose    blockKind = iota
	linked             // a paragraph with a link in it, or all of it a link
	heading            // a heading between paragraphs
	quoted             // a block quote
	bullets            // a list of points
	embedded           // a post from elsewhere: its words, then who posted it
	pictured           // a picture with a caption: no text
	boxed              // a box of other stories, an appeal, an advertisement: no text
)

// story is what a page should give.
type story struct {
	title, outlet, author, date string // date in ISO 8601
	path                        string
	blocks                      []block
}

func (s *story) address() string { return "https://www.herald.example/" + s.path }

// text is the story's text as it should come out.
func (s *story) text() string {
	var out []string
	for _, b := range s.blocks {
		switch b.kind {
		case pictured, boxed:
		case linked:
			out = append(out, strings.Join(b.text, ""))
		default:
			out = append(out, b.text...)
		}
	}
	return strings.Join(out, "\n\n")
}

func p(text string) block         { return block{prose, []string{text}} }
func h(text string) block         { return block{heading, []string{text}} }
func q(texts ...string) block     { return block{quoted, texts} }
func ul(items ...string) block    { return block{bullets, items} }
func a(parts ...string) block     { return block{linked, parts} }
func embed(texts ...string) block { return block{embedded, texts} }
func picture(text string) block   { return block{pictured, []string{text}} }
func box(texts ...string) block   { return block{boxed, texts} }

// stories are of five makes: plain news, news with lists and links, an interview of short answers, a long report with
// quotations and boxes, and a short notice.
var stories = []story{
	{title: "Harbour board shuts north quay after crack is found", outlet: "The Corran Herald", author: "Ilse Marrow",
		date: "2031-03-06T08:30:00Z", path: "2031/03/06/north-quay-shut", blocks: []block{
			p("The harbour board has shut the north quay of Corran after divers found a crack of eleven metres in its foot, the board said on Thursday."),
			picture("The north quay at low water on Wednesday. Photograph: Ada Quill/The Corran Herald"),
			p("“Nobody is in danger, and nobody will be put in danger,” the harbour master, Tom Achterberg, told reporters in front of the closed gate."),
			p("He said that ferries would leave from the south quay until further notice, and that freight would go by way of Breck."),
			box("Ferry company posts record loss", "The company that runs the ferries lost more than it ever did, it said on Tuesday."),
			p("The union of dockers doubts it. Its secretary, Hedda Falk, said that her members had reported the crack two years ago and had been told to go back to work."),
			h("Who knew what"),
			p("Mr. Achterberg denied that. “There was no such report,” he said. “If there was one, it was not sent to us.”"),
			p("The ministry of transport declined to comment on Thursday; a spokeswoman said only that it was in touch with the board."),
			p("The quay, built in 1962, was last repaired nine years ago."),
		}},
	{title: "What we know about the missing ballot boxes", outlet: "The Corran Herald", author: "Tom Achterberg and Lena Quill",
		date: "2031-05-14T17:05:00Z", path: "news/what-we-know-missing-ballot-boxes-4471", blocks: []block{
			p("Four ballot boxes from the eastern wards have not been found a week after the vote, the commission for elections admitted on Wednesday."),
			ul("The boxes were sealed at ten in the evening, two witnesses said.",
				"A van of the commission took them away at a quarter past ten.",
				"The commission says that it has no record of the journey."),
			a("", "The commission published the names of the drivers on Monday, and withdrew the list an hour later.", ""),
			p("Its chairman, Edvin Holm, said that he “would rather be slow than wrong”, and asked for patience."),
			a("According to ", "a report by Channel Nine", ", one of the drivers was stopped by the police on the same night and let go."),
			box("Read more: Turnout was the lowest since the war", "How the count works, step by step"),
			q("We were told to wait, and we waited. At four in the morning somebody came and said that we could go home.",
				"Nobody asked us for the papers that we had signed."),
			p("So a witness, who did not want to be named, described the night to this newspaper."),
			h("What the parties say"),
			p("The Lantern party wants the vote in the eastern wards to be held again. The Union of the Centre called that “a demand by people who cannot count”."),
			a("The court will hear the case on Friday. ", "It heard a similar one four years ago", "."),
		}},
	{title: "Ines Calder: ‘I never met him, and I never wrote to him’", outlet: "The Corran Herald", author: "Lena Quill",
		date: "2031-06-02T05:00:00Z", path: "interviews/2031/jun/02/ines-calder-interview", blocks: []block{
			p("Ines Calder, who resigned as minister of the interior last week, receives us in her kitchen, where two telephones ring all the time."),
			p("Did you meet the shipowner before the licence was given?"),
			p("“No.”"),
			p("Not even at the dinner in Breck?"),
			p("“I was not at that dinner. I was ill, and there is a doctor who can say so.”"),
			picture("Ines Calder in her kitchen in Corran. Photo: Karel Dunn"),
			p("He says that you wrote to him afterwards."),
			p("“I never met him, and I never wrote to him. He may have a letter. He does not have one of mine.”"),
			p("Then why did you resign?"),
			p("“Because the prime minister asked me to,” she says, and answers one of the telephones."),
			box("Sign up to our morning briefing", "Get the day’s most important stories sent to your inbox each morning before breakfast."),
			p("The prime minister’s office says that she offered to go before anybody had asked her."),
			p("“No.”"),
			p("She says it again, more quietly, and looks at the door."),
		}},
	{title: "How a small bank in Essel lost a fortune that it never had", outlet: "The Corran Herald", author: "Karel Dunn",
		date: "2031-09-21", path: "money/2031-09-21/essel-bank-fortune", blocks: []block{
			p("On a wet morning in September the director of the Bank of Essel, Jonas Stell, called his eleven employees together and told them that the bank had no money, and that it had had none for six years."),
			p("“I remember that somebody laughed,” says one of those who were in the room. “We thought that he was going to say something else, and he did not say anything else.”"),
			q("To whom it may concern: the sum named overleaf is held for the bearer, and will be paid on demand."),
			p("That sentence stands on four hundred letters which the bank sent to its customers, according to the prosecutor, Sigrun Aas."),
			h("A sum without an account"),
			p("The prosecutor says that there was never an account. Mr. Stell’s lawyer, Bela Orlov, says that there was one, abroad, and that the prosecutor has not looked for it."),
			box("“The sum named overleaf is held for the bearer”", ""),
			embed("The Bank of Essel has asked us to say that its branches are open today. They are not.", "— Essel Parish (@esselparish) 21 September 2031"),
			p("The auditors, who signed the books in each of the six years, said in a statement that they “relied on what was put before them”."),
			picture("The seat of the Bank of Essel, with the blinds down. Credit: Essel Today"),
			h("The customers"),
			p("Among the customers are the parish, two schools and the fire brigade. The chief of the brigade, Oda Brandt, reckons that a third of them knew."),
			ul("The parish wants its deposit back, and has written to the king.", "The schools have sent their pupils home, and do not know until when.",
				"The fire brigade says that it will still come when it is called."),
			box("Ten banks that did not survive the decade", "A list of all the banks that have closed since the crisis began, with what became of them.", "Why nobody checks the checkers"),
			p("Asked whether she had known, Ms. Brandt said: “I had an idea. But I am no banker.”"),
			p("Mr. Stell has not been seen since Monday. His lawyer says that he is at home, and that he reads a great deal."),
		}},
	{title: "Ferry to Breck runs again", outlet: "The Corran Herald", author: "Ada Quill", date: "2031-11-02T11:15:00Z",
		path: "local/ferry-to-breck-runs-again", blocks: []block{
			p("The ferry to Breck runs again, the company said on Sunday, three weeks after a storm had broken the pier."),
			p("“We thank our passengers for their patience,” a spokesman, Karel Dunn, said. He would not say what the repair had cost."),
			p("The first boat left at eleven with nine passengers on board."),
		}},
}

// TestPublishers measures the main text, titles, authors and dates on fifty pages.
func TestPublishers(t *testing.T) {
	var sum struct{ pages, f1, titles, dates, authors, outlets, addresses float64 }
	for _, make := range templates {
		for i := range stories {
			s := stories[i]
			if make.edit != nil {
				make.edit(&s)
			}
			articles, errs := FromBytes("page", []byte(make.page(&s)), Options{})
			if len(errs) > 0 || len(articles) != 1 {
				t.Errorf("%s, %q: %d articles, %v", make.name, s.title, len(articles), errs)
				sum.pages++
				continue
			}
			got := articles[0]
			f1 := shingleF1(s.text(), got.Text)
			if f1 < 0.95 {
				t.Errorf("%s, %q: F1 is %.3f, the text\n%s", make.name, s.title, f1, got.Text)
			}
			sum.pages++
			sum.f1 += f1
			for _, field := range []struct {
				n         *float64
				what      string
				got, want string
			}{{&sum.titles, "title", got.Title, s.title}, {&sum.dates, "date", got.Published, s.date},
				{&sum.authors, "author", got.Author, s.author}, {&sum.outlets, "outlet", got.Outlet, s.outlet}, {&sum.addresses, "address", got.URL, s.address()}} {
				if field.got == field.want {
					*field.n++
				} else {
					t.Logf("%s, %q: %s is %q, not %q", make.name, s.title, field.what, field.got, field.want)
				}
			}
		}
	}
	share := func(n float64) float64 { return n / sum.pages }
	t.Logf("%.0f pages: text F1 %.4f; right: titles %.2f, dates %.2f, authors %.2f, outlets %.2f, addresses %.2f", sum.pages,
		share(sum.f1), share(sum.titles), share(sum.dates), share(sum.authors), share(sum.outlets), share(sum.addresses))
	if sum.pages < 50 || share(sum.f1) < 0.98 || share(sum.titles) < 0.98 || share(sum.dates) < 0.98 || share(sum.authors) < 0.95 {
		t.Error("worse than it was")
	}
}

// shingleF1 compares two texts by their runs of four words: what is missing, what is too much and what is out of order
// all count.
func shingleF1(want, got string) float64 {
	a, b := shingles(want), shingles(got)
	common, na, nb := 0, 0, 0
	for s, n := range a {
		na += n
		common += min(n, b[s])
	}
	for _, n := range b {
		nb += n
	}
	if na+nb == 0 {
		return 1
	}
	return 2 * float64(common) / float64(na+nb)
}

func shingles(text string) map[string]int {
	words := strings.Fields(text)
	out := map[string]int{}
	for i := range max(1, len(words)-3) {
		out[strings.Join(words[i:min(i+4, len(words))], " ")]++
	}
	return out
}
