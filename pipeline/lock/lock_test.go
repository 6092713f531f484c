package lock_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"kan/pipeline/date"
	"kan/pipeline/diag"
	"kan/pipeline/lock"
	"kan/pipeline/source"
)

func made() *lock.Lock {
	return &lock.Lock{
		Issue: "public-opinion/2026/012", Number: 12, Total: 1237, Date: date.Date{Year: 2026, Month: 2, Day: 11},
		Commit: strings.Repeat("a1", 20), Time: time.Date(2026, 2, 11, 8, 30, 0, 0, time.FixedZone("", 8*3600)), Tool: "kan v1.4.0",
		Inputs: []lock.Input{
			{Role: lock.Manifest, Path: "content/issues/public-opinion/2026/012.yaml", Blob: strings.Repeat("0b", 20)},
			{Role: lock.Report, Path: "content/reports/2026/2026-0001-“引号”\\ \u2028.md", Blob: strings.Repeat("1c", 20), Printed: strings.Repeat("2d", 32)},
			{Role: lock.Style, Path: "templates/base/style.yaml", Blob: strings.Repeat("3e", 20), BuiltIn: true},
		},
		Outputs: []lock.Output{
			{Path: "public-opinion/2026/012/a.pdf", Bytes: 381_065, SHA256: strings.Repeat("4f", 32)},
			{Path: "public-opinion/2026/012/a.docx", Bytes: 21_065, SHA256: strings.Repeat("5a", 32)},
		},
	}
}

func read(text []byte) (*lock.Lock, []diag.Diagnostic) {
	var diags diag.List
	l := lock.Read(source.New("012.lock.yaml", text), &diags)
	return l, diags.Sorted()
}

func TestALockComesBack(t *testing.T) {
	want := made()
	text := want.Text()
	got, diags := read(text)
	if len(diags) > 0 || got == nil {
		t.Fatalf("%v\n%s", diags, text)
	}
	if line := got.Inputs[1].Span.File.Position(got.Inputs[1].Span.Start).Line; line != 11 {
		t.Errorf("the second input stands on line %d", line)
	}
	got.File = nil
	for k := range got.Inputs {
		got.Inputs[k].Span = source.Span{}
	}
	for k := range got.Outputs {
		got.Outputs[k].Span = source.Span{}
	}
	want.Time = want.Time.UTC()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if !bytes.Equal(want.Text(), text) {
		t.Error("the same lock has another text")
	}
}

// Whatever is changed is seen.
func TestAnEditedLockIsAnError(t *testing.T) {
	text := made().Text()
	for _, c := range []struct{ old, with, code string }{
		{"number: 12", "number: 13", "lock/changed"},
		{"total: 1237", "total: 1236", "lock/changed"},
		{"a1a1", "a1a2", "lock/changed"},
		{"0b0b", "0b0c", "lock/changed"},
		{"builtin: true", "builtin: false", "lock/changed"},
		{"kan v1.4.0", "kan v1.4.1", "lock/changed"},
		{"# 定稿记录", "# 定稿纪录", "lock/changed"},
		{"digest: \"", "digest: \"0", "lock/changed"},
		{"4f4f", "4f4e", "lock/changed"},
		{"bytes: 381065", "bytes: 1", "lock/changed"},
		{"seal: \"", "seal: \"0", "lock/changed"},
		{"a.pdf", "a.txt", "lock/broken"},
		{"a.docx", "a.txt", "lock/broken"},
		{"4f4f", "4F4F", "lock/broken"},
		{"0b0b", "0b", "lock/broken"},
		{"T00:30", "T25:30", "lock/broken"},
		{"role: report", "role: raport", "yaml/not-allowed"},
		{"total: 1237\n", "", "yaml/missing-key"},
		{"outputs:", "outputz:", "yaml/missing-key"},
	} {
		if !bytes.Contains(text, []byte(c.old)) {
			t.Fatalf("no %q in\n%s", c.old, text)
		}
		l, diags := read(bytes.Replace(text, []byte(c.old), []byte(c.with), 1))
		if l != nil || len(diags) == 0 || string(diags[0].Code) != c.code {
			t.Errorf("%q for %q: %v", c.with, c.old, diags)
		}
	}
}

// What Git for Windows checks out is the same lock, and the same text; a picture
// that has two such bytes is another one without them.
func TestLineEndsOfWindowsChangeNothing(t *testing.T) {
	windows := func(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\n"), []byte("\r\n")) }
	if l, diags := read(windows(made().Text())); l == nil {
		t.Error(diags)
	}
	for name, same := range map[string]bool{"a.md": true, "a.yaml": true, ".mailmap": true, "a.pub": true, "a.asc": true, "a.png": false, "a.ttf": false} {
		text := []byte("甲\n乙\n")
		if got := lock.BlobAs(name, text) == lock.BlobAs(name, windows(text)); got != same {
			t.Errorf("%s: %t", name, got)
		}
		if raw := lock.BlobOf(windows(text)); !lock.IsBlob(name, windows(text), raw) {
			t.Errorf("%s is not what Git has", name)
		}
	}
}

// The names that `git hash-object --stdin` prints.
func TestBlobsAreNamedAsGitNamesThem(t *testing.T) {

	for text, want := range map[string]string{"": "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "hello\n": "ce013625030ba8dba906f756967f9e9ca394464a"} {
		if got := lock.BlobOf([]byte(text)); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(made().Text())
	f.Add([]byte("inputs: [{}]\noutputs: 1"))
	f.Fuzz(func(t *testing.T, text []byte) {
		l, diags := read(text)
		if l == nil && len(diags) == 0 {
			t.Error("refused without a word")
		}
	})
}
