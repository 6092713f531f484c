package oracle
import ("testing";"archive/zip";"io";"strings";"fmt";"os")
func lines(n *node, d int) (out []string) {
	out = append(out, fmt.Sprintf("%s%s %s %q", strings.Repeat(" ", d), n.name, strings.Join(n.attrs, " "), n.text))
	for _, c := range n.children { out = append(out, lines(c, d+1)...) }
	return
}
func TestProto(t *testing.T) {
	z, err := zip.OpenReader(os.Getenv("F"))
	if err != nil { t.Fatal(err) }
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".xml") && !strings.HasSuffix(f.Name, ".rels") { continue }
		r, _ := f.Open(); data, _ := io.ReadAll(r)
		b, err := again(f.Name, data)
		if err != nil { t.Error(f.Name, err); continue }
		x, err := read(strings.NewReader(string(data)))
		y, err2 := read(strings.NewReader(string(b)))
		if err != nil || err2 != nil { t.Error(f.Name, err, err2, string(b)); continue }
		os.WriteFile("/tmp/orc/a", []byte(strings.Join(lines(x,0),"\n")+"\n"), 0644)
		os.WriteFile("/tmp/orc/b", []byte(strings.Join(lines(y,0),"\n")+"\n"), 0644)
		t.Log(f.Name)
		o, _ := execDiff()
		t.Log(o)
	}
}
