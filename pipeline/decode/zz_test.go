package decode
import ("testing";"strings";"time";"fmt";"kan/pipeline/diag";"kan/pipeline/source";"runtime")
func TestZZ(t *testing.T){
 m:=strings.Repeat
 for name,in := range map[string]string{
  "commas": "["+m("a,",190000)+"]", "lines": m("a: b\n",49000), "colon": m("a：b\n",150000), "cjk": m("甲：乙\n",100000), "brackets": m("[",180000), "tabs": m("\t",1<<20-1), "tablines": m("\ta\n",340000), "quote": "\""+m("a\n",500000), "comments": m("# a\n",260000), "comments2": m("a: b # c\n",49000), "keys": "{"+m("a：b，",120000), "blank": m("a：\n",1)+m("\n",1000000), "slips": m("-a\n\n\n\n\n\n\n\n",100000), "dashes": m("-甲\n",200000), "nul": m("\x00",1<<20), "crs": m("\r",1<<20), "long": "a: "+m("甲 ",260000), "tags": m("!a ",300000), "anchors": m("&a ",300000), "star": m("*a\n",300000),"q": m("? ",190000), "block": "a: |\n"+m("  甲\n",170000), "folded": "a: >\n"+m("  甲\n\n",150000), "sq":m("'",1<<20), "err": m("a: b\n",48000)+"x",
  "siblings": m("- a：b\n\n",100000), "bad": m("@",1<<20),
 }{
  var a, b runtime.MemStats
  runtime.ReadMemStats(&a)
  s:=time.Now(); var ds diag.List; n,ok := Parse(source.New("x",[]byte(in)).Whole(),&ds); if ok { readSample(n,&ds) }; d:=time.Since(s)
  runtime.ReadMemStats(&b)
  if d>300*time.Millisecond || b.TotalAlloc-a.TotalAlloc > 150<<20 { fmt.Println(name, len(in), d, len(ds.Sorted()), (b.TotalAlloc-a.TotalAlloc)>>20, "MB allocated in all") }
 }
}
