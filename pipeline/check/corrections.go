package check

import "kan/pipeline/issue"

// corrections: what an issue corrects has been printed, and before it.
func corrections(c *content) {
	for _, i := range c.issues {
		if i.Corrects.V == "" || i.IsVoid() {
			continue
		}
		of, ok := c.ledger.Find(i.Corrects.V)
		switch {
		case !ok:
			c.say(codeCorrects, i.Corrects.Span, "写成 刊物/年/期号，如 public-opinion/2026/012", "没有“%s”这一期可以更正", i.Corrects.V)
		case of == i:
			c.say(codeCorrects, i.Corrects.Span, "写被更正的那一期", "一期不能更正自己")
		case of.Status.V != issue.Closed:
			c.relate(codeCorrects, i.Corrects.Span, second(of.Status.Span, "状态在这里"), "还没有印发的，直接改就行", "%s还没有定稿，用不着更正", of.ID())
		case of.Date.V.Compare(i.Date.V) > 0:
			c.relate(codeCorrects, i.Corrects.Span, second(of.Date.Span, "日期在这里"), "核对两期的日期", "%s在本期之后，不能由本期更正", of.ID())
		}
	}
}
