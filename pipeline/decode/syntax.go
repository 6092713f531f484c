package decode

import (
	"kan/pipeline/diag"
)

func (t *text) syntaxError(err error, diags *diag.List) {
	diags.Error(codeSyntax, t.span(0, 0), "", "这里的写法读不懂：%s", err)
}
