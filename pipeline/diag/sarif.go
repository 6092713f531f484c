package diag

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kan/pipeline/source"
)

// FormatSARIF is the Static Analysis Results Interchange Format 2.1.0 (OASIS),
// which code scanning and editors read. PrintSARIF writes it, not Print: it
// names the version of the program, which this package does not know.
const FormatSARIF Format = "sarif"

// sarifSchema is where OASIS keeps the schema (SARIF §3.13.3).
const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

// sarifRoot stands for the root of the repository, below which all names are (§3.14.14).
const sarifRoot = "%SRCROOT%"

// PrintSARIF writes one log with one run, whose results are ds in the order
// given. Version is that of the program, digit first, and may be empty. Lines and columns
// count from 1, columns in code points, and an end is the place behind the last
// character (§3.30). The error is the writer's.
func PrintSARIF(w io.Writer, ds []Diagnostic, version string) error {
	rules, index := sarifRules(ds)
	run := sarifRun{
		Language:   "zh-CN",
		ColumnKind: "unicodeCodePoints",
		Results:    make([]sarifResult, len(ds)),
	}
	run.Bases.Root.Description.Text = "稿件仓库的根文件夹"
	run.Tool.Driver = sarifDriver{Name: "kan", Version: version, Language: "zh-CN", Rules: rules}
	seen := map[string]int{}
	for i := range ds {
		run.Results[i] = sarifResultOf(&ds[i], index[ds[i].Code], seen)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

// sarifLevel is the word for a severity (§3.27.10).
func sarifLevel(s Severity) string { return [...]string{"error", "warning", "note"}[s] }

// sarifRules describes every code that occurs, sorted, and tells the index of
// each. Only the place that raises a code knows its severity, so the default is
// the worst that occurs; every result has its own.
func sarifRules(ds []Diagnostic) ([]sarifRule, map[Code]int) {
	worst := map[Code]Severity{}
	for _, d := range ds {
		if s, seen := worst[d.Code]; !seen || d.Severity < s {
			worst[d.Code] = d.Severity
		}
	}
	rules := make([]sarifRule, 0, len(worst))
	for code, s := range worst {
		rules = append(rules, sarifRuleOf(code, s))
	}
	slices.SortFunc(rules, func(a, b sarifRule) int { return cmp.Compare(a.ID, b.ID) })
	index := map[Code]int{}
	for i, r := range rules {
		index[r.ID] = i
	}
	return rules, index
}

// sarifRuleOf takes the description of a code from its explanation: the first
// sentence, the first paragraph, and all of it. A code without one has no texts.
func sarifRuleOf(code Code, s Severity) sarifRule {
	r := sarifRule{ID: code}
	r.Default.Level = sarifLevel(s)
	markdown, ok := Explain(code)
	paragraphs := prose(markdown)
	if !ok || len(paragraphs) == 0 {
		return r
	}
	first, _, more := strings.Cut(paragraphs[0], "。")
	if more {
		first += "。"
	}
	r.Short = &sarifText{Text: first}
	r.Full = &sarifText{Text: paragraphs[0]}
	r.Help = &sarifText{Text: strings.Join(append(paragraphs, "例子见 kan explain "+string(code)), "\n"), Markdown: markdown}
	return r
}

var (
	boldLine = regexp.MustCompile(`^\*\*[^*]*\*\*$`)
	codeSpan = regexp.MustCompile("`([^`]+)`")
)

// prose is the paragraphs of an explanation as plain text, which must not have
// formatting (§3.11.3): fenced examples and the bold lines above them are left
// out, and code is not marked.
func prose(markdown string) (paragraphs []string) {
	fence := ""
	for line := range strings.Lines(markdown) {
		line = strings.TrimSpace(line)
		mark := line[:len(line)-len(strings.TrimLeft(line, "`"))]
		switch {
		case fence == "" && len(mark) >= 3:
			fence = mark
		case fence != "":
			if line == fence {
				fence = ""
			}
		case line != "" && !boldLine.MatchString(line):
			line = codeSpan.ReplaceAllString(strings.ReplaceAll(line, "**", ""), "$1")
			paragraphs = append(paragraphs, unlinked(line))
		}
	}
	return paragraphs
}

// sarifResultOf is a diagnostic as a result of the rule at index. Seen counts
// the fingerprints so far.
func sarifResultOf(d *Diagnostic, index int, seen map[string]int) sarifResult {
	r := sarifResult{Rule: d.Code, Index: index, Level: sarifLevel(d.Severity)}
	lines := []string{visible(d.Message)}
	if d.Hint != "" {
		lines = append(lines, visible(d.Hint))
	}
	for _, other := range d.Related {
		if other.Span.File == nil {
			lines = append(lines, visible(other.Message)) // a location needs a place to be shown
			continue
		}
		r.Related = append(r.Related, sarifLocation{
			ID: len(r.Related) + 1, Place: sarifPlaceOf(other.Span), Message: &sarifText{Text: unlinked(visible(other.Message))},
		})
	}
	r.Message.Text = unlinked(strings.Join(lines, "\n"))
	line := []byte(d.Message) // without a file, the message stands for the line
	if f := d.Span.File; f != nil {
		place := sarifPlaceOf(d.Span)
		r.Locations = []sarifLocation{{Place: place}}
		line, _ = f.Line(place.Region.StartLine)
	}
	hash := lineHash(d, line)
	r.Prints.LineHash = hash + ":" + strconv.Itoa(seen[hash])
	seen[hash]++
	return r
}

func sarifPlaceOf(s source.Span) sarifPlace {
	p := placeOf(s)
	return sarifPlace{sarifArtifact{uri(p.File), sarifRoot}, sarifRegion{p.Line, p.Column, p.EndLine, p.EndColumn}}
}

// maxHashed is how many bytes of a line are hashed: a line may be a megabyte
// long and have a complaint about every character.
const maxHashed = 4096

// lineHash is half a SHA-256 over code, file and the text of the line, in hex:
// it stays when lines are added above (§3.27.17). Lines that are equal are told
// apart by a count behind it.
func lineHash(d *Diagnostic, line []byte) string {
	name := ""
	if d.Span.File != nil {
		name = d.Span.File.Name
	}
	h := sha256.New()
	io.WriteString(h, string(d.Code)+"\x00"+name+"\x00")
	h.Write(line[:min(len(line), maxHashed)])
	return hex.EncodeToString(h.Sum(nil)[:sha256.Size/2])
}

// uri is a file name as a relative reference: all bytes but unreserved
// characters and slashes are percent-encoded (RFC 3986 §2.1, §2.3; SARIF
// §3.10.4). So no colon makes a scheme of the first folder (RFC 3986 §4.2).
func uri(name string) string {
	const digits = "0123456789ABCDEF"
	var out strings.Builder
	for _, c := range []byte(name) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~/", c) >= 0:
			out.WriteByte(c)
		default:
			out.Write([]byte{'%', digits[c>>4], digits[c&15]})
		}
	}
	return out.String()
}

