package layout_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"kan/pipeline/doc"
	"kan/pipeline/page"
)

// A second mark of a note on a page repeats its number; on another page the
// note is printed again, with the number that it has there.
func TestOneNoteForAllItsMarksOnAPage(t *testing.T) {
	const notes = "\n\n[^a]: 注一\n\n[^b]: 注二\n"
	for _, c := range []struct {
		name, md string
		want     []string // the text of each page
	}{
		{"in one line", "甲[^a]乙[^a]丙[^b]丁[^a]" + notes, []string{"甲①乙①丙②丁①①注一②注二"}},
		{"in two paragraphs", "甲[^a]\n\n乙[^b]\n\n丙[^a]" + notes, []string{"甲①乙②丙①①注一②注二"}},
		{"on two pages", "甲[^b]乙[^a]\n\n" + strings.Repeat("段\n\n", 7) + "丙[^a]丁[^b]" + notes,
			[]string{"甲①乙②段段段段段①注二②注一", "段段丙①丁②①注一②注二"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, _ := set(t, parse(t, c.md), small)
			var got []string
			for _, p := range lines(d) {
				got = append(got, strings.Join(p, ""))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// Notes that only say the same are two.
func TestEqualNotesAreTwo(t *testing.T) {
	d, _ := set(t, parse(t, "甲[^a]乙[^b]\n\n[^a]: 同上\n\n[^b]: 同上\n"), small)
	if got := strings.Join(lines(d)[0], ""); got != "甲①乙②①同上②同上" {
		t.Error(got)
	}
	empty := &doc.NoteRef{}
	d, _ = set(t, []doc.Block{&doc.Paragraph{Text: []doc.Inline{empty, doc.Text{Text: "甲"}, empty}}}, small)
	var b bytes.Buffer
	page.Dump(&b, d)
	if !strings.Contains(b.String(), "①") || !strings.Contains(b.String(), "②") {
		t.Error(b.String())
	}
}
