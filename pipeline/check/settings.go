package check

import (
	"slices"

	"kan/pipeline/diag"
	"kan/pipeline/report"
)

// elsewhere lists the warnings and hints that other packages raise, so that
// kan.yaml may configure them too. A test compares it with their sources.
var elsewhere = [...]diag.Code{
	"image/no-alt",
	"issue/empty-query", "issue/unexpected-file",
	"markdown/attachment-mark", "markdown/heading-number", "markdown/heading-skip", "markdown/indented-code", "markdown/typed-indent",
	"registry/no-reviewer",
	"report/bom", "report/file-name", "report/long-term", "report/too-long", "report/unexpected-file",
	"signoff/no-email",
	"yaml/bom", "yaml/crlf", "yaml/fullwidth-mark",
}

// Configurable returns the codes that `rules` in kan.yaml may raise, lower or
// silence: everything that is not an error.
func Configurable() []diag.Code {
	out := slices.Clone(elsewhere[:])
	for _, r := range Rules() {
		if r.Severity != diag.Error {
			out = append(out, r.Code)
		}
	}
	slices.Sort(out)
	return out
}

// settings: what kan.yaml configures can be configured. A setting that never
// takes effect would be a promise nobody keeps.
func settings(c *content) {
	var free []string
	for _, code := range Configurable() {
		free = append(free, string(code))
	}
	for _, s := range c.reg.Settings {
		code := diag.Code(s.Code.V)
		severity, ours := c.severity[code]
		switch {
		case slices.Contains(free, s.Code.V):
		case ours && severity == diag.Error:
			c.say(codeFixedRule, s.Code.Span, "删去这一行，照 kan explain "+s.Code.V+" 改正稿件", "“%s”是错误，不能调整", s.Code.V)
		default:
			hint := "错误都不能调整；可以调整的见 kan explain registry/unknown-rule"
			if near := report.Nearest(s.Code.V, free); near != "" {
				hint = "是不是 " + near + "？"
			}
			c.say(codeUnknownRule, s.Code.Span, hint, "没有“%s”这条可以调整的规则", s.Code.V)
		}
	}
}

// Settle returns the diagnostics as kan.yaml wants them: warnings and hints
// raised, lowered or silenced. Errors stay errors. Call it once, when all
// stages that may complain have run.
func Settle(reg *report.Registry, diags *diag.List) *diag.List {
	set := map[diag.Code]report.Setting{}
	for _, s := range reg.Settings {
		set[diag.Code(s.Code.V)] = s
	}
	out := &diag.List{}
	for _, d := range diags.Sorted() {
		if s, ok := set[d.Code]; ok && d.Severity != diag.Error {
			if s.Off {
				continue
			}
			d.Severity = s.Severity
		}
		out.Add(d)
	}
	return out
}
