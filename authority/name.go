package authority

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Name is a person's name taken apart, so that two spellings of one name can be compared. All parts are in small
// letters without accents, dots or possessive endings.
type Name struct {
	// Title are the words in front of the name that give a title or function: "senator", "foreign minister".
	Title string
	// First is the first name as it is written; it is empty where only one name is given.
	First string
	// Middle are the initials of the names between the first and the last: "h w".
	Middle string
	// Last is the last name with its particles: "van der berg". Where there is one name only, it is that.
	Last string
	// Suffix is "jr", "sr", "ii", "iii" or "iv".
	Suffix string
	// Plain is the name as it was written, without the title in front and without the possessive ending.
	Plain string
}

// Full reports whether the name has a first and a last name.
func (n Name) Full() bool { return n.First != "" }

// Key is what two spellings of one full name have in common: the formal first name, the last name, and the suffix. Of
// a single name it is that name.
func (n Name) Key() string {
	key := n.Last
	if n.First != "" {
		key = Formal(n.First) + " " + n.Last
	}
	if n.Suffix != "" {
		key += " " + n.Suffix
	}
	return key
}

// Agrees reports whether middle initials allow two names to be one person's: none is given, or one continues the other.
func (n Name) Agrees(other Name) bool { return MiddleAgrees(n.Middle, other.Middle) }

// MiddleAgrees reports whether two strings of middle initials can be one person's.
func MiddleAgrees(a, b string) bool {
	return a == "" || b == "" || a == b || strings.HasPrefix(a, b+" ") || strings.HasPrefix(b, a+" ")
}

// titles are words that stand in front of names, by the word they are short for. The last of them in a name ends its
// title: of "Senate Minority Leader Odd Finch" the name is Odd Finch.
var titles = map[string]string{
	"mr": "mr", "mrs": "mrs", "ms": "ms", "miss": "miss", "dr": "dr", "prof": "professor", "professor": "professor",
	"sir": "sir", "dame": "dame", "lord": "lord", "lady": "lady", "baroness": "baroness", "king": "king", "queen": "queen",
	"prince": "prince", "princess": "princess", "sheikh": "sheikh", "sultan": "sultan", "emir": "emir", "pope": "pope", "cardinal": "cardinal",
	"archbishop": "archbishop", "bishop": "bishop", "rev": "reverend", "reverend": "reverend", "rabbi": "rabbi", "imam": "imam",
	"ayatollah": "ayatollah", "pastor": "pastor", "sen": "senator", "sens": "senator", "senator": "senator", "senators": "senator", "rep": "representative",
	"reps": "representative", "representative": "representative", "congressman": "representative", "congresswoman": "representative", "delegate": "delegate",
	"gov": "governor", "governor": "governor", "governors": "governor", "mayor": "mayor", "president": "president", "presidents": "president", "vice-president": "vice president",
	"premier": "prime minister", "chancellor": "chancellor", "minister": "minister", "secretary": "secretary", "ambassador": "ambassador",
	"envoy": "envoy", "speaker": "speaker", "leader": "leader", "whip": "whip", "chairman": "chairman", "chairwoman": "chairwoman",
	"chair": "chair", "chief": "chief", "director": "director", "commissioner": "commissioner", "attorney": "attorney",
	"prosecutor": "prosecutor", "judge": "judge", "justice": "justice", "sheriff": "sheriff", "officer": "officer", "sgt": "sergeant",
	"sergeant": "sergeant", "lt": "lieutenant", "lieutenant": "lieutenant", "capt": "captain", "captain": "captain",
	"maj": "major", "major": "major", "col": "colonel", "colonel": "colonel", "gen": "general", "general": "general", "adm": "admiral",
	"admiral": "admiral", "spokesman": "spokesman", "spokeswoman": "spokeswoman", "spokesperson": "spokesperson",
	"strategist": "strategist", "adviser": "adviser", "advisor": "adviser", "aide": "aide", "manager": "manager",
	"candidate": "candidate", "nominee": "nominee", "councilman": "councilman", "councilwoman": "councilwoman", "counsel": "counsel",
	"executive": "executive", "ceo": "chief executive", "analyst": "analyst", "correspondent": "correspondent", "editor": "editor",
	"columnist": "columnist", "reporter": "reporter", "anchor": "anchor", "host": "host", "pollster": "pollster", "coach": "coach", "lawmaker": "lawmaker",
	"democrat": "democrat", "republican": "republican", "billionaire": "billionaire", "businessman": "businessman", "mogul": "mogul",
	"comrade": "comrade", "monsieur": "mr", "madame": "mrs", "herr": "mr", "frau": "mrs", "señor": "mr", "senor": "mr",
	"attorney-general": "attorney general", "deputy": "deputy", "actor": "actor", "actress": "actress", "singer": "singer",
}

