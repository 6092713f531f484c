package pipeline

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

// An overlay is a file system like any other, with new, changed and removed files.
func TestOverlayIsAFileSystem(t *testing.T) {
	below := fstest.MapFS{
		"a/kept": {Data: []byte("1")}, "a/changed": {Data: []byte("2")}, "a/removed": {Data: []byte("3")}, "b/c": {Data: []byte("4")},
	}
	o := overlay{below, map[string][]byte{"a/changed": []byte("neu"), "a/new": []byte("5"), "a/removed": nil}}
	if err := fstest.TestFS(o, "a/kept", "a/changed", "a/new", "b/c"); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{"a/kept": "1", "a/changed": "neu", "a/new": "5"} {
		if got, err := fs.ReadFile(o, name); err != nil || string(got) != want {
			t.Errorf("%s is %q, %v", name, got, err)
		}
	}
	if _, err := fs.Stat(o, "a/removed"); err == nil {
		t.Error("a removed file is there")
	}
	if string(below["a/changed"].Data) != "2" {
		t.Error("what lies below was changed")
	}
}