// unlinked keeps “[…](…)” in a text of ours from being an embedded link: the
// bracket that would end its text is escaped (§3.11.6). Braces stay single
// although §3.11.5 doubles them: nothing here has arguments to put in for {0},
// viewers do not undo it, and editors are to copy what a hint shows.
func unlinked(s string) string {
	if !strings.Contains(s, "](") {
		return s
	}
	var out strings.Builder
	backslashes := 0
	for i, c := range []byte(s) {
		if c == ']' && strings.HasPrefix(s[i:], "](") && backslashes%2 == 0 {
			out.WriteByte('\\')
		}
		backslashes++
		if c != '\\' {
			backslashes = 0
		}
		out.WriteByte(c)
	}
	return out.String()
}

// What follows are the objects of SARIF, as far as kan has something to say.

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool struct {
		Driver sarifDriver `json:"driver"`
	} `json:"tool"`
	Language   string        `json:"language"`
	ColumnKind string        `json:"columnKind"`
	Bases      sarifBases    `json:"originalUriBaseIds"`
	Results    []sarifResult `json:"results"` // empty, not absent: the check has run (§3.14.23)
}

type sarifDriver struct {
	Name     string      `json:"name"`
	Version  string      `json:"version,omitempty"`
	Language string      `json:"language"`
	Rules    []sarifRule `json:"rules"`
}

// sarifBases says what sarifRoot is, but not where: that differs from machine
// to machine.
type sarifBases struct {
	Root struct {
		Description sarifText `json:"description"`
	} `json:"%SRCROOT%"`
}

type sarifRule struct {
	ID      Code       `json:"id"`
	Short   *sarifText `json:"shortDescription,omitempty"`
	Full    *sarifText `json:"fullDescription,omitempty"`
	Help    *sarifText `json:"help,omitempty"`
	Default struct {
		Level string `json:"level"`
	} `json:"defaultConfiguration"`
}

type sarifText struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifResult struct {
	Rule      Code            `json:"ruleId"`
	Index     int             `json:"ruleIndex"`
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
	Related   []sarifLocation `json:"relatedLocations,omitempty"`
	Prints    sarifPrints     `json:"partialFingerprints"`
}

type sarifPrints struct {
	LineHash string `json:"codeFileLineHash/v1"`
}

type sarifLocation struct {
	ID      int        `json:"id,omitempty"`
	Place   sarifPlace `json:"physicalLocation"`
	Message *sarifText `json:"message,omitempty"`
}

type sarifPlace struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI  string `json:"uri"`
	Base string `json:"uriBaseId"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}
