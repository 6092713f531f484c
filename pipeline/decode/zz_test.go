package decode
import ("testing";"strings";"time";"fmt";"kan/pipeline/diag";"kan/pipeline/source")
func TestZZ(t *testing.T){
 m:=strings.Repeat
 for _,k := range []int{4,1} {
 for name,in := range map[string]string{
  "commas": "["+m("a,",190000/k)+"]", "lines": m("a: b\n",49000/k), "colon": m("a：b\n",150000/k), "cjk": m("甲：乙\n",100000/k), "brackets": m("[",180000/k), "tabs": m("\t",(1<<20-1)/k), "tablines": m("\ta\n",340000/k), "quote": "\""+m("a\n",500000/k), "comments": m("# a\n",260000/k), "comments2": m("a: b # c\n",49000/k), "keys": "{"+m("a：b，",120000/k), "blank": m("a：\n",1)+m("\n",1000000/k), "slips": m("-a\n\n\n\n\n\n\n\n",100000/k), "dashes": m("-甲\n",200000/k), "nul": m("\x00",(1<<20)/k), "crs": m("\r",(1<<20)/k), "long": "a: "+m("甲 ",260000/k), "tags": m("!a ",300000/k), "anchors": m("&a ",300000/k), "star": m("*a\n",300000/k),"q": m("? ",190000/k), "block": "a: |\n"+m("  甲\n",170000/k), "folded": "a: >\n"+m("  甲\n\n",150000/k), "sq":m("'",(1<<20)/k), "err": m("a: b\n",48000/k)+"x",
  "siblings": m("- a：b\n\n",100000/k), "bad": m("@",(1<<20)/k),
 }{
  done := make(chan bool)
  s:=time.Now()
  go func(){ var ds diag.List; n,ok := Parse(source.New("x",[]byte(in)).Whole(),&ds); if ok { readSample(n,&ds) }; close(done) }()
  select { case <-done: case <-time.After(8*time.Second): fmt.Println("HANG") }
  if d:=time.Since(s); d>150*time.Millisecond { fmt.Println(k, name, len(in), d) }
 }}
}
