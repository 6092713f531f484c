package pdfcheck

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// maxJSON bounds what qpdf may print for a file, and with it what a file that
// was made to inflate without end can do.
const maxJSON = 512 << 20

var errTooLarge = errors.New("qpdf prints more than 512 MB")

// load has qpdf read a file, twice: once for the dictionaries as they stand,
// with their filters, once for the data behind the filters. damage is what
// qpdf complains about; doc is nil when it cannot read the file at all.
func load(ctx context.Context, file string) (doc *document, damage []string, err error) {
	// An absolute path cannot be taken for an option or for a file of options.
	path, err := filepath.Abs(file)
	if err != nil {
		return nil, nil, err
	}
	doc, damage, err = qpdf(ctx, path, "--decode-level=none", "--json-stream-data=none")
	if err != nil || doc == nil {
		return doc, damage, err
	}
	decoded, more, err := qpdf(ctx, path, "--decode-level=generalized", "--json-stream-data=inline")
	if err != nil || decoded == nil {
		return decoded, more, err
	}
	for r, o := range decoded.objects {
		if s, ok := doc.objects[r].(*stream); ok {
			if d, ok := o.(*stream); ok {
				s.data = d.data
			}
		}
	}
	if len(damage) == 0 {
		damage = more
	}
	return doc, damage, nil
}

// qpdf runs qpdf once and reads what it prints.
func qpdf(ctx context.Context, path string, options ...string) (*document, []string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // ends a qpdf whose output is no longer wanted
	args := append([]string{"--json=2", "--json-key=qpdf"}, options...)
	cmd := exec.CommandContext(ctx, "qpdf", append(args, path)...)
	stderr := &bounded{left: 1 << 16}
	cmd.Stderr = stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, nil, fmt.Errorf("qpdf: %w", err)
	}
	in := &io.LimitedReader{R: out, N: maxJSON}
	doc, readErr := readJSON(in)
	if readErr == nil {
		_, readErr = io.Copy(io.Discard, in)
	}
	if in.N <= 0 {
		cancel()
		readErr = errTooLarge
	}
	err = cmd.Wait()
	var exit *exec.ExitError
	switch {
	case readErr == errTooLarge:
		return nil, nil, readErr
	case err != nil && !errors.As(err, &exit):
		return nil, nil, fmt.Errorf("qpdf: %w", err)
	case ctx.Err() != nil:
		return nil, nil, fmt.Errorf("qpdf: %w", ctx.Err())
	case err != nil && exit.ExitCode() != 3: // 3 is "with warnings"
		return nil, stderr.lines(path), nil
	case readErr != nil:
		return nil, nil, readErr
	}
	return doc, stderr.lines(path), nil
}

// bounded keeps the first bytes written to it.
type bounded struct {
	b    bytes.Buffer
	left int
}

func (w *bounded) Write(p []byte) (int, error) {
	n := min(len(p), w.left)
	w.left -= n
	w.b.Write(p[:n])
	return len(p), nil
}

// lines are the complaints without the path, which differs from run to run.
func (w *bounded) lines(path string) (lines []string) {
	for line := range strings.Lines(w.b.String()) {
		line = strings.TrimSpace(strings.ReplaceAll(line, path, "the file"))
		line = strings.TrimPrefix(line, "WARNING: ")
		if line != "" && !strings.HasPrefix(line, "qpdf: operation succeeded") {
			lines = append(lines, line)
		}
	}
	return lines
}

// readEnds looks at the first and last bytes, which qpdf does not show: the
// header (ISO 19005-2 6.1.2: at offset 0, with a comment of four bytes above
// 127 in the next line) and the end (6.1.3: nothing behind the last %%EOF but
// one end of line).
func (c *checker) readEnds(file string) {
	f, err := os.Open(file)
	if err != nil {
		return // qpdf will say so
	}
	defer f.Close()
	head := make([]byte, 64)
	n, _ := io.ReadFull(f, head)
	if !goodHeader(head[:n]) {
		c.fault("file/header", "file", "it does not begin with %%PDF-1.7 and a comment of four bytes above 127")
	}
	tail := make([]byte, 32)
	info, err := f.Stat()
	if err != nil {
		return
	}
	n, _ = f.ReadAt(tail, max(0, info.Size()-int64(len(tail))))
	end := bytes.TrimSuffix(bytes.TrimSuffix(tail[:n], []byte("\n")), []byte("\r"))
	if !bytes.HasSuffix(end, []byte("%%EOF")) {
		c.fault("file/end", "file", "it does not end with %%%%EOF")
	}
}

func goodHeader(head []byte) bool {
	if len(head) < 15 || !bytes.HasPrefix(head, []byte("%PDF-1.7")) {
		return false
	}
	rest := head[8:]
	switch {
	case rest[0] == '\r' && rest[1] == '\n':
		rest = rest[2:]
	case rest[0] == '\n', rest[0] == '\r':
		rest = rest[1:]
	default:
		return false
	}
	if rest[0] != '%' || len(rest) < 5 {
		return false
	}
	for _, b := range rest[1:5] {
		if b < 128 {
			return false
		}
	}
	return true
}
