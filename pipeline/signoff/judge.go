package signoff

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kan/pipeline/diag"
	"kan/pipeline/history"
	"kan/pipeline/report"
	"kan/pipeline/signature"
)

// review judges review n of a version, which its commit brought.
func (r *Record) review(v *version, n int) Step {
	s := r.step(Reviewed, v)
	s.Review = &v.report.Reviews[n]
	if !r.judged(v.commit) {
		return s
	}
	p, ok := r.Registry.Person(s.Review.By.V)
	known, signed := ok && len(p.Emails) > 0, r.Registry.SignOff.RequireSignature.V
	switch {
	case !ok:
		return s // the reader of the report has said so
	case known && s.By != p.ID.V:
		s.Fault, s.Reason = WrongAuthor, fmt.Sprintf("%s <%s>", v.commit.Author.Name, v.commit.Author.Email)
	case signed: // the key tells who it is, with an address or without
		s.Fault, s.Reason = r.signed(v.commit, p)
	case !known:
		s.Fault = NoEmail
	}
	return s
}

// person is who an author is, nil for nobody the office knows.
func (r *Record) person(a history.Person) *report.Person {
	email := strings.ToLower(r.Mailmap.Email(a.Name, a.Email))
	for k := range r.Registry.People {
		p := &r.Registry.People[k]
		if slices.ContainsFunc(p.Emails, func(e report.Text) bool { return strings.ToLower(e.V) == email }) {
			return p
		}
	}
	return nil
}

// signed tells whether a commit is signed with a key of p, and if not, why.
func (r *Record) signed(c history.Commit, p *report.Person) (Fault, string) {
	text, armored, err := r.Payload(c.Hash)
	if err != nil {
		return Unsigned, err.Error()
	}
	keys := r.Keys[p.ID.V]
	if len(keys) == 0 {
		return Unsigned, fmt.Sprintf("content/keys/ 里没有%s的公钥", p.Name.V)
	}
	_, err = signature.Verify(text, armored, keys, c.Committer.When)
	switch {
	case err == nil:
		return None, ""
	case errors.Is(err, signature.ErrUnsigned):
		return Unsigned, "提交没有签名"
	case errors.Is(err, signature.ErrUnknownKey):
		return Unsigned, "签名用的不是" + p.Name.V + "登记的公钥"
	}
	return Unsigned, "签名不成立（" + err.Error() + "）"
}

// complain tells of every review of the report as it is that does not count.
func (r *Record) complain(c *Chain, s *story, now []int, diags *diag.List) {
	for n, k := range now {
		if k < 0 || c.Steps[k].Fault == None {
			continue
		}
		step, at := &c.Steps[k], c.Report.Reviews[n].Span
		p, _ := r.Registry.Person(step.Review.By.V)
		switch step.Fault {
		case WrongAuthor:
			hint := "由" + p.Name.V + "本人提交这条审核：先删去这一条，提交，再由本人加上；换过邮箱的，登记到 content/people.yaml 的 emails，或者写进 .mailmap 再提交"
			if len(s.versions[s.origin[k]].parents) == 0 { // the file is new there
				hint += "；给稿件改名的，改名要单独提交一次，不和别的改动放在一起"
			}
			diags.Error(CodeWrongAuthor, at, hint, "%s写的是%s，提交 %.9s 的作者却是%s，这条审核不算数", step.Review.Stage.V, p.Name.V, step.Commit.Hash, step.Reason)
		case NoEmail:
			diags.Warning(CodeNoEmail, at, "在 content/people.yaml 里给"+p.Name.V+"写上 emails", "%s没有登记邮箱，认不出这条%s是不是本人提交的", p.Name.V, step.Review.Stage.V)
		case Unsigned:
			diags.Error(CodeSignature, at, "由"+p.Name.V+"用登记过的密钥签名提交（git commit -S）", "%s的%s不算数：%s（提交 %.9s）", p.Name.V, step.Review.Stage.V, step.Reason, step.Commit.Hash)
		}
	}
}
