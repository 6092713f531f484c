package pdfcheck

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kan/pipeline/outside"
)

// replace replaces a text in the one object that has it.
func (m *maker) replace(t testing.TB, from, to string) {
	t.Helper()
	for i, body := range m.objects {
		if strings.Contains(body, from) {
			m.objects[i] = strings.Replace(body, from, to, 1)
			return
		}
	}
	t.Fatalf("no object has %q", from)
}

// rawMutants are faults that qpdf would mend when it writes a file: the good
// file is put together with them.
var rawMutants = []struct {
	name, want string
	do         func(t testing.TB, m *maker, trailer string) []byte
}{
	{"no comment in the second line", "file/header", func(t testing.TB, m *maker, trailer string) []byte {
		return bytes.Replace(m.file(trailer), []byte("%\xE5\x88\x8A\xFF"), []byte("%abcd"), 1)
	}},
	{"version 1.6", "file/header", func(t testing.TB, m *maker, trailer string) []byte {
		return bytes.Replace(m.file(trailer), []byte("%PDF-1.7"), []byte("%PDF-1.6"), 1)
	}},
	{"something behind the end", "file/end", func(t testing.TB, m *maker, trailer string) []byte {
		return append(m.file(trailer), "x\n"...)
	}},
	{"no ID", "file/id", func(t testing.TB, m *maker, trailer string) []byte {
		trailer, _, _ = strings.Cut(trailer, "/ID")
		return m.file(trailer)
	}},
	{"a reference to nothing", "file/dangling", func(t testing.TB, m *maker, trailer string) []byte {
		m.replace(t, "/Lang(zh-CN)", "/Lang(zh-CN)/X 999 0 R")
		return m.file(trailer)
	}},
	{"a name in Latin-1", "file/name", func(t testing.TB, m *maker, trailer string) []byte {
		m.replace(t, "/Lang(zh-CN)", "/Lang(zh-CN)/X/caf#e9")
		return m.file(trailer)
	}},
	{"LZW", "file/damaged file/filter", func(t testing.TB, m *maker, trailer string) []byte {
		m.replace(t, "/Subtype/Image", "/Subtype/Image/Filter/LZWDecode")
		return m.file(trailer)
	}},
	{"Crypt", "file/filter", func(t testing.TB, m *maker, trailer string) []byte {
		m.replace(t, "/Subtype/Image", "/Subtype/Image/Filter[/Crypt]")
		return m.file(trailer)
	}},
	{"XMP with a filter", "xmp/filter", func(t testing.TB, m *maker, trailer string) []byte {
		m.replace(t, "/Subtype/XML", "/Subtype/XML/Filter[]")
		return m.file(trailer)
	}},
	{"a broken cross-reference table", "file/damaged", func(t testing.TB, m *maker, trailer string) []byte {
		b := m.file(trailer)
		return bytes.Replace(b, []byte("startxref\n"), []byte("startxref\n1"), 1)
	}},
	{"a stream of another length", "file/damaged image/length", func(t testing.TB, m *maker, trailer string) []byte {
		m.replace(t, "/DeviceRGB/Length 12", "/DeviceRGB/Length 11")
		return m.file(trailer)
	}},
	{"encrypted", "claim/encrypted", func(t testing.TB, m *maker, trailer string) []byte {
		return encrypted(t, m.file(trailer), "256")
	}},
	{"encrypted, not for assistive technology", "file/permissions", func(t testing.TB, m *maker, trailer string) []byte {
		m.replace(t, ` pdfaid:conformance="A"`, strings.Repeat(" ", len(` pdfaid:conformance="A"`)))
		m.replace(t, "<pdfaid:part>2</pdfaid:part>", strings.Repeat(" ", len("<pdfaid:part>2</pdfaid:part>")))
		return encrypted(t, m.file(trailer), "128", "--accessibility=n")
	}},
	{"a password", "file/unreadable", func(t testing.TB, m *maker, trailer string) []byte {
		return encryptedFor(t, m.file(trailer), "secret", "256")
	}},
	{"not a PDF", "file/end file/header file/unreadable", func(t testing.TB, m *maker, trailer string) []byte {
		return []byte("no PDF")
	}},
	{"nothing", "file/end file/header file/unreadable", func(t testing.TB, m *maker, trailer string) []byte { return nil }},
}

func encrypted(t testing.TB, data []byte, options ...string) []byte {
	t.Helper()
	return encryptedFor(t, data, "", options...)
}

// encryptedFor has qpdf encrypt a file, to be read with a password.
func encryptedFor(t testing.TB, data []byte, password string, options ...string) []byte {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out.pdf")
	// Only the weak ciphers can shut out assistive technology.
	args := append([]string{"--stream-data=preserve", "--allow-weak-crypto", "--encrypt", password, "owner"}, options...)
	cmd := exec.Command(outside.Program(t, "qpdf"), append(args, "--", write(t, data), out)...)
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, msg)
	}
	return read(t, out)
}

func TestWhatQpdfWouldMend(t *testing.T) {
	for _, mutant := range rawMutants {
		t.Run(mutant.name, func(t *testing.T) {
			m, trailer := goodFile(t)
			faults := check(t, write(t, mutant.do(t, m, trailer)))
			if got := codes(faults); got != mutant.want {
				t.Errorf("want %s, got %s", mutant.want, got)
				for _, f := range faults {
					t.Log(f)
				}
			}
		})
	}
}

// An encrypted file that claims PDF/UA and not PDF/A is as it should be.
func TestEncryptedFilesNeedNotClaimPDFA(t *testing.T) {
	m, trailer := goodFile(t)
	m.replace(t, ` pdfaid:conformance="A"`, strings.Repeat(" ", len(` pdfaid:conformance="A"`)))
	m.replace(t, "<pdfaid:part>2</pdfaid:part>", strings.Repeat(" ", len("<pdfaid:part>2</pdfaid:part>")))
	for _, f := range check(t, write(t, encrypted(t, m.file(trailer), "256"))) {
		t.Error(f)
	}
}
