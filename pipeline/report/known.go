package report

import (
	"fmt"
	"slices"

	"kan/pipeline/diag"
)

// The Known methods tell whether a value that a report, a manifest or a query
// names is registered, and report it under code with the nearest entry when
// it is not. A value that was not given, or a registry that could not be read
// (which has been reported), counts as known.

// KnownPerson looks v up in people.yaml.
func (r *Registry) KnownPerson(v Text, code diag.Code, diags *diag.List) bool {
	var ids, names []string
	for _, p := range r.People {
		ids, names = append(ids, p.ID.V), append(names, p.Name.V)
	}
	return known(v, code, "content/people.yaml里没有“%s”这个人", ids, names, diags)
}

// KnownUnit looks v up in units.yaml.
func (r *Registry) KnownUnit(v Text, code diag.Code, diags *diag.List) bool {
	var ids, names []string
	for _, u := range r.Units {
		ids, names = append(ids, u.ID.V, u.ID.V), append(names, u.Name.V, u.Short.V)
	}
	return known(v, code, "content/units.yaml里没有“%s”这个单位", ids, names, diags)
}

// KnownCategory looks v up in the categories of kan.yaml.
func (r *Registry) KnownCategory(v Text, code diag.Code, diags *diag.List) bool {
	return known(v, code, "content/kan.yaml的categories里没有“%s”这个类别", words(r.Categories), nil, diags)
}

// KnownSourceKind looks v up in the source kinds of kan.yaml.
func (r *Registry) KnownSourceKind(v Text, code diag.Code, diags *diag.List) bool {
	return known(v, code, "content/kan.yaml的source_kinds里没有“%s”这种来源", words(r.SourceKinds), nil, diags)
}

// KnownTopic looks v up in topics.yaml, which an office need not have as long
// as nothing refers to it.
func (r *Registry) KnownTopic(v Text, code diag.Code, diags *diag.List) bool {
	if len(r.Topics) == 0 && v.V != "" && !r.topicsBroken {
		diags.Error(code, v.Span, "删去这一行，或者先在content/topics.yaml里登记选题", "还没有选题目录，选题“%s”无从对应", v.V)
		return false
	}
	var ids, names []string
	for _, t := range r.Topics {
		ids, names = append(ids, t.ID.V), append(names, t.Title.V)
	}
	return known(v, code, "content/topics.yaml里没有选题“%s”", ids, names, diags)
}

// known reports v when it is not one of ids. names, parallel to ids, are what
// people may write by mistake in their place.
func known(v Text, code diag.Code, format string, ids, names []string, diags *diag.List) bool {
	if v.V == "" || len(ids) == 0 || slices.Contains(ids, v.V) {
		return true
	}
	hint := suggest(v.V, slices.Compact(slices.Clone(ids)))
	if i := slices.Index(names, v.V); i >= 0 {
		hint = fmt.Sprintf("这里写代号：%s", ids[i])
	}
	diags.Error(code, v.Span, hint, format, clip(v.V))
	return false
}
