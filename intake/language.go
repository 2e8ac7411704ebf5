package intake

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
)

// otherLanguage is the answer for a text that is not English and in none of the languages known here.
const otherLanguage = "und"

// functionWords are the most frequent short words of languages that news is written in. Words that are as frequent in
// English are left out ("in" and "die" tell nothing), so that a hit speaks for one side only.
var functionWords = map[string]string{
	"en": "the of and to that was for with his he it is on as at by had not are but from they which you were her she " +
		"their have this said has been will would who when we there out about into than its more up some what after",
	"de": "der und den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass " +
		"sie nach wird bei einer um am sind noch wie einem über einen so zum haben nur oder aber vor zur bis mehr",
	"fr": "de la le et les des en un du une que est pour qui dans par plus pas au sur ne se ce il sont avec son ont aux " +
		"ses mais comme ou leur été cette nous elle avait être ces était",
	"es": "de la que el en y los del se las por un para con una su al lo como más pero sus le ya este sí porque esta " +
		"entre cuando muy sin sobre también fue había era han según",
	"it": "di che è la il un per in una sono le si con del da non i della al lo gli alla dei ha anche nel delle più ma " +
		"dal come ai nella questo stato ed sul degli ha",
	"pt": "de que o e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu sua " +
		"ou ser quando muito há nos já está também pelo pela até",
	"nl": "de van het een en dat is te op zijn met voor niet aan er om ook als dan maar bij door over uit naar heeft " +
		"ze hij worden werd nog wordt deze hebben geen dit was wel",
	"sv": "och att det som en på är av för med till den har de inte om ett han men var jag sig från vi så kan när år " +
		"eller efter också mot under hade",
	"da": "og at det er en til på som af for med de den der ikke har et i jeg om han fra men var vi kan sig ved efter " +
		"også eller blev mod hun havde",
	"no": "og det er en til på som av for med de den ikke har et jeg om han fra men var vi kan seg ved etter også " +
		"eller ble mot hun hadde sier",
	"fi": "ja on ei että oli se hän mutta ovat kun mukaan myös joka sen tai ole jos niin vuoden kuin olla sekä",
	"pl": "w i na z się nie do to że o jest jak po co od za przez ale dla są już tym oraz został był ich jego",
	"cs": "a v se na je že to s z o i do ve za by jako pro ale jsou byl podle která tak roce od",
	"hu": "a az és hogy nem is egy ez volt meg csak de ha már mint még azt vagy szerint el",
	"ro": "de și în a la cu nu să pe care este din un o pentru că mai au ca sunt fost prin sau",
	"tr": "ve bir bu için da de ile olarak çok daha olan gibi kadar sonra ne var diye ancak",
	"id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga ke karena tersebut ada oleh",
	"vi": "và của là có các được trong cho không một với người những khi đã này",
}

// languageNames are the names that errors show.
var languageNames = map[string]string{
	"de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
	"sv": "Swedish", "da": "Danish", "no": "Norwegian", "fi": "Finnish", "pl": "Polish", "cs": "Czech",
	"hu": "Hungarian", "ro": "Romanian", "tr": "Turkish", "id": "Indonesian", "vi": "Vietnamese", "ru": "Russian",
	"uk": "Ukrainian", "el": "Greek", "ar": "Arabic", "fa": "Persian", "he": "Hebrew", "hi": "Hindi",
	"zh": "Chinese", "ja": "Japanese", "ko": "Korean", "th": "Thai",
}

// languageError says which language a text is in instead of English.
func languageError(code string) error {
	if name, ok := languageNames[code]; ok {
		return because(ErrLanguage, "looks like %s (%s), only English is read", name, code)
	}
	return because(ErrLanguage, "does not look like English, only English is read")
}

// wordLanguages has a bit for each language that a function word speaks for. Words of English count for English alone.
var (
	languageCodes []string
	wordLanguages = profileWords()
)

func profileWords() map[string]uint32 {
	languageCodes = []string{"en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "pl", "cs", "hu", "ro", "tr", "id",
		"vi"}
	words := map[string]uint32{}
	for i, code := range languageCodes {
		for word := range strings.FieldsSeq(functionWords[code]) {
			// Single letters stand in lists, initials and addresses of any language.
			if words[word]&1 == 0 && len(word) > 1 {
				words[word] |= 1 << i
			}
		}
	}
	// What English has as well, though it is not among its most frequent words, tells nothing.
	for word := range strings.FieldsSeq("in so an die man also no do most me am over dan co se to on com") {
		if words[word]&1 == 0 {
			delete(words, word)
		}
	}
	return words
}

const (
	// sampleBytes bounds how much of a text is looked at: three pieces of this size.
	sampleBytes = 2 << 10
	// quickBytes at the start are enough for a text with quickHits function words of English there and hardly any other.
	quickBytes = 1 << 10
	quickHits  = 20
	// minForeign is how many function words of another language it takes to refuse a text.
	minForeign = 4
)

