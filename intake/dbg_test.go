package intake
import ("testing";"os";"fmt")
func TestDbg(t *testing.T){
 name := os.Getenv("PAGE"); if name=="" {t.Skip()}
 data,_ := os.ReadFile(name)
 s,_ := decode(data, declaredCharset(data))
 x := extract(parsePage(s)); x.dropJunk(); r,sure := x.mainPart()
 fmt.Println("MAIN", r, sure, x.tag(r.start), "weight", x.weight(r), "of", x.weight(x.all()))
 fmt.Println("REGION", x.bylineRegion("", r))
 for _,p := range x.paragraphs { in := " "; if r.start<=p.first && p.first<r.end {in="*"}; fmt.Printf("%s %d drop=%v w=%d blk=%s link=%d %.100q\n", in, p.first, p.drop, p.weight, x.tag(p.block), p.linked, p.text) }
}
func TestStages(t *testing.T){
 name := os.Getenv("PAGE"); if name=="" {t.Skip()}
 data,_ := os.ReadFile(name)
 s,_ := decode(data, declaredCharset(data))
 x := extract(parsePage(s)); fmt.Println("all", x.weight(x.all()))
 x.dropComments(); x.sums(); fmt.Println("comments", x.weight(x.all()))
 x.dropBoxes(); x.sums(); fmt.Println("boxes", x.weight(x.all()))
 for i := range x.paragraphs { p := &x.paragraphs[i]; if !p.drop && x.isJunkBlock(p) { p.drop=true; if p.weight>0 {fmt.Printf("  junk %.80q\n", p.text)} } }
 x.sums(); fmt.Println("blocks", x.weight(x.all()))
 x.dropTeasers(); x.sums(); fmt.Println("teasers", x.weight(x.all()))
 for i := range x.paragraphs { p := &x.paragraphs[i]; if p.words<30 && (commentsHeading.MatchString(p.text)||relatedHeading.MatchString(p.text)) { fmt.Printf("  heading %d %q\n", p.first, p.text) } }
 x.dropSections(); x.sums(); fmt.Println("sections", x.weight(x.all()))
}
