package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kan/pipeline/diag"
)

// The documents that tell readers what to type and what to expect.
var documents = []string{
	"../../README.md", "../../content/README.md", "../../.github/CONTRIBUTING.md",
	"../../.github/PULL_REQUEST_TEMPLATE.md", "../../.github/workflows/check.yml",
	"../../.github/workflows/main.yml", "../../.github/workflows/release.yml",
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(b), "\r\n", "\n")
}

var commandLine = regexp.MustCompile("(?m)(?:^|[`：]|run: )\\s*(?:\\./|go run \\./cmd/)?kan ([a-z-][^`#\n]*)")

func TestDocumentedCommandsExist(t *testing.T) {
	quiet := &env{stdout: io.Discard, stderr: io.Discard, now: time.Now}
	texts := map[string]string{}
	for _, name := range documents {
		texts[name] = read(t, name)
	}
	for _, cmd := range newRoot(quiet).Commands() {
		texts["help of "+cmd.Name()] = cmd.Example
		for _, sub := range cmd.Commands() {
			texts["help of "+sub.CommandPath()] = sub.Example
		}
	}
	seen := 0
	for where, text := range texts {
		for _, m := range commandLine.FindAllStringSubmatch(text, -1) {
			line, _, _ := strings.Cut(strings.TrimSpace(m[1]), "  ") // help explains behind two spaces
			line, _, _ = strings.Cut(line, " > ")
			line, _, _ = strings.Cut(line, " | ")
			words := strings.Fields(strings.TrimSuffix(line, ")"))
			cmd, rest, err := newRoot(quiet).Find(words)
			if err == nil && cmd.HasParent() {
				err = cmd.ParseFlags(rest)
			}
			if err == nil && cmd.Args != nil && cmd.HasParent() {
				err = cmd.ValidateArgs(cmd.Flags().Args())
			}
			if err != nil || !cmd.HasParent() && !strings.HasPrefix(line, "-") {
				t.Errorf("%s: kan %s cannot be typed: %v", where, line, err)
			}
			seen++
		}
	}
	if seen < 25 {
		t.Errorf("only %d command lines were found in the documents", seen)
	}
}

var codeLike = regexp.MustCompile(`\b(?:report|review|issue|image|registry|style|font|text|yaml|markdown)/[a-z][a-z-]+\b`)

func TestDocumentedCodesAreExplained(t *testing.T) {
	codes := diag.Codes()
	for _, name := range documents {
		for _, code := range codeLike.FindAllString(read(t, name), -1) {
			if !slices.Contains(codes, diag.Code(code)) {
				t.Errorf("%s names %s, which kan does not explain", name, code)
			}
		}
	}
}

// fenced returns the bodies of the fenced blocks of a language.
func fenced(text, language string) (out []string) {
	for _, part := range strings.Split(text, "```"+language+"\n")[1:] {
		body, _, _ := strings.Cut(part, "\n```")
		out = append(out, body+"\n")
	}
	return out
}

// sample copies the sample content without its reports and issues.
func sample(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	files, err := filepath.Glob("../../content/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		write(t, dir, "content/"+filepath.Base(f), read(t, f))
	}
	picture, err := os.ReadFile("../../content/images/shitang.png")
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "content/images/shitang.png", string(picture))
	return dir
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// The report of the handbook, with its reviews and every piece of Markdown it
// shows, passes the check; so does the manifest, with reports to print.
func TestHandbookExamplesPassTheCheck(t *testing.T) {
	book := read(t, "../../content/README.md")
	yaml := fenced(book, "yaml")
	if len(yaml) != 5 {
		t.Fatalf("the handbook has %d YAML examples, this test knows 5", len(yaml))
	}
	report, reviews, issue, query, signOff := yaml[0], yaml[1], yaml[2], yaml[3], yaml[4]
	dir := sample(t)
	settings := strings.Replace(read(t, "../../content/kan.yaml"), "sign_off: {check: false}\n", signOff, 1)
	if !strings.Contains(settings, signOff) {
		t.Fatal("the settings of the sample have no sign_off")
	}
	write(t, dir, "content/kan.yaml", settings)
	approved := strings.Replace(report, "状态: 草稿\n", "状态: 已审定\n"+reviews, 1)
	body := strings.Join(fenced(book, "markdown"), "\n")
	write(t, dir, "content/reports/2026/2026-0187.md", approved+"\n"+body)
	for _, id := range []string{"2026-0003", "2026-0061", "2026-0017", "2026-0024"} {
		text := strings.NewReplacer("2026-0187", id, "2026-03-1", "2026-02-0", "2026-02-02", "2026-02-01").Replace(approved)
		write(t, dir, "content/reports/2026/"+id+".md", text)
	}
	write(t, dir, "content/issues/public-opinion/2026/012.yaml", issue)
	chosen := strings.NewReplacer("期号: 12", "期号: 1", "public-opinion", "two-sessions").Replace(issue)
	head, rest, _ := strings.Cut(chosen, "栏目:\n")
	_, tail, _ := strings.Cut(rest, "责任编辑")
	write(t, dir, "content/issues/two-sessions/2026/001.yaml", head+query+"责任编辑"+tail)

	code, stdout, stderr := try(t, nil, "-C", dir, "check", "--fail-on", "warning")
	if code != exitOK {
		t.Errorf("exit code %d:\n%s%s", code, stdout, stderr)
	}
}

var (
	keyCall = regexp.MustCompile(`(?:key\(|needText\([a-z]+, )"([a-z_]+)", "(\p{Han}+)"\)`)
	keyRow  = regexp.MustCompile(`(?m)^\| (\p{Han}+) \| ([a-z_]+) \|`)
	inText  = regexp.MustCompile(`(\p{Han}+)（([a-z_]+)）`)
)

// The handbook has every key of reports and issues by both names, and no
// other. Keys of queries stand there by their Chinese names.
func TestHandbookHasEveryKey(t *testing.T) {
	book := read(t, "../../content/README.md")
	told := map[string]bool{}
	for _, m := range append(keyRow.FindAllStringSubmatch(book, -1), inText.FindAllStringSubmatch(book, -1)...) {
		told[m[1]+"/"+m[2]] = true
	}
	for _, file := range []string{"../../pipeline/report/fields.go", "../../pipeline/issue/read.go"} {
		keys := keyCall.FindAllStringSubmatch(read(t, file), -1)
		if len(keys) < 10 {
			t.Fatalf("only %d keys found in %s", len(keys), file)
		}
		for _, m := range keys {
			found := told[m[2]+"/"+m[1]]
			for k := range told { // 如“职务（role）”前面连着别的字
				found = found || strings.HasSuffix(k, m[2]+"/"+m[1])
			}
			if !found {
				t.Errorf("the handbook does not say what %s（%s） of %s is", m[2], m[1], filepath.Base(file))
			}
		}
	}
	for _, m := range keyCall.FindAllStringSubmatch(read(t, "../../pipeline/issue/query.go"), -1) {
		if !strings.Contains(book, m[2]) {
			t.Errorf("the handbook does not name the condition %s", m[2])
		}
	}
}

func TestHandbookListsEverySeries(t *testing.T) {
	book := read(t, "../../content/README.md")
	styles, err := filepath.Glob("../../templates/*/style.yaml")
	if err != nil || len(styles) < 2 {
		t.Fatalf("%d templates, error %v", len(styles), err)
	}
	for _, s := range styles {
		if id := filepath.Base(filepath.Dir(s)); id != "base" && !strings.Contains(book, "| "+id+" |") {
			t.Errorf("the handbook does not list %s", id)
		}
	}
}
