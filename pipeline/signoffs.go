package pipeline

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"strings"

	"kan/pipeline/check"
	"kan/pipeline/diag"
	"kan/pipeline/history"
	"kan/pipeline/lock"
	"kan/pipeline/report"
	"kan/pipeline/signature"
	"kan/pipeline/signoff"
	"kan/pipeline/source"
)

// Codes of what keeps reviews from being judged: a public key that cannot be
// used, a commit that is not there.
const (
	CodeBadKey       diag.Code = "signoff/bad-key"
	CodeUnknownStart diag.Code = "signoff/unknown-start"
)

// Chain is the story of a report: its submission, reviews and changes.
type Chain = signoff.Chain

// The kinds of steps of a chain.
const (
	Submitted = signoff.Submitted
	Reviewed  = signoff.Reviewed
	Changed   = signoff.Changed
)

// The folder of public keys, one file for a person and kind: <id>.pub, <id>.asc.
const (
	keysFolder = "content/keys"
	maxKeys    = 1 << 20 // bytes of one file
	maxMailmap = 1 << 20
)

// contentFolder is what the history is read of.
const contentFolder = "content"

// ReadLog walks the history of the content once, up to a commit. cache is a
// folder for what is remembered of it, "" for none.
func ReadLog(ctx context.Context, repo *History, at Commit, cache string) (*history.Log, error) {
	return repo.Walk(ctx, at, []string{contentFolder}, cache)
}

// SignOffs holds the reviews of reports against the record of Git: the chains
// come back, and what does not count is in diags.
func (c *Content) SignOffs(ctx context.Context, repo *History, log *history.Log, reports []*Report, diags *diag.List) ([]Chain, error) {
	var found diag.List
	keys, err := c.keys(&found)
	if err != nil {
		return nil, err
	}
	mailmap, err := readAll(c.input.Repo, ".mailmap", maxMailmap)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	trusted, begin := map[string]bool{}, ""
	if from := c.Registry.SignOff.From; from.Set {
		at, ok, err := start(repo, from, &found)
		if err != nil {
			return nil, err
		}
		if ok {
			trusted, begin = signoff.Ancestors(log, at.Hash), at.Hash
		}
	}
	chains, err := signoff.Read(ctx, reports, signoff.Record{Log: log, Blob: repo.Blob, At: blobAt(repo), Payload: repo.Payload, Registry: c.Registry,
		Mailmap: signoff.ReadMailmap(mailmap), Keys: keys, Trusted: trusted, Start: begin, Jobs: c.input.Jobs}, &found)
	diags.Merge(check.Settle(c.Registry, &found))
	return chains, err
}

// blobAt tells by its hash what a commit of a repository has under a name. What
// is no regular file, or two of them, is nothing there, as in the log.
func blobAt(repo *History) func(commit, name string) (string, error) {
	return func(commit, name string) (string, error) {
		text, err := fs.ReadFile(repo.Files(Commit{Hash: commit}), name)
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, history.ErrSymlink), errors.Is(err, history.ErrSameName):
			return "", nil
		case err != nil:
			return "", err
		}
		return lock.BlobOf(text), nil
	}
}

// Signed are the reports whose reviews are to be held against the record: all
// that have any, unless the office does not want it.
func (c *Content) Signed(reports []*Report) (list []*Report) {
	if c.Registry.SignOff.Off() {
		return nil
	}
	for _, r := range reports {
		if !r.Broken && len(r.Reviews) > 0 {
			list = append(list, r)
		}
	}
	return list
}

// keys are the public keys of people, by their ids. Files of nobody, and keys
// that cannot be used, are complaints.
func (c *Content) keys(diags *diag.List) (map[string][]signature.Key, error) {
	keys := map[string][]signature.Key{}
	entries, err := fs.ReadDir(c.input.Repo, keysFolder)
	if errors.Is(err, fs.ErrNotExist) {
		return keys, nil
	}
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		name := keysFolder + "/" + e.Name()
		ext := path.Ext(name)
		id := strings.TrimSuffix(e.Name(), ext)
		if strings.HasPrefix(e.Name(), ".") || ext != ".pub" && ext != ".asc" {
			continue
		}
		text, err := readAll(c.input.Repo, name, maxKeys)
		if err != nil {
			return nil, err
		}
		file := source.New(name, text)
		if _, ok := c.Registry.Person(id); !ok {
			diags.Error(CodeBadKey, file.Span(0, 0), "文件名写人员代号，如 wang-min.pub", "content/people.yaml 里没有“%s”这个人", id)
			continue
		}
		read := signature.ReadSSH
		if ext == ".asc" {
			read = signature.ReadPGP
		}
		list, faults := read(text)
		keys[id] = append(keys[id], list...)
		for _, f := range faults {
			line, offset := file.Line(max(f.Line, 1))
			diags.Error(CodeBadKey, file.Span(offset, offset+len(line)), "换成 ssh-keygen -t ed25519 生成的 .pub，或 gpg --armor --export 导出的公钥", "这把公钥不能用：%s", keyFault(f.Kind))
		}
	}
	return keys, nil
}

// Printings are the issues that print a report, in order, those that are
// closed with their locks.
func (c *Content) Printings(r *report.Report) (list []*Issue) {
	for _, i := range c.Issues {
		if i.IsVoid() {
			continue
		}
		for _, item := range i.Items() {
			if item == r {
				list = append(list, i)
			}
		}
	}
	return list
}

// keyFault is what is wrong with a public key.
func keyFault(k signature.FaultKind) string {
	switch k {
	case signature.TooLarge:
		return "文件太大"
	case signature.PrivateKey:
		return "这是私钥，千万不要放进仓库；马上换一把，旧的作废"
	case signature.BadArmor, signature.BadBase64, signature.BadKey:
		return "内容不全，或者抄错了"
	case signature.WeakKey:
		return "太弱：RSA 要2048位以上，不用 DSA 和 SHA-1"
	case signature.Options:
		return "公钥前面有别的字，删去"
	}
	return "不认识这种公钥"
}
