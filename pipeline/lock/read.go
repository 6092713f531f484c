package lock

import (
	"bytes"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"kan/pipeline/decode"
	"kan/pipeline/diag"
	"kan/pipeline/source"
)

// Codes of the diagnostics of locks.
const (
	CodeBroken  diag.Code = "lock/broken"
	CodeChanged diag.Code = "lock/changed"
)

// MaxBytes is the longest lock that is read.
const MaxBytes = decode.MaxBytes

// Read reads a lock. It returns nil after a complaint.
func Read(file *source.File, diags *diag.List) *Lock {
	before := diags.Count(diag.Error)
	node, ok := decode.Parse(file.Whole(), diags)
	if !ok {
		return nil
	}
	o := node.Object(diags)
	for _, name := range []string{"issue", "number", "total", "date", "commit", "time", "tool", "inputs", "digest", "outputs", "seal"} {
		o.Need(key(name))
	}
	l := &Lock{File: file, Issue: o.Text(key("issue")).V, Number: o.Int(key("number")).V, Total: o.Int(key("total")).V,
		Date: o.Date(key("date")).V, Commit: o.Text(key("commit")).V, Tool: o.Text(key("tool")).V}
	at := o.Text(key("time"))
	l.Time = readTime(at, diags)
	for _, n := range o.Items(key("inputs")) {
		l.Inputs = append(l.Inputs, readInput(n, diags))
	}
	stated := o.Text(key("digest"))
	l.Digest = stated.V
	for _, n := range o.Items(key("outputs")) {
		l.Outputs = append(l.Outputs, readOutput(n, diags))
	}
	seal := o.Text(key("seal"))
	o.Done()
	l.needOutputs(stated.Span, diags)
	if diags.Count(diag.Error) > before {
		return nil
	}
	text := lineEnds(file.Text)
	for _, sum := range []struct {
		of     decode.Value[string]
		before string
	}{{stated, "\ndigest:"}, {seal, "\nseal:"}} {
		if n := bytes.LastIndex(text, []byte(sum.before)); n < 0 || digest(string(text[:n+1])) != sum.of.V {
			diags.Error(CodeChanged, sum.of.Span, "用 git checkout 恢复这个文件；要改已定稿的一期，发更正", "这份定稿记录被人改过，和它自己的校验值对不上")
			return nil
		}
	}
	return l
}

// needOutputs complains of a lock that does not name what every closing writes:
// with nothing to compare, everything would be as it was.
func (l *Lock) needOutputs(at source.Span, diags *diag.List) {
	for _, ext := range []string{".pdf", ".docx"} {
		if !slices.ContainsFunc(l.Outputs, func(o Output) bool { return path.Ext(o.Path) == ext }) {
			broken(diags, at, "输出文件不全：没有 %s", ext)
		}
	}
}

func key(name string) decode.Key { return decode.Key{Name: name} }

func readTime(v decode.Value[string], diags *diag.List) time.Time {
	t, err := time.Parse(time.RFC3339, v.V)
	if err != nil && v.Set {
		broken(diags, v.Span, "时间“%s”不对", v.V)
	}
	return t.UTC()
}

func readInput(n decode.Node, diags *diag.List) Input {
	o := n.Object(diags)
	for _, name := range []string{"role", "path", "blob"} {
		o.Need(key(name))
	}
	role := o.Enum(key("role"), string(Manifest), string(Report), string(Image), string(Registry), string(Style), string(Font))
	path, blob := o.Text(key("path")), o.Text(key("blob"))
	printed := o.Text(key("printed"))
	i := Input{Role: Role(role.V), Path: path.V, Blob: blob.V, Printed: printed.V, BuiltIn: o.Bool(key("builtin")).V, Span: n.Span()}
	o.Done()
	if blob.Set && !isHex(blob.V, 40) {
		broken(diags, blob.Span, "“%s”不是 Git 的文件号", blob.V)
	}
	if printed.Set && !isHex(printed.V, 64) {
		broken(diags, printed.Span, "校验值“%s”不对", printed.V)
	}
	return i
}

func readOutput(n decode.Node, diags *diag.List) Output {
	o := n.Object(diags)
	for _, name := range []string{"path", "bytes", "sha256"} {
		o.Need(key(name))
	}
	sum := o.Text(key("sha256"))
	out := Output{Path: o.Text(key("path")).V, Bytes: int64(o.Int(key("bytes")).V), SHA256: sum.V, Span: n.Span()}
	o.Done()
	if sum.Set && !isHex(sum.V, 64) {
		broken(diags, sum.Span, "校验值“%s”不对", sum.V)
	}
	return out
}

// broken complains of a value that the program does not write.
func broken(diags *diag.List, at source.Span, format string, args ...any) {
	diags.Error(CodeBroken, at, "用 git checkout 恢复这个文件", "定稿记录里的"+format, args...)
}

func isHex(s string, digits int) bool {
	if len(s) != digits || strings.ToLower(s) != s {
		return false
	}
	for s != "" {
		n := min(len(s), 8)
		if _, err := strconv.ParseUint(s[:n], 16, 32); err != nil {
			return false
		}
		s = s[n:]
	}
	return true
}
