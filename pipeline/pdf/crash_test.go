package pdf

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// crash is what a panic of do says, "" when there is none.
func crash(do func()) (said string) {
	defer func() {
		if p := recover(); p != nil {
			said = fmt.Sprint(p)
		}
	}()
	do()
	return ""
}

// A panic in a worker comes out where the file is written, with its stack, and
// the worker goes on.
func TestAPanicInAWorkerComesOut(t *testing.T) {
	f := newFile(&bytes.Buffer{}, Options{Jobs: 1, Level: DefaultLevel})
	if err := f.later(f.alloc(), func(*deflater) (stream, error) { panic("worker") }); err != nil {
		t.Fatal(err)
	}
	if err := f.later(f.alloc(), func(z *deflater) (stream, error) { return z.stream(object{}, []byte("甲")) }); err != nil {
		t.Fatal(err)
	}
	defer f.abandon()
	if said := crash(func() { t.Error(f.settle()) }); !strings.Contains(said, "worker\n") || !strings.Contains(said, "TestAPanicInAWorkerComesOut") {
		t.Errorf("the panic says %q", said)
	}
	if err := f.settle(); err != nil {
		t.Error(err)
	}
}

// A font program whose making broke off is not taken for a finished one.
func TestCacheForgetsWhatWasNotMade(t *testing.T) {
	c := NewCache()
	for range 2 {
		broken := &fontUse{shown: make([]glyphText, 2)} // has no face
		if said := crash(func() { c.program(&deflater{}, broken) }); said == "" {
			t.Error("the program of no face was made")
		}
		if len(c.kept) > 0 {
			t.Error("the cache keeps it")
		}
	}
}
