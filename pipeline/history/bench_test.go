package history

import (
	"bufio"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"testing"

	"kan/pipeline/outside"
	"kan/pipeline/source"
)

// office makes a repository with so many reports over so many commits: ten
// years of reports, every commit adds or changes one, every fiftieth merges a
// branch of nine. It is packed as git gc packs.
func office(b testing.TB, reports, commits int) string {
	b.Helper()
	git := outside.Program(b, "git")
	dir := b.TempDir()
	run := func(args ...string) *exec.Cmd {
		cmd := exec.Command(git, args...)
		cmd.Dir, cmd.Stderr = dir, os.Stderr
		cmd.Env = gitEnv(b)
		return cmd
	}
	if err := run("init", "-q", "-b", "main").Run(); err != nil {
		b.Fatal(err)
	}
	im := run("fast-import", "--quiet")
	pipe, err := im.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := im.Start(); err != nil {
		b.Fatal(err)
	}
	w := bufio.NewWriter(pipe)
	file := func(n int) {
		k := n % reports
		text := fmt.Sprintf("---\nid: %d\n---\n\n第 %d 稿\n", k, n)
		year := 2017 + k/((reports+9)/10)
		fmt.Fprintf(w, "M 644 inline content/reports/%d/%d-%04d-社情民意%d.md\ndata %d\n%s\n", year, year, k, k%97, len(text), text)
	}
	write := func(n int, branch, head string) {
		fmt.Fprintf(w, "commit refs/heads/%s\nmark :%d\nauthor 王敏 <wangmin@yunzhou.example> %d +0800\n"+
			"committer 李国华 <liguohua@yunzhou.example> %d +0800\ndata <<E\n修改社情民意信息 %d\nE\n%s",
			branch, n+1, 1500000000+n*60, 1500000000+n*60+7, n, head)
		file(n)
	}
	for n := range commits {
		switch at := n % 50; {
		case n == 0:
			write(n, "main", "")
		case n < 50 || at < 40:
			write(n, "main", fmt.Sprintf("from :%d\n", n))
		case at == 40: // a branch beside the last five
			write(n, "side", fmt.Sprintf("from :%d\n", n-5))
		case at < 49:
			write(n, "side", fmt.Sprintf("from :%d\n", n))
		default: // the branch is 40 to 48, main stands at 39
			write(n, "main", fmt.Sprintf("from :%d\nmerge :%d\n", n-9, n))
			for side := n - 9; side < n; side++ {
				file(side)
			}
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	pipe.Close()
	if err := im.Wait(); err != nil {
		b.Fatal(err)
	}
	if err := run("-c", "pack.threads=2", "gc", "-q").Run(); err != nil {
		b.Fatal(err)
	}
	return dir
}

// BenchmarkWalk measures 10,000 reports over 20,000 commits: a first walk, one
// that finds all in the cache, and one that finds all but ten commits.
func BenchmarkWalk(b *testing.B) {
	dir := office(b, 10000, 20000)
	folders := []string{"content", "templates", "fonts"}
	walk := func(b *testing.B, rev, cache string) *Log {
		r, err := Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		defer r.Close()
		head, err := r.Resolve(rev)
		if err != nil {
			b.Fatal(err)
		}
		l, err := r.Walk(context.Background(), head, folders, cache)
		if err != nil {
			b.Fatal(err)
		}
		return l
	}
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			walk(b, "main", "")
		}
	})
	b.Run("cached", func(b *testing.B) {
		cache := b.TempDir()
		walk(b, "main", cache)
		for b.Loop() {
			walk(b, "main", cache)
		}
	})
	b.Run("incremental", func(b *testing.B) {
		cache := b.TempDir()
		walk(b, "main~10", cache)
		file := cacheFile(cache, "\x00content\x00fonts\x00templates")
		old, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			b.StopTimer()
			if err := os.WriteFile(file, old, 0o600); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			walk(b, "main", cache)
		}
		b.ReportMetric(float64(len(old)), "cache-bytes")
	})
}

// BenchmarkFiles measures the reading of all 10,000 reports of a commit, one
// after the other, as the readers of content do it.
func BenchmarkFiles(b *testing.B) {
	dir := office(b, 10000, 10000)
	for b.Loop() {
		r, err := Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		head, err := r.Resolve("main")
		if err != nil {
			b.Fatal(err)
		}
		tree, n := source.NewTree(r.Files(head)), 0
		err = fs.WalkDir(tree.FS(), ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				n++
				_, err = tree.Read(name, 1<<20)
			}
			return err
		})
		if err != nil || n != 10000 {
			b.Fatal(n, err)
		}
		r.Close()
	}
}