// language tells which language text is in: "en", another code, or otherLanguage. Texts that are too short to tell are
// English, unless they are declared to be in a language that they show signs of.
func language(text, declared string) string {
	var hits [32]int
	var scripts scriptCount
	countWords(text[:min(len(text), quickBytes)], &hits, &scripts)
	if hits[0] >= quickHits && scripts.language() == "" && 4*slices.Max(hits[1:]) < hits[0] {
		return "en"
	}
	hits, scripts = [32]int{}, scriptCount{}
	for _, piece := range samples(text) {
		countWords(piece, &hits, &scripts)
	}
	if code := scripts.language(); code != "" {
		return code
	}
	best := 0
	for i := range languageCodes {
		if i > 0 && (best == 0 || hits[i] > hits[best]) {
			best = i
		}
	}
	code := languageCodes[best]
	need := minForeign
	if len(declared) >= 2 && strings.EqualFold(declared[:2], code) {
		need = 2
	}
	// English quotations in a German text, and Spanish ones in an English text, do not outweigh the text itself.
	if hits[best] >= need && 2*hits[best] > 3*hits[0] {
		return code
	}
	return "en"
}

// samples returns text, or three pieces of it if it is long.
func samples(text string) []string {
	if len(text) <= 3*sampleBytes {
		return []string{text}
	}
	middle := len(text)/2 - sampleBytes/2
	return []string{text[:sampleBytes], text[middle : middle+sampleBytes], text[len(text)-sampleBytes:]}
}

// countWords counts the function words and the letters by script in a piece of text.
func countWords(piece string, hits *[32]int, scripts *scriptCount) {
	var word [16]byte // the word in lower case; longer ones are no function words
	n := 0
	for i := 0; i <= len(piece); {
		r, size := rune(' '), 1
		if i < len(piece) {
			if c := piece[i]; c < utf8.RuneSelf {
				r = rune(c)
			} else {
				r, size = utf8.DecodeRuneInString(piece[i:])
			}
		}
		i += size
		switch {
		case r >= 'a' && r <= 'z':
			scripts.latin++
		case r >= 'A' && r <= 'Z':
			scripts.latin++
			r += 'a' - 'A'
		case r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.Is(unicode.Mn, r)):
			scripts.add(r)
			r = unicode.ToLower(r)
		default: // the end of a word
			if n > 0 && n <= len(word) {
				for bits, k := wordLanguages[string(word[:n])], 0; bits != 0; bits, k = bits>>1, k+1 {
					if bits&1 != 0 {
						hits[k]++
					}
				}
			}
			n = 0
			continue
		}
		if n+utf8.UTFMax <= len(word) {
			n += utf8.EncodeRune(word[n:], r)
		} else {
			n = len(word) + 1
		}
	}
}

// scriptCount counts letters by script.
type scriptCount struct {
	latin, cyrillic, ukrainian, greek, arabic, persian, hebrew, han, kana, hangul, devanagari, thai, other int
}

func (s *scriptCount) add(r rune) {
	switch {
	case r < 0x250 || r >= 0x1e00 && r < 0x1f00:
		s.latin++
	case r >= 0x370 && r < 0x400 || r >= 0x1f00 && r < 0x2000:
		s.greek++
	case r >= 0x400 && r < 0x530:
		s.cyrillic++
		if strings.ContainsRune("іїєґІЇЄҐ", r) {
			s.ukrainian++
		}
	case r >= 0x590 && r < 0x600:
		s.hebrew++
	case r >= 0x600 && r < 0x780:
		s.arabic++
		if strings.ContainsRune("پچژگی", r) {
			s.persian++
		}
	case r >= 0x900 && r < 0x980:
		s.devanagari++
	case r >= 0xe00 && r < 0xe80:
		s.thai++
	case r >= 0x3040 && r < 0x3100:
		s.kana++
	case r >= 0x3400 && r < 0xa000:
		s.han++
	case r >= 0xac00 && r < 0xd7b0:
		s.hangul++
	case unicode.Is(unicode.Mn, r), r == utf8.RuneError:
	default:
		s.other++
	}
}

// language tells the language of a text that is mostly in another script than Latin, or returns "".
func (s *scriptCount) language() string {
	foreign := s.cyrillic + s.greek + s.arabic + s.hebrew + s.han + s.kana + s.hangul + s.devanagari + s.thai + s.other
	if foreign < 10 || foreign < s.latin {
		return ""
	}
	switch half := foreign / 2; {
	case s.cyrillic > half && s.ukrainian*50 > s.cyrillic:
		return "uk"
	case s.cyrillic > half:
		return "ru"
	case s.greek > half:
		return "el"
	case s.arabic > half && s.persian*20 > s.arabic:
		return "fa"
	case s.arabic > half:
		return "ar"
	case s.hebrew > half:
		return "he"
	case s.kana*5 > foreign:
		return "ja"
	case s.han > half:
		return "zh"
	case s.hangul > half:
		return "ko"
	case s.devanagari > half:
		return "hi"
	case s.thai > half:
		return "th"
	}
	return otherLanguage
}

// IsEnglish reports whether an article is for reading: whether it is in English, as far as intake could tell. An article that
// intake has not seen counts as English.
func IsEnglish(a *sayso.Article) bool { return a.Language == "" || a.Language == "en" }

// LanguageName returns the English name of a language, or a word for those that have none here.
func LanguageName(code string) string {
	if code == "en" {
		return "English"
	}
	if name := languageNames[code]; name != "" {
		return name
	}
	return "another language"
}
