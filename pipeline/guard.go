package pipeline

import (
	"io/fs"

	"kan/pipeline/diag"
	"kan/pipeline/report"
	"kan/pipeline/source"
)

// CodeGuarded is the code of issues that a workflow must not build.
const CodeGuarded diag.Code = "build/guarded"

// Uploadable is how high an issue may be classified that a workflow builds,
// whose files it uploads where whoever can read the repository can take them:
// 公开, unless kan.yaml allows more for this repository.
func (c *Content) Uploadable() Classification { return uploadable(c.Registry) }

// UploadableAt is Uploadable of the content at another commit, read by itself.
func UploadableAt(files fs.FS) Classification {
	return uploadable(report.LoadRegistry(source.NewTree(files), &diag.List{}))
}

func uploadable(r *Registry) Classification {
	if r.Upload.Set {
		return r.Upload
	}
	return Classification{Level: report.Public, Set: true}
}

// Guard refuses issues that are classified higher than Uploadable, or than
// ceiling where it is not nil.
func (c *Content) Guard(issues []*Issue, ceiling *Classification, diags *diag.List) {
	allowed := c.Uploadable()
	lifted := ceiling != nil && ceiling.Below(allowed)
	if lifted {
		allowed = *ceiling
	}
	for _, i := range issues {
		highest := i.Classification
		for _, r := range i.Items() {
			if highest.Below(r.Classification) {
				highest = r.Classification
			}
		}
		if !allowed.Below(highest) {
			continue
		}
		hint := "在单位自己的电脑上排；这个仓库确实只有该看的人能看的，在 content/kan.yaml 里写“upload: " + highest.String() + "”"
		if lifted && !c.Uploadable().Below(highest) {
			hint = "content/kan.yaml 里的“upload”改高了，先单独合并这一处，再提这次改动"
		}
		diags.Error(CodeGuarded, i.Number.Span, hint,
			"这一期标%s，不能在流水线里排：排好的文件会上传，能看仓库的人都能下载", highest.String())
	}
}
