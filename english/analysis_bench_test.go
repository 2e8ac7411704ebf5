package english

import (
	"strings"
	"testing"
)

// benchText is invented news.
const benchText = `BRECK, Ardland — The minister for harbours, Odile Marrow, told reporters on Friday that the ferry line to Port Sorrel would be closed by the end of March unless its owner, Tolland & Sons Ltd., repays a loan of $4.5 million.

"We have waited for two years," she said. "Nobody can say that we didn't warn them." A spokesman for the company, Piet Hallam, denied that any payment was late, and accused Ms. Marrow of trying to please voters before the election. The Ardland Herald reported last week that three members of the board had met officials of the U.S. embassy in secret.

Mr. Hallam, who was hired in 2014 after a career in the navy, called that report "nonsense from start to finish." The mayor of Port Sorrel has asked both sides to keep the line open at least until the summer, when most of the town's visitors arrive. About 1,200 people depend on it.

`

func BenchmarkAnalyse(b *testing.B) {
	text := strings.Repeat(benchText, 4)
	a := NewAnalysis()
	a.Analyse(text)
	words := len(a.Tokens)
	b.ReportAllocs()
	for b.Loop() {
		a.Analyse(text)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}

func BenchmarkRead(b *testing.B) {
	text := strings.Repeat(benchText, 4)
	var d Document
	d.Read(text)
	words := len(d.Tokens)
	for b.Loop() {
		d.Read(text)
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
