package parity

import (
	"slices"
	"testing"

	"kan/pipeline/doc"
)

// A page prints a note once for all its marks; the Word file has one for each.
func TestAPageMayPrintANoteOnce(t *testing.T) {
	mark := &doc.NoteRef{Blocks: []doc.Block{paragraph("账本现存市档案馆。")}}
	text := append(append(say("桥头住着堃叔一家"), mark), append(say("，账他记了三十年"), mark)...)
	d := &doc.Document{Blocks: []doc.Block{&doc.Paragraph{Text: text}}}
	const (
		once  = "桥头住着堃叔一家①，账他记了三十年①\n_[10.5]①账本现存市档案馆。\n"
		twice = "桥头住着堃叔一家①，账他记了三十年②\n_[10.5]①账本现存市档案馆。\n_[10.5]②账本现存市档案馆。\n"
		never = "桥头住着堃叔一家①，账他记了三十年①\n"
	)
	want := Expect(d, sampleStyle(t))
	if got := findings(Compare(want, draw(t, once), draw(t, twice))); got != nil {
		t.Error(got)
	}
	lost := []string{"word missing 脚注: 账本现存市档案馆。"}
	if got := findings(Compare(want, draw(t, twice), draw(t, once))); !slices.Equal(got, lost) {
		t.Error(got)
	}
	if got := findings(Compare(want, draw(t, never), draw(t, twice))); len(got) != 1 {
		t.Error(got)
	}
}
