package history

import (
	"errors"
	"fmt"

	"github.com/go-git/go-git/v5/plumbing"
)

// The kinds of errors, for errors.Is. Editors read their texts, so they are
// Chinese and name the remedy.
var (
	// ErrNoRepository says that no folder upwards is a Git repository.
	ErrNoRepository = errors.New("不在 Git 仓库中")

	// ErrFormat says that a repository is of a kind that cannot be read here:
	// SHA-256 objects, reftable, or an extension that nobody knows.
	ErrFormat = errors.New("不支持这种 Git 仓库")

	// ErrUnknownRevision says that a typed revision names no commit.
	ErrUnknownRevision = errors.New("找不到 Git 版本")

	// ErrShallow says that the history is cut off. Dates out of it would be wrong,
	// so none are given.
	ErrShallow = errors.New("Git 历史不完整（浅克隆），无法确定文件何时改动；" +
		"请运行 git fetch --unshallow，在 GitHub Actions 中请给 actions/checkout 设置 fetch-depth: 0")

	// ErrPartial says that an object was left out when the repository was cloned.
	ErrPartial = errors.New("Git 仓库是部分克隆，缺少对象；请运行 git fetch --refetch --no-filter 取回")

	// ErrMissing says that an object is not there though it should be.
	ErrMissing = errors.New("Git 仓库缺少对象；请运行 git fsck 检查，或重新克隆")

	// ErrCorrupt says that an object is there and is not what it should be.
	ErrCorrupt = errors.New("Git 对象已损坏；请运行 git fsck 检查，或重新克隆")

	// ErrTooLarge says that an object is larger than is held in memory (128
	// MiB), or a history such as is only made to hurt.
	ErrTooLarge = errors.New("Git 对象太大")

	// ErrSymlink says that a path is or leads through a symbolic link.
	ErrSymlink = errors.New("是符号链接，不予读取")

	// ErrSameName says that two entries of a folder have one name in NFC.
	ErrSameName = errors.New("同一文件夹中有两个名称相同、写法不同的文件")
)

// corrupt makes an error of kind ErrCorrupt about object h. The reason is for
// developers and is English.
func corrupt(h plumbing.Hash, reason error) error {
	return fmt.Errorf("%w：%s: %w", ErrCorrupt, h, reason)
}

// tooLarge makes an error of kind ErrTooLarge about object h.
func tooLarge(h plumbing.Hash, size int64) error {
	return fmt.Errorf("%w：%s: %d bytes", ErrTooLarge, h, size)
}
