package redline

import (
	"strconv"
	"unicode"

	"kan/pipeline/doc"
)

// Summary is what is different between two versions of an issue.
type Summary struct {
	Items  []Item  // those with a difference, in the order in which they stand in the merged document
	Rest   Count   // outside of the items: 编者按, titles of sections
	Fields []Field // differences of what masthead and imprint say
}

// Empty tells whether the versions say the same.
func (s *Summary) Empty() bool {
	return len(s.Items) == 0 && s.Rest == Count{} && len(s.Fields) == 0
}

// Kind is what became of an item from one version to the other.
type Kind int8

// The kinds. Unchanged items stand in a summary when they have moved.
const (
	Unchanged Kind = iota
	Changed
	Added
	Dropped
)

// Item is what became of one report. Title is that of the newer version, where
// it has the report. A report may be changed without any character that counts:
// a picture is another one, a forced line break is gone.
type Item struct {
	Report string // its id
	Title  string
	Kind   Kind
	Moved  bool // stands behind or before others than it did, or in another section
	Count
}

// Count is how many characters were marked: Han, letters, digits and marks
// alike, but not spaces. What is left out behind the title of a long dropped
// item counts too; what the contents list repeats does not.
type Count struct{ Inserted, Deleted int }

// add counts a text.
func (c *Count) add(kind doc.Emphasis, text string) {
	n := 0
	for _, r := range text {
		if !unicode.IsSpace(r) {
			n++
		}
	}
	if kind == doc.Inserted {
		c.Inserted += n
	} else {
		c.Deleted += n
	}
}

// plus is the sum of two counts, minus what one has more than another.
func (c Count) plus(d Count) Count {
	return Count{c.Inserted + d.Inserted, c.Deleted + d.Deleted}
}

func (c Count) minus(d Count) Count {
	return Count{c.Inserted - d.Inserted, c.Deleted - d.Deleted}
}

// Field is a difference of what the issue says of itself: 签发, 日期. Old or New
// is "" where there is nothing.
type Field struct{ Name, Old, New string }

// fields compares what readers see of the fields; what follows from others, as
// the year from the date, is left out.
func fields(old, new *doc.Fields) (out []Field) {
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	for _, f := range [...]Field{
		{"编印单位", old.OfficeName, new.OfficeName},
		{"联合编印", old.Organs, new.Organs},
		{"刊名", old.SeriesName, new.SeriesName},
		{"刊题", old.Title, new.Title},
		{"期号", number(old.Number), number(new.Number)},
		{"总期号", number(old.Total), number(new.Total)},
		{"日期", old.Date.Chinese(), new.Date.Chinese()},
		{"密级", old.Classification, new.Classification},
		{"紧急程度", old.Urgency, new.Urgency},
		{"稿次", old.State, new.State},
		{"印数", number(old.Copies), number(new.Copies)},
		{"责任编辑", old.Editors, new.Editors},
		{"核稿", old.CheckedBy, new.CheckedBy},
		{"签发", old.SignedBy, new.SignedBy},
		{"报", old.ReportTo, new.ReportTo},
		{"送", old.SendTo, new.SendTo},
		{"发", old.IssueTo, new.IssueTo},
	} {
		if f.Old != f.New {
			out = append(out, f)
		}
	}
	return out
}
