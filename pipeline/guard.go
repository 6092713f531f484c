package pipeline

import (
	"kan/pipeline/diag"
	"kan/pipeline/report"
)

// CodeGuarded is the code of issues that a workflow must not build.
const CodeGuarded diag.Code = "build/guarded"

// Guard refuses issues that are classified higher than files may be that a
// workflow uploads, where whoever can read the repository can take them: 公开,
// unless kan.yaml allows more for this repository.
func (c *Content) Guard(issues []*Issue, diags *diag.List) {
	allowed := c.Registry.Upload
	if !allowed.Set {
		allowed = report.Classification{Level: report.Public, Set: true}
	}
	for _, i := range issues {
		highest := i.Classification
		for _, r := range i.Items() {
			if highest.Below(r.Classification) {
				highest = r.Classification
			}
		}
		if allowed.Below(highest) {
			diags.Error(CodeGuarded, i.Number.Span, "在单位自己的电脑上排；这个仓库确实只有该看的人能看的，在 content/kan.yaml 里写“upload: "+highest.Level.String()+"”",
				"这一期标%s，不能在流水线里排：排好的文件会上传，能看仓库的人都能下载", highest.String())
		}
	}
}
