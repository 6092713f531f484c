package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"kan/pipeline"
)

// maxVerified bounds a file that is compared.
const maxVerified = 1 << 30

// verifyFile tells whether a file is one that the issue's lock names. Only where
// the issue came out as the lock says, as proven tells, is the lock's word good.
func verifyFile(w io.Writer, r *repo, c *pipeline.Content, i *pipeline.Issue, name string, proven bool) (bool, error) {
	text, err := readGiven(r, name)
	if err != nil {
		return false, err
	}
	sum := sha256.Sum256(text)
	digest := hex.EncodeToString(sum[:])
	for _, o := range c.Lock(i).Outputs {
		switch {
		case o.SHA256 != digest:
		case proven:
			fmt.Fprintf(w, "%s  就是定稿时的 %s\n", name, o.Path)
			return true, nil
		default:
			fmt.Fprintf(w, "%s  和记录里的 %s 一致，可是重排对不上记录，不能断定\n", name, o.Path)
			return false, nil
		}
	}
	says := claims(text)
	for _, other := range c.Issues {
		if l := c.Lock(other); l != nil && other != i && bytes.Contains(says, []byte(l.Digest)) {
			fmt.Fprintf(w, "%s  不是这一期的：它自称是 %s\n", name, other.ID())
			return false, nil
		}
	}
	if bytes.Contains(says, []byte(c.Lock(i).Digest)) {
		fmt.Fprintf(w, "%s  自称是这一期，内容却和定稿的不同：被改过，或者是编了份号、加了密的一份\n", name)
		return false, nil
	}
	fmt.Fprintf(w, "%s  不是定稿的文件\n", name)
	return false, nil
}

// readGiven reads a file that somebody wants to know about.
func readGiven(r *repo, name string) ([]byte, error) {
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(r.base, path)
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage("核对文件名", "没有“%s”这个文件", name)
	case errors.Is(err, fs.ErrPermission):
		return nil, usage("检查读取的权限", "“%s”读不了", name)
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, usage("写里面的文件，如 "+filepath.Join(name, "*.pdf"), "“%s”是一个文件夹", name)
	case !info.Mode().IsRegular():
		return nil, usage("写一个 PDF 或 DOCX 文件", "“%s”不是普通文件", name)
	case info.Size() > maxVerified:
		return nil, usage("排出来的文件没有这么大", "“%s”超过1GB，没有读", name)
	}
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrPermission) {
		return nil, usage("检查读取的权限", "“%s”读不了", name)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxVerified))
}

// The bounds of what is read of the properties of a Word file.
const (
	maxProperties  = 1 << 20
	mostProperties = 16
)

// claims is where a file says which issue it is of: a PDF says it in plain bytes,
// a Word file in its properties, which are deflated.
func claims(text []byte) []byte {
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		return text
	}
	var out []byte
	read := 0
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "docProps/") || read == mostProperties {
			continue
		}
		read++
		part, err := f.Open()
		if err != nil {
			continue // it says nothing then
		}
		data, _ := io.ReadAll(io.LimitReader(part, maxProperties)) // nor does what is cut short say more
		part.Close()
		out = append(out, data...)
	}
	return out
}
