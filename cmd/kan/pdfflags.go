package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"kan/pipeline"
)

// pdfFlags are the flags of a build that concern its PDF files.
type pdfFlags struct {
	engine                           string
	strict, encrypt, copies, sources bool
	allow                            string
}

func (p *pdfFlags) add(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&p.strict, "strict-pdf", false, "凡使 PDF 不合 PDF/A-2a、PDF/UA-1 的（缺图片说明、标题跳级）都算错误")
	f.BoolVar(&p.copies, "copies", false, "按分送单位各排一份带份号的 PDF，并写出分发登记表")
	f.BoolVar(&p.sources, "attach-sources", false, "把清单、稿件和版式附在 PDF 里（PDF/A-3a）")
	f.BoolVar(&p.encrypt, "encrypt", false, "用口令加密 PDF（AES-256，不再是 PDF/A）")
	f.StringVar(&p.allow, "allow", "print", "加密后许可的`操作`，用逗号隔开："+strings.Join(rightNames(), "、")+"，或 none")
	completeFlag(cmd, "allow", rightNames)
	chooseFlag(cmd, &p.engine, "pdf-engine", "写 PDF 的程序；gopdf 用来对照，没有标签和存档信息", pipeline.Own, pipeline.Gopdf)
}

// right is a thing that an encrypted file may let its user do.
type right struct {
	name, chinese string
	grant         func(*pipeline.Permissions)
}

func rights() []right {
	return []right{
		{"print", "打印", func(p *pipeline.Permissions) { p.Print, p.PrintHigh = true, true }},
		{"copy", "复制", func(p *pipeline.Permissions) { p.Copy = true }},
		{"modify", "修改", func(p *pipeline.Permissions) { p.Modify = true }},
		{"annotate", "批注", func(p *pipeline.Permissions) { p.Annotate = true }},
		{"fill", "填表", func(p *pipeline.Permissions) { p.FillForms = true }},
		{"assemble", "增删页", func(p *pipeline.Permissions) { p.Assemble = true }},
	}
}

func rightNames() (names []string) {
	for _, r := range rights() {
		names = append(names, r.name)
	}
	return names
}

// options checks the flags against each other and asks for the passwords.
// formats is what --format said, asked whether it was given.
func (p *pdfFlags) options(e *env, formats []string, allowGiven bool) (pipeline.PDFOptions, error) {
	o := pipeline.PDFOptions{Engine: p.engine, Strict: p.strict, Sources: p.sources, Copies: p.copies}
	special := map[string]bool{"--strict-pdf": p.strict, "--attach-sources": p.sources, "--encrypt": p.encrypt, "--copies": p.copies}
	for _, name := range []string{"--strict-pdf", "--attach-sources", "--encrypt", "--copies"} {
		if special[name] && p.engine == pipeline.Gopdf {
			return o, usage("去掉 --pdf-engine gopdf，或去掉 "+name, "gopdf 做不到 %s", name)
		}
		if special[name] && !strings.Contains(strings.Join(formats, ","), pipeline.PDF) {
			return o, usage("--format 里加上 pdf", "%s 只管 PDF，这次却不排 PDF", name)
		}
	}
	if !p.encrypt {
		if allowGiven {
			return o, usage("加上 --encrypt", "--allow 只在加密时有用")
		}
		return o, nil
	}
	allow, err := readRights(p.allow)
	if err != nil {
		return o, err
	}
	c := pipeline.Encryption{Allow: allow}
	if c.User, err = password(e, "KAN_USER_PASSWORD", "打开口令（直接回车就是不设）："); err != nil {
		return o, err
	}
	if c.Owner, err = password(e, "KAN_OWNER_PASSWORD", "管理口令："); err != nil {
		return o, err
	}
	if err := c.Check(); err != nil {
		return o, explainPassword(err)
	}
	o.Encrypt = &c
	return o, nil
}

// readRights reads the list of --allow, in English or Chinese.
func readRights(list string) (p pipeline.Permissions, err error) {
	words := strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(",，、 ", r) })
	if len(words) == 0 {
		return p, usage("什么都不许可就写 none", "--allow 后面没有写操作")
	}
words:
	for _, w := range words {
		if w == "none" && len(words) == 1 {
			return p, nil
		}
		for _, r := range rights() {
			if w == r.name || w == r.chinese {
				r.grant(&p)
				continue words
			}
		}
		return p, usage(suggest(w, append(rightNames(), "none")), "--allow 不认识“%s”", w)
	}
	return p, nil
}

// password takes a password from the environment, else from the person at the
// terminal: never from the command line, where other users of the machine and
// its history could read it.
func password(e *env, variable, prompt string) (string, error) {
	if p, ok := e.lookup(variable); ok {
		return p, nil
	}
	if e.ask == nil {
		return "", usage("设环境变量 KAN_USER_PASSWORD（打开口令，可以是空的）和 KAN_OWNER_PASSWORD（管理口令），或在终端里运行",
			"加密要有口令，却没有设环境变量 %s", variable)
	}
	p, err := askFor(e, prompt)
	if err != nil || p == "" {
		return p, err
	}
	// Typed unseen, a slip would lock the file for good.
	again, err := askFor(e, "再输一次：")
	if err == nil && again != p {
		err = usage("再运行一次", "两次输入的口令不一样")
	}
	return p, err
}

func askFor(e *env, prompt string) (string, error) {
	p, err := e.ask(prompt)
	if errors.Is(err, io.EOF) {
		return "", usage("再运行一次，按提示输入", "没有输入口令")
	}
	return p, err
}

// explainPassword says in Chinese why a password cannot be used.
func explainPassword(err error) error {
	var p *pipeline.PasswordError
	if !errors.As(err, &p) {
		return err
	}
	who := "打开口令（KAN_USER_PASSWORD）"
	if p.Owner {
		who = "管理口令（KAN_OWNER_PASSWORD）"
	}
	at := ""
	if p.At > 0 {
		at = fmt.Sprintf("的第 %d 个字符", p.At)
	}
	what, hint := passwordFault(p.Fault)
	return usage(hint, "%s%s%s", who, at, what)
}

// passwordFault is what is wrong with a password, and what to do.
func passwordFault(f pipeline.PasswordFault) (what, hint string) {
	switch f {
	case pipeline.PasswordEncoding:
		return "不是 UTF-8", "把终端或脚本的编码改成 UTF-8"
	case pipeline.PasswordLong:
		return "太长", "最多 127 字节，汉字一个算三字节"
	case pipeline.PasswordVariant:
		return "是全角字母、数字一类的异写，有的阅读器会当成半角的", "改用半角的"
	case pipeline.PasswordCharacter:
		return "不是每种阅读器都认得", "只用字母、数字、常用标点和常用汉字"
	case pipeline.PasswordMissing:
		return "不能是空的", "设一个只有编辑部知道的口令；有它才能改权限"
	case pipeline.PasswordsEqual:
		return "和打开口令一样，等于没有限制", "两个口令要不同"
	}
	return "不能用", ""
}
