package cli

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/store/storetest"
)

// TestAPIDoc runs every shell block of docs/api.md, in one shell, and compares what each
// prints with the block of text behind it; … stands for anything on a line.
func TestAPIDoc(t *testing.T) { storetest.Each(t, testAPIDoc) }

func testAPIDoc(t *testing.T, e storetest.Engine) {
	server, _ := demoAt(t, e.Address(t))
	text, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	const mark = "=== end of a block ==="
	script := "set -euo pipefail\n"
	blocks := docBlocks(string(text))
	if len(blocks) < 8 {
		t.Fatalf("%d blocks only; the reader of this test went blind", len(blocks))
	}
	for _, b := range blocks {
		script += b.shell + "\necho '" + mark + "'\n"
	}
	run := exec.CommandContext(t.Context(), "bash", "-c", script)
	run.Dir, run.Env = t.TempDir(), append(os.Environ(), "TARAZU="+server.URL)
	out, err := run.CombinedOutput()
	if err != nil {
		t.Errorf("the example fails: %v\n%s", err, out)
	}
	printed := strings.Split(string(out), mark+"\n")
	for i, b := range blocks {
		if i >= len(printed) {
			t.Fatalf("block %d never ran", i+1)
		}
		if !b.fits(printed[i]) {
			t.Errorf("block %d prints\n%s\nwant\n%s", i+1, printed[i], b.prints)
		}
	}
}

// docBlock is a shell block of a page, and what it prints.
type docBlock struct{ shell, prints string }

var fence = regexp.MustCompile("(?ms)^```(sh|text)\n(.*?)^```$")

func docBlocks(page string) (list []docBlock) {
	for _, m := range fence.FindAllStringSubmatch(page, -1) {
		if m[1] == "sh" {
			list = append(list, docBlock{shell: m[2]})
		} else {
			list[len(list)-1].prints = m[2]
		}
	}
	return list
}

func (b docBlock) fits(got string) bool {
	pattern := strings.ReplaceAll(regexp.QuoteMeta(b.prints), "…", ".*")
	return regexp.MustCompile("^" + pattern + "$").MatchString(got)
}
