package document

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"golang.org/x/text/unicode/norm"

	"github.com/tarazu-justice/tarazu/internal/assets"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

var papers = map[string]func() Paper{"petition": petition, "complaint": complaint, "receipt": receipt}

func press(t testing.TB) *Press {
	t.Helper()
	regular, bold, err := assets.Fonts()
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewPress(regular, bold)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// printFile prints to a file; TARAZU_SHOTS names a folder to look at afterwards.
func printFile(t testing.TB, name string, p Paper) string {
	t.Helper()
	var out bytes.Buffer
	if err := press(t).Print(&out, p); err != nil {
		t.Fatal(err)
	}
	dir := os.Getenv("TARAZU_SHOTS")
	if dir == "" {
		dir = t.TempDir()
	}
	path := filepath.Join(dir, name+".pdf")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func tool(t testing.TB, name string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Fatalf("%s is missing; run: apt-get install -y poppler-utils qpdf", name)
	}
	out, err := exec.CommandContext(t.Context(), path, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	return string(out)
}

func TestFilesAreSound(t *testing.T) {
	for name, paper := range papers {
		t.Run(name, func(t *testing.T) {
			path := printFile(t, name, paper())
			if out := tool(t, "qpdf", "--check", path); !strings.Contains(out, "No syntax or stream encoding errors") {
				t.Errorf("qpdf: %s", out)
			}
			api.DisableConfigDir()
			if err := api.ValidateFile(path, model.NewDefaultConfiguration()); err != nil {
				t.Errorf("pdfcpu: %v", err)
			}
			if fonts := tool(t, "pdffonts", path); strings.Count(fonts, "yes yes yes") != 2 {
				t.Errorf("fonts are not all embedded, subset and readable:\n%s", fonts)
			}
		})
	}
}

func TestTheSamePaperGivesTheSameBytes(t *testing.T) {
	for name, paper := range papers {
		var first, second bytes.Buffer
		p := press(t)
		if err := p.Print(&first, paper()); err != nil {
			t.Fatal(err)
		}
		if err := press(t).Print(&second, paper()); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s: two prints differ", name)
		}
	}
}

var wordForm = regexp.MustCompile(`[\p{L}\p{N}\p{M}\x{200c}]+`)

func words(text string) []string { return wordForm.FindAllString(norm.NFKC.String(text), -1) }

// said is every text of a paper.
func said(p Paper) string {
	var b strings.Builder
	add := func(texts ...string) { b.WriteString(strings.Join(texts, "\n") + "\n") }
	add(p.Title, p.Foot, p.QRNote)
	for _, block := range p.Blocks {
		switch block := block.(type) {
		case Heading:
			add(block.Text)
		case Para:
			add(block.Text)
		case Code:
			add(block.Label, block.Value)
		case Table:
			add(block.Head...)
			for _, row := range block.Rows {
				add(row...)
			}
		case Pairs:
			for _, row := range block.Rows {
				add(row[0], row[1])
			}
		}
	}
	return b.String()
}

func TestWordsComeOutAgain(t *testing.T) {
	for name, paper := range papers {
		t.Run(name, func(t *testing.T) {
			got := map[string]int{}
			for _, w := range words(tool(t, "pdftotext", "-layout", printFile(t, name, paper()), "-")) {
				got[w]++
			}
			want, found := words(said(paper())), 0
			var lost []string
			for _, w := range want {
				if got[w] > 0 {
					got[w]--
					found++
				} else {
					lost = append(lost, w)
				}
			}
			recall := float64(found) / float64(len(want))
			t.Logf("%d of %d words, %.2f; lost %q", found, len(want), recall, lost[:min(len(lost), 12)])
			if recall < 0.8 {
				t.Errorf("recall %.2f is under 0.80", recall)
			}
		})
	}
}

func TestAttachedFilesComeOutExactly(t *testing.T) {
	api.DisableConfigDir()
	for name, paper := range papers {
		p := paper()
		if len(p.Attached) == 0 {
			continue // the complaint is a draft: it carries no data yet
		}
		file, err := os.ReadFile(printFile(t, name, p))
		if err != nil {
			t.Fatal(err)
		}
		found, err := api.ExtractAttachmentsRaw(bytes.NewReader(file), "", nil, model.NewDefaultConfiguration())
		if err != nil || len(found) != len(p.Attached) {
			t.Fatalf("%s: %d files attached, want %d, %v", name, len(found), len(p.Attached), err)
		}
		for _, a := range p.Attached {
			if !bytes.Contains(file, []byte("/AFRelationship/Data")) {
				t.Errorf("%s: no relationship", name)
			}
			if got := contentOf(t, found, a.Name); !bytes.Equal(got, a.Data) {
				t.Errorf("%s: %s came out as %q", name, a.Name, got)
			}
		}
	}
}

func contentOf(t *testing.T, files []model.Attachment, name string) []byte {
	t.Helper()
	for _, f := range files {
		if f.FileName == name {
			var b bytes.Buffer
			if _, err := b.ReadFrom(f.Reader); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		}
	}
	return nil
}

func TestPagesAreNumberedAndHeadsRepeat(t *testing.T) {
	path := printFile(t, "petition", petition())
	pages := strings.Split(strings.TrimSuffix(tool(t, "pdftotext", path, "-"), "\f"), "\f")
	if len(pages) < 4 {
		t.Fatalf("the petition has %d pages, the test needs more", len(pages))
	}
	for i, page := range pages {
		text := lang.Fold(norm.NFKC.String(page))
		if !strings.Contains(text, lang.Fold("صفحهٔ")) || !strings.Contains(text, strconv.Itoa(i+1)) {
			t.Errorf("page %d is not numbered:\n%s", i+1, page)
		}
		if strings.Contains(text, lang.Fold("کد پستی")) && !strings.Contains(text, lang.Fold("نشانی")) {
			t.Errorf("page %d continues the table without its head", i+1)
		}
	}
}

type box struct {
	x0, y0, x1, y1 float64
	word           string
}

var boxForm = regexp.MustCompile(`<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*)</word>`)

func boxes(t *testing.T, page string) (list []box) {
	t.Helper()
	for _, m := range boxForm.FindAllStringSubmatch(page, -1) {
		var v [4]float64
		for i := range v {
			v[i], _ = strconv.ParseFloat(m[i+1], 64) // the pattern lets only numbers through
		}
		list = append(list, box{v[0], v[1], v[2], v[3], m[5]})
	}
	return list
}

// Words stay inside the margins and nothing is printed over anything else.
func TestGeometry(t *testing.T) {
	for _, name := range []string{"petition", "receipt"} { // the complaint has a mark across its text
		xml := tool(t, "pdftotext", "-bbox", printFile(t, name, papers[name]()), "-")
		for n, page := range strings.Split(xml, "<page ")[1:] {
			list := boxes(t, page)
			for i, a := range list {
				if a.x0 < left-1 || a.x1 > right+1 || a.y1 > pageHeight-30 {
					t.Errorf("%s page %d: %q leaves the margins: %.1f–%.1f, %.1f", name, n+1, a.word, a.x0, a.x1, a.y1)
				}
				for _, b := range list[i+1:] {
					across, down := min(a.x1, b.x1)-max(a.x0, b.x0), min(a.y1, b.y1)-max(a.y0, b.y0)
					if across > 1.5 && down > 0.5*min(a.y1-a.y0, b.y1-b.y0) {
						t.Errorf("%s page %d: %q is printed over %q by %.1f pt", name, n+1, a.word, b.word, across)
					}
				}
			}
		}
	}
}

// Strange texts must neither stop the press nor hang it.
func TestStrangeTexts(t *testing.T) {
	long := strings.Repeat("بی‌فاصله", 400)
	for name, blocks := range map[string][]Block{
		"nothing":                 nil,
		"empty parts":             {Heading{}, Para{}, Table{}, Pairs{}, Code{}, Table{Head: []string{"a"}, Rows: [][]string{{}, {""}}}},
		"one word, many pages":    {Para{Text: strings.Repeat(long, 10)}},
		"a cell, many pages":      {Table{Head: []string{"ستون"}, Rows: [][]string{{strings.Repeat(story, 40)}}}},
		"a head taller than page": {Table{Head: []string{strings.Repeat(story, 20)}, Rows: [][]string{{"a"}, {"b"}}}},
		"too many columns":        {Table{Rows: [][]string{make([]string, 60)}}},
		"other scripts, broken":   {Para{Text: "日本語 😀 עברית \xff\xfe \u202e evil \u2066 open \x00\x01 \U0010ffff"}},
		"marks on marks":          {Para{Text: "ب" + strings.Repeat("\u064b\u0651", 300)}},
	} {
		t.Run(name, func(t *testing.T) {
			path := printFile(t, "strange", Paper{Title: name, Blocks: blocks})
			tool(t, "qpdf", "--check", path)
		})
	}
}

func BenchmarkPrint(b *testing.B) {
	for name, paper := range papers {
		b.Run(name, func(b *testing.B) {
			p, out := press(b), bytes.Buffer{}
			for b.Loop() {
				out.Reset()
				if err := p.Print(&out, paper()); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(out.Len()), "file-bytes")
		})
	}
}

// One press serves all requests.
func TestSeveralPrintAtOnce(t *testing.T) {
	p := press(t)
	var want bytes.Buffer
	if err := p.Print(&want, receipt()); err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			var got bytes.Buffer
			if err := p.Print(&got, receipt()); err != nil || !bytes.Equal(got.Bytes(), want.Bytes()) {
				t.Errorf("a print beside others differs: %v", err)
			}
		})
	}
	wait.Wait()
}
