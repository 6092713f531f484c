package pipeline

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"kan/pipeline/diag"
	"kan/pipeline/signature"
	"kan/pipeline/source"
)

// The folder of public keys, one file for a person and kind: <id>.pub, <id>.asc.
const (
	keysFolder = "content/keys"
	maxKeys    = 1 << 20 // bytes of one file
)

// keyFiles are the files of public keys in a repository.
func keyFiles(repo fs.FS) (names []string, err error) {
	entries, err := fs.ReadDir(repo, keysFolder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, e := range entries {
		if ext := path.Ext(e.Name()); !strings.HasPrefix(e.Name(), ".") && (ext == ".pub" || ext == ".asc") {
			names = append(names, keysFolder+"/"+e.Name())
		}
	}
	return names, err
}

// keys are the public keys of people, by their ids. Files of nobody, and keys
// that cannot be used, are complaints.
func (c *Content) keys(diags *diag.List) (map[string][]signature.Key, error) {
	keys := map[string][]signature.Key{}
	names, err := keyFiles(c.input.Repo)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		ext := path.Ext(name)
		id := strings.TrimSuffix(path.Base(name), ext)
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