// weakTitles are titles that are also family names; they count only where something that looks like a first and a last
// name follows or another title stands before.
var weakTitles = map[string]bool{"king": true, "prince": true, "bishop": true, "pope": true, "judge": true, "justice": true,
	"major": true, "chair": true, "chief": true, "lord": true, "lady": true, "host": true, "leader": true, "speaker": true,
	"general": true, "sheriff": true, "miss": true, "dame": true, "baroness": true, "cardinal": true, "marshal": true, "chancellor": true}

var particles = map[string]bool{"de": true, "del": true, "della": true, "di": true, "da": true, "dos": true, "du": true, "la": true, "le": true,
	"van": true, "von": true, "der": true, "den": true, "ten": true, "ter": true, "zu": true, "al": true, "el": true, "bin": true, "ibn": true, "abu": true, "ben": false, "st": true, "saint": true}

var suffixes = map[string]string{"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii", "iv": "iv"}

// ParseName takes a name apart. It is made for names as news prints them: "Sen. Odd W. Finch's", "Foreign Minister Ida
// van der Berg", "Marrow".
func ParseName(written string) Name {
	words := strings.FieldsFunc(written, func(r rune) bool {
		return unicode.IsSpace(r) || r == ',' || r == '“' || r == '”' || r == '"' || r == '(' || r == ')'
	})
	folded := make([]string, 0, len(words))
	kept := words[:0]
	for _, word := range words {
		word = withoutPossessive(word)
		if f := FoldWord(word); f != "" {
			folded, kept = append(folded, f), append(kept, word)
		}
	}
	words = kept
	name := Name{}
	for len(words) > 1 && suffixes[folded[len(folded)-1]] != "" {
		name.Suffix = suffixes[folded[len(folded)-1]]
		words, folded = words[:len(words)-1], folded[:len(folded)-1]
	}
	start := 0
	for i := 0; i+1 < len(folded); i++ {
		if titles[folded[i]] == "" {
			continue
		}
		if weakTitles[folded[i]] && i+2 == len(folded) && i == 1 && titles[folded[0]] == "" {
			continue // "Ann Judge Marrow" hardly, but "Larry King Jones" is a name
		}
		start = i + 1
	}
	for start+1 < len(folded) && (folded[start] == "the" || folded[start] == "of") {
		start++
	}
	if start > 0 {
		spelled := make([]string, start)
		for i, w := range folded[:start] {
			spelled[i] = w
			if t := titles[w]; t != "" {
				spelled[i] = t
			}
		}
		name.Title = strings.Join(spelled, " ")
	}
	words, folded = words[start:], folded[start:]
	name.Plain = strings.Join(words, " ")
	if name.Suffix != "" && name.Plain != "" {
		name.Plain += " " + printedSuffix[name.Suffix]
	}
	if len(folded) == 0 {
		return name
	}
	last := len(folded) - 1
	for last > 1 && particles[folded[last-1]] || last == 1 && particles[folded[0]] {
		last--
	}
	name.Last = strings.Join(folded[last:], " ")
	if last == 0 {
		return name
	}
	name.First = folded[0]
	first := 1
	if len(folded[0]) <= 2 && last > 1 && !strings.ContainsAny(folded[0], "aeiouy") || len(folded[0]) == 1 && last > 1 && len(folded[1]) > 1 {
		// "J. Harvie Marrow" goes by the second name
		name.First, first = folded[1], 2
	}
	var middle []string
	for _, w := range folded[first:last] {
		r, _ := utf8.DecodeRuneInString(w)
		if len(w) <= 3 && isInitials(w) {
			for _, c := range w {
				middle = append(middle, string(c))
			}
			continue
		}
		middle = append(middle, string(r))
	}
	name.Middle = strings.Join(middle, " ")
	return name
}

var printedSuffix = map[string]string{"jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV"}

// isInitials reports whether a folded word can only be initials, because it has no vowel.
func isInitials(w string) bool { return !strings.ContainsAny(w, "aeiouy") }

func withoutPossessive(word string) string {
	for _, ending := range []string{"’s", "'s", "’", "'"} {
		if strings.HasSuffix(word, ending) && len(word) > len(ending)+1 {
			return word[:len(word)-len(ending)]
		}
	}
	return word
}

