package redline

import (
	"strings"
	"testing"

	"kan/pipeline/doc"
)

// BenchmarkMerge merges two versions of a report of a usual size: 40
// paragraphs, every fourth of them changed.
func BenchmarkMerge(b *testing.B) {
	var old, new []string
	for k := range 40 {
		p := prose(uint64(k), 150)
		old = append(old, p)
		if k%4 == 0 {
			p = sprinkled(p, 60)
		}
		new = append(new, p)
	}
	issue := func(text []string) *doc.Document {
		return &doc.Document{Blocks: []doc.Block{&doc.Section{Blocks: []doc.Block{&doc.Item{Anchor: "item-1", Body: body(text...)}}}}}
	}
	p, q := issue(old), issue(new)
	b.ReportAllocs()
	for b.Loop() {
		Merge(p, q, Options{})
	}
}

// BenchmarkHostile merges what is made to cost time.
func BenchmarkHostile(b *testing.B) {
	for _, name := range []string{"long and unlike", "long, changed all over", "many, all changed", "many and unlike", "many alike", "repeated"} {
		p := hostile(10_000, 350_000)[name]
		b.Run(strings.ReplaceAll(name, " ", "-"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				m := &merger{work: maxWork}
				m.blocks(p[0], p[1])
			}
		})
	}
}
