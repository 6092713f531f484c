package check_test

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"kan/pipeline/diag"
)

var update = flag.Bool("update", false, "rewrite the expected lists")

// TestThirtySeededFaults reads one content tree with thirty different faults
// in registries, front matter, bodies, images and manifests. One run must tell
// all of them, each once and at its place, and nothing else.
func TestThirtySeededFaults(t *testing.T) {
	const name = "testdata/seeded.txtar"
	ar, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{
		"content/images/beds.png": {Data: smallPNG(t)},
		"content/images/huge.png": {Data: pngHeader(30_000, 30_000)},
	}
	last := &ar.Files[len(ar.Files)-1]
	for _, f := range ar.Files[:len(ar.Files)-1] {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	diags, _, _ := run(files)
	var got strings.Builder
	kinds := map[diag.Code]bool{}
	all := diags.Sorted()
	for _, d := range all {
		p := d.Span.File.Position(d.Span.Start)
		fmt.Fprintf(&got, "%s:%d:%d %s %s\n", d.Span.File.Name, p.Line, p.Column, d.Severity, d.Code)
		kinds[d.Code] = true
	}
	if *update {
		last.Data = []byte(got.String())
		if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got.String() != string(last.Data) {
		t.Errorf("got\n%swant\n%s", got.String(), last.Data)
	}
	if len(all) != 30 {
		t.Errorf("%d faults told, 30 were seeded", len(all))
	}
	if len(kinds) != 30 {
		t.Errorf("only %d kinds of fault", len(kinds))
	}
}

func smallPNG(t *testing.T) []byte {
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// pngHeader is a PNG of that size without any pixels.
func pngHeader(width, height uint32) []byte {
	head := []byte("IHDR")
	head = binary.BigEndian.AppendUint32(head, width)
	head = binary.BigEndian.AppendUint32(head, height)
	head = append(head, 8, 0, 0, 0, 0)
	out := binary.BigEndian.AppendUint32([]byte("\x89PNG\r\n\x1a\n"), uint32(len(head)-4))
	out = binary.BigEndian.AppendUint32(append(out, head...), crc32.ChecksumIEEE(head))
	return append(out, "\x00\x00\x00\x00IEND\xae\x42\x60\x82"...)
}
