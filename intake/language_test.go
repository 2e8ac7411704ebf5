package intake

import (
	"strings"
	"testing"
)

func TestLanguage(t *testing.T) {
	tests := []struct{ text, declared, want string }{
		{"The minister said on Monday that talks with the union would resume this week.", "", "en"},
		{"The minister said on Monday that talks with the union would resume this week.", "de", "en"},
		{"Der Minister sagte am Montag, dass die Gespräche mit der Gewerkschaft in dieser Woche weitergehen.", "", "de"},
		{"Le ministre a dit lundi que les discussions avec le syndicat reprendraient cette semaine.", "", "fr"},
		{"El ministro dijo el lunes que las conversaciones con el sindicato se reanudarán esta semana.", "", "es"},
		{"Il ministro ha detto lunedì che i colloqui con il sindacato riprenderanno questa settimana.", "", "it"},
		{"O ministro disse na segunda-feira que as conversas com o sindicato não foram retomadas, mas que serão em breve.", "", "pt"},
		{"De minister zei maandag dat de gesprekken met de vakbond deze week worden hervat.", "", "nl"},
		{"Ministern sade på måndagen att samtalen med facket och de andra ska återupptas, men inte när.", "", "sv"},
		{"Minister powiedział w poniedziałek, że rozmowy ze związkiem nie są zakończone i że się odbędą.", "", "pl"},
		{"Министр сказал в понедельник, что переговоры с профсоюзом возобновятся на этой неделе.", "", "ru"},
		{"Міністр сказав у понеділок, що переговори з профспілкою відновляться цього тижня, і не пізніше.", "", "uk"},
		{"Ο υπουργός είπε τη Δευτέρα ότι οι συνομιλίες θα συνεχιστούν.", "", "el"},
		{"قال الوزير يوم الاثنين إن المحادثات مع النقابة ستستأنف هذا الأسبوع.", "", "ar"},
		{"部长周一表示与工会的谈判将于本周恢复。", "", "zh"},
		{"大臣は月曜日に、組合との話し合いを今週再開すると述べた。", "", "ja"},
		{"장관은 월요일에 노조와의 대화가 이번 주에 재개될 것이라고 말했다.", "", "ko"},
		// the benefit of the doubt
		{"“No.”", "", "en"},
		{"Marrow wins.", "fr", "en"},
		{"Orlov", "ru", "en"},
		{"", "", "en"},
		// a little of another language in an English text, and the other way round
		{"The minister told them in Spanish: “El ministro dijo que las cosas no son como son.” That was all that she said of it, and it was more than they had asked for.", "", "en"},
		{"Der Minister sagte auf Englisch: “This is not the end of it, and it will not be.” Mehr wollte er zu der Sache nicht sagen, und auch sonst sprach er mit keinem der Leute, die auf ihn gewartet haben, weil es schon spät war und der Zug nicht auf ihn warten wird.", "", "de"},
		// markup and addresses are no language
		{`<figure> <img src="https://a.example.com/w/o.jpg" class="w z i" alt="a" width="w"> e.g. https://b.example.com/o/w/z?i=o&e=a`, "", "en"},
		// a few signs are enough where the language is declared
		{"Gespräche mit der Gewerkschaft abgebrochen", "", "en"},
		{"Gespräche mit der Gewerkschaft abgebrochen", "de-DE", "de"},
	}
	for _, test := range tests {
		if got := language(test.text, test.declared); got != test.want {
			t.Errorf("language(%.50q, %q) = %q, want %q", test.text, test.declared, got, test.want)
		}
	}
}

func TestLanguageOfLongTextsIsSampled(t *testing.T) {
	text := strings.Repeat("Der Minister sagte, dass er nicht mit der Presse über die Sache sprechen werde. ", 50_000)
	if got := language(text, ""); got != "de" {
		t.Errorf("%q", got)
	}
}

func TestAnyLanguage(t *testing.T) {
	in := "Der Minister sagte am Montag, dass die Gespräche mit der Gewerkschaft in dieser Woche weitergehen."
	articles, errs := FromBytes("a", []byte(in), Options{})
	if len(errs) > 0 || len(articles) != 1 || articles[0].Language != "de" || articles[0].Text != in {
		t.Errorf("%+v %v", articles, errs)
	}
}
