package report

import (
	"errors"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"kan/pipeline/cjk"
	"kan/pipeline/decode"
	"kan/pipeline/diag"
	"kan/pipeline/doc"
	"kan/pipeline/picture"
	"kan/pipeline/source"
)

// MaxImageBytes is the largest image file that is read.
const MaxImageBytes = 20 << 20

// checkImages resolves the images of a report: sets File and Picture of every
// figure, or reports why it cannot be printed, one complaint each.
func checkImages(r *Report, tree *source.Tree, diags *diag.List) {
	eachFigure(r.Body, func(f *doc.Figure) {
		if !cjk.Visible(f.Alt) {
			diags.Warning(codeImageAlt, f.Span, "在方括号里用一句话写明图上是什么，供读屏软件朗读", "图片没有文字说明")
		}
		if name, ok := resolve(f, r.File.Name, diags); ok {
			load(f, name, tree, diags)
		}
	})
}

// eachFigure visits the figures among blocks and in their footnotes.
func eachFigure(blocks []doc.Block, visit func(*doc.Figure)) {
	doc.Each(blocks, func(b doc.Block) (inside bool) {
		if f, ok := b.(*doc.Figure); ok {
			visit(f)
		}
		for _, text := range doc.Runs(b) {
			doc.EachInline(text, func(i doc.Inline) {
				if note, ok := i.(*doc.NoteRef); ok {
					eachFigure(note.Blocks, visit)
				}
			})
		}
		return true
	})
}

// resolve turns the path of a figure, written relative to the folder of the
// report, into a name below content. Nothing outside of content is ever opened.
func resolve(f *doc.Figure, report string, diags *diag.List) (name string, ok bool) {
	written := f.Source
	if plain, err := url.PathUnescape(written); err == nil {
		written = plain
	}
	scheme, _, colon := strings.Cut(written, ":")
	colon = colon && strings.Trim(strings.ToLower(scheme), "abcdefghijklmnopqrstuvwxyz") == ""
	switch {
	case written == "":
		diags.Error(codeImagePath, f.At, "写成 ![说明](../../images/文件名.png)", "没有写图片的路径")
		return "", false
	case strings.HasPrefix(written, "//"), colon && len(scheme) > 1:
		diags.Error(codeImageRemote, f.At, "把图片存进content/images/，这里写相对路径", "图片不能引用网上的地址，印刷时可能已经变了")
		return "", false
	case strings.HasPrefix(written, "/"), colon && len(scheme) == 1: // C:\…
		diags.Error(codeImageOutside, f.At, "把图片存进content/images/，写相对路径，如 ../../images/文件名.png", "图片要写相对路径，不能从盘符或“/”写起")
		return "", false
	case strings.Contains(written, `\`):
		diags.Error(codeImagePath, f.At, "写成 "+clip(strings.ReplaceAll(written, `\`, "/")), "图片路径里的分隔符要用“/”，不用“\\”")
		return "", false
	}
	name = path.Join(path.Dir(report), written)
	if !strings.HasPrefix(name, "content/") || !fs.ValidPath(name) || strings.ContainsRune(name, 0) {
		diags.Error(codeImageOutside, f.At, "把图片存进content/images/，写相对路径，如 ../../images/文件名.png", "图片“%s”不在content文件夹里", clip(f.Source))
		return "", false
	}
	return name, true
}

func load(f *doc.Figure, name string, tree *source.Tree, diags *diag.List) {
	file, err := tree.Read(name, MaxImageBytes)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		hint := "核对路径和文件名（大小写也要一致），路径从稿件所在的文件夹算起"
		if near := neighbour(tree, name); near != "" {
			hint = "是不是“" + near + "”？"
		}
		diags.Error(codeImageMissing, f.At, hint, "没有找到图片%s", name)
		return
	case errors.Is(err, source.ErrTooLarge):
		diags.Error(codeImageLarge, f.At, "压缩到20MB以下；宽16厘米的图，300点/英寸时1900像素就够了", "图片超过20MB")
		return
	case err != nil:
		diags.Error(codeImageMissing, f.At, "检查它是不是普通文件、有没有读的权限", "读不了图片%s：%s", name, Cause(err))
		return
	}
	info, err := picture.Read(file.Text)
	switch {
	case errors.Is(err, picture.ErrFormat):
		diags.Error(codeImageFormat, f.At, "另存为PNG（图表、截图）或JPEG（照片）", "图片既不是PNG也不是JPEG")
	case errors.Is(err, picture.ErrTooLarge):
		diags.Error(codeImageLarge, f.At, "缩小后再用；宽16厘米的图，300点/英寸时1900像素就够了", "图片的像素太多")
	case err != nil:
		diags.Error(codeImageBroken, f.At, "用看图软件打开试试，重新导出一份", "图片文件已损坏，读不出大小")
	default:
		f.File, f.Picture = file, info
	}
}

// neighbour is the file in the same folder that was probably meant, if any.
func neighbour(tree *source.Tree, name string) string {
	entries, err := fs.ReadDir(tree.FS(), path.Dir(name))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return decode.Nearest(path.Base(name), names)
}
