package history

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/config"
)

// readConfig reads of a repository's configuration what tells whether its
// objects can be read, and whether some were left out when it was cloned. It
// follows no include: what is asked here git takes from this file only.
//
// The library's own check is not used, since it refuses partial clones and
// sparse worktrees, which can be read well.
func readConfig(common string) (partial bool, err error) {
	file := filepath.Join(common, "config")
	text, err := readSmall(file)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil // git takes its defaults then, and so do we
	}
	if err != nil {
		return false, err
	}
	cfg := config.New()
	if err := config.NewDecoder(bytes.NewReader(text)).Decode(cfg); err != nil {
		return false, fmt.Errorf("%s：%w", file, err)
	}
	version := "0"
	for _, o := range cfg.Section("core").Options {
		if strings.EqualFold(o.Key, "repositoryformatversion") {
			version = o.Value
		}
	}
	if version != "0" && version != "1" {
		return false, fmt.Errorf("%w：core.repositoryFormatVersion = %s", ErrFormat, version)
	}
	for _, o := range cfg.Section("extensions").Options {
		switch key := strings.ToLower(o.Key); key {
		case "objectformat":
			if !strings.EqualFold(o.Value, "sha1") {
				return false, fmt.Errorf("%w：对象格式是 %s，只支持 sha1", ErrFormat, o.Value)
			}
		case "refstorage":
			if !strings.EqualFold(o.Value, "files") {
				return false, fmt.Errorf("%w：引用格式是 %s，只支持 files；"+
					"可运行 git refs migrate --ref-format=files 转换", ErrFormat, o.Value)
			}
		case "partialclone":
			partial = true
		case "noop", "noop-v1", "preciousobjects", "worktreeconfig", "relativeworktrees", "compatobjectformat":
			// These change nothing in how objects and references are read.
		default:
			// Version 0 ignores what it does not know (git's repository-version.txt).
			if version == "1" {
				return false, fmt.Errorf("%w：扩展 extensions.%s", ErrFormat, o.Key)
			}
		}
	}
	for _, remote := range cfg.Section("remote").Subsections {
		for _, o := range remote.Options {
			if strings.EqualFold(o.Key, "promisor") && !strings.EqualFold(o.Value, "false") {
				partial = true
			}
		}
	}
	return partial, nil
}
