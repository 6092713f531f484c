package report

import (
	"fmt"
	"slices"
	"strings"

	"kan/pipeline/decode"
)

// chain reads one review chain: the stages, and the reports they are for.
func (l *loader) chain(o *decode.Object) {
	c := Chain{Span: o.Span()}
	if when, ok := o.Object(key("when", "条件")); ok {
		c.Urgency = l.condition(when, key("urgency", "紧急程度"), Urgencies())
		c.Importance = l.condition(when, key("importance", "重要性"), []string{Ordinary, Important})
		c.Category = l.condition(when, key("category", "类别"), words(l.reg.Categories))
		c.Classification = l.condition(when, key("classification", "密级"), levels())
		when.Done()
	}
	o.Need(key("stages", "环节"))
	c.Stages = l.distinct(o.Texts(key("stages", "环节")))
	c.Distinct = o.Bool(key("distinct", "不同人")).V
	o.Done()
	l.reg.Chains = append(l.reg.Chains, c)
}

func levels() []string {
	var out []string
	for level := Public; level <= TopSecret; level++ {
		out = append(out, level.String())
	}
	return out
}

// condition reads the value or values of one condition; a single value needs
// no list. A value that no report can have would make a chain that never
// matches, so it is an error.
func (l *loader) condition(o *decode.Object, k decode.Key, allowed []string) []Text {
	n, ok := o.Node(k)
	if !ok {
		return nil
	}
	var values []Text
	if n.IsText() {
		values = []Text{o.Text(k)}
	} else {
		values = l.distinct(o.Texts(k))
	}
	for _, v := range values {
		if v.Set && len(allowed) > 0 && !slices.Contains(allowed, v.V) {
			l.diags.Error(codeRegValue, v.Span, suggest(v.V, allowed), "没有“%s”这个值，这条审核链永远用不上", v.V)
		}
	}
	return values
}

// crossCheck reports what only the registries together show: chains that
// never apply, stages that nobody may decide, people with stages that no
// chain has.
func (l *loader) crossCheck() {
	able := map[string]bool{}
	for _, p := range l.reg.People {
		for _, s := range p.Stages {
			able[s.V] = true
		}
	}
	var stages []string
	known, dead := map[string]bool{}, false
	for i, c := range l.reg.Chains {
		for _, s := range c.Stages {
			if known[s.V] {
				continue
			}
			known[s.V] = true
			stages = append(stages, s.V)
			if len(l.reg.People) > 0 && !able[s.V] {
				l.diags.Warning(codeRegReviewer, s.Span, "在 content/people.yaml 里给负责的人加上这个环节", "没有人可以做“%s”", s.V)
			}
		}
		if unconditional(&c) && i+1 < len(l.reg.Chains) && !dead {
			dead = true
			l.diags.Error(codeRegChain, l.reg.Chains[i+1].Span, "把没有条件的一条放到最后",
				"前面第%d条没有条件，审核链自上而下取第一条相符的，这一条永远用不上", i+1)
		}
	}
	for _, p := range l.reg.People {
		for _, s := range p.Stages {
			if len(stages) > 0 && !known[s.V] {
				l.diags.Error(codeRegStage, s.Span, suggest(s.V, stages), "审核链里没有“%s”这个环节", s.V)
			}
		}
	}
}

func unconditional(c *Chain) bool {
	return len(c.Urgency)+len(c.Importance)+len(c.Category)+len(c.Classification) == 0
}

// suggest says which of the allowed values was probably meant, or names them.
func suggest(v string, allowed []string) string {
	const most = 15
	if near := decode.Nearest(v, allowed); near != "" {
		return fmt.Sprintf("是不是“%s”？", near)
	}
	if len(allowed) > most {
		return "可用的有：" + strings.Join(allowed[:most], "、") + "等"
	}
	return "可用的有：" + strings.Join(allowed, "、")
}