// foldings are letters with marks that Unicode does not take apart into a letter of ASCII, and those that it does, for
// the scripts of European names; taking them apart in general would need tables fifty times as large.
var foldings = map[rune]string{
	'á': "a", 'à': "a", 'â': "a", 'ä': "a", 'ã': "a", 'å': "a", 'ā': "a", 'ă': "a", 'ą': "a", 'ç': "c", 'ć': "c", 'č': "c", 'ď': "d", 'đ': "d", 'ð': "d",
	'é': "e", 'è': "e", 'ê': "e", 'ë': "e", 'ē': "e", 'ė': "e", 'ę': "e", 'ě': "e", 'ğ': "g", 'í': "i", 'ì': "i", 'î': "i", 'ï': "i", 'ī': "i", 'į': "i", 'ı': "i",
	'ł': "l", 'ľ': "l", 'ñ': "n", 'ń': "n", 'ň': "n", 'ó': "o", 'ò': "o", 'ô': "o", 'ö': "o", 'õ': "o", 'ő': "o", 'ø': "o", 'ō': "o", 'ř': "r", 'ś': "s", 'š': "s",
	'ş': "s", 'ș': "s", 'ť': "t", 'ț': "t", 'ţ': "t", 'ú': "u", 'ù': "u", 'û': "u", 'ü': "u", 'ű': "u", 'ū': "u", 'ů': "u", 'ý': "y", 'ÿ': "y", 'ź': "z", 'ż': "z", 'ž': "z",
	'æ': "ae", 'œ': "oe", 'ß': "ss", 'þ': "th",
}

// FoldWord writes a word in small letters without accents, dots and other signs; hyphens stay.
func FoldWord(word string) string {
	var b strings.Builder
	b.Grow(len(word))
	for _, r := range word {
		r = unicode.ToLower(r)
		switch f, ok := foldings[r]; {
		case ok:
			b.WriteString(f)
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case r == '-' || r == '‐' || r == '‑':
			if b.Len() > 0 {
				b.WriteByte('-')
			}
		}
	}
	return strings.TrimRight(b.String(), "-")
}

// Fold writes the words of a name or phrase folded, apart by blanks, without "the" in front.
func Fold(phrase string) string {
	words := strings.Fields(phrase)
	out := words[:0]
	for _, w := range words {
		if f := FoldWord(withoutPossessive(w)); f != "" {
			out = append(out, f)
		}
	}
	if len(out) > 1 && out[0] == "the" {
		out = out[1:]
	}
	return strings.Join(out, " ")
}

// Formal returns the formal first name that a short form stands for; short forms that can stand for several go to one of
// them, always the same, as this is for comparing.
func Formal(first string) string {
	if f, ok := formal[first]; ok {
		return f
	}
	return first
}

var formal = map[string]string{
	"abby": "abigail", "al": "albert", "alex": "alexander", "andy": "andrew", "bart": "bartholomew", "ben": "benjamin", "benny": "benjamin",
	"bernie": "bernard", "bert": "albert", "beth": "elizabeth", "betsy": "elizabeth", "bill": "william", "billy": "william", "bob": "robert", "bobby": "robert",
	"cathy": "catherine", "charlie": "charles", "chris": "christopher", "chuck": "charles", "cindy": "cynthia", "dan": "daniel", "danny": "daniel",
	"dave": "david", "debbie": "deborah", "dick": "richard", "don": "donald", "doug": "douglas", "ed": "edward", "eddie": "edward", "fred": "frederick",
	"gerry": "gerald", "greg": "gregory", "hank": "henry", "harry": "harold", "jack": "john", "jake": "jacob", "jeff": "jeffrey", "jen": "jennifer", "jenny": "jennifer",
	"jerry": "gerald", "jim": "james", "jimmy": "james", "joe": "joseph", "joey": "joseph", "johnny": "john", "jon": "jonathan", "josh": "joshua",
	"kate": "katherine", "kathy": "katherine", "ken": "kenneth", "kenny": "kenneth", "larry": "lawrence", "liz": "elizabeth", "lou": "louis", "maggie": "margaret",
	"matt": "matthew", "meg": "margaret", "mick": "michael", "mike": "michael", "mitch": "mitchell", "nancy": "nancy", "nate": "nathan", "ned": "edward",
	"nick": "nicholas", "pat": "patrick", "peggy": "margaret", "pete": "peter", "phil": "philip", "phillip": "philip", "ray": "raymond", "rich": "richard", "rick": "richard",
	"rob": "robert", "robby": "robert", "robbie": "robert", "ron": "ronald", "ronnie": "ronald", "rudy": "rudolph", "sam": "samuel", "sandy": "sandra", "stan": "stanley", "steve": "steven",
	"stephen": "steven", "sue": "susan", "ted": "edward", "teddy": "edward", "terry": "terence", "theo": "theodore", "tim": "timothy", "tom": "thomas", "tommy": "thomas",
	"tony": "anthony", "vin": "vincent", "vince": "vincent", "vlad": "vladimir", "walt": "walter", "will": "william", "zach": "zachary",
}
