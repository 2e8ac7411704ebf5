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
