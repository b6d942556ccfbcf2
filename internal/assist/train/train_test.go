package train_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/assist/train"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/form"
)

// TestTheSameDataGiveTheSameBytes, on a part of the catalogue: goroutines, maps and the clock
// have no say in a model.
func TestTheSameDataGiveTheSameBytes(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	few := slices.DeleteFunc(c.Findable(), func(title *form.Title) bool {
		return title.Family != "request" && title.Family != "declaration"
	})
	known := func(code string) bool {
		return code == assist.OutOfScope || slices.ContainsFunc(few, func(title *form.Title) bool { return title.Code == code })
	}
	all, mistakes := train.ReadStories(os.DirFS("../../../catalogs/stories"), func(code string) bool {
		_, ok := c.Named(code)
		return ok || code == assist.OutOfScope || code == assist.Clarify
	})
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	all = slices.DeleteFunc(all, func(s train.Story) bool { return !known(s.Code) })
	made := func() []byte {
		m, held := train.Train(train.Source{Knowledge: assist.Knowledge{Titles: few, Alike: c.Alike()}, Entry: c.EntryOf, Stories: all})
		var file bytes.Buffer
		if err := m.Write(&file); err != nil {
			t.Fatal(err)
		}
		t.Logf("%+v, %d bytes", held, file.Len())
		if held.First < 0.6 {
			t.Errorf("of the stories held out %.2f are led rightly", held.First)
		}
		return file.Bytes()
	}
	if !bytes.Equal(made(), made()) {
		t.Error("the same data gave other bytes")
	}
}

func TestStoriesAreRefusedWithTheirLine(t *testing.T) {
	dir := fstest.MapFS{"a.tsv": {Data: []byte("# remark\nPET-DEPOSIT\tone\nPET-NONE\ttwo\nthree\nPET-DEPOSIT\tone\nPET-DEPOSIT\t \n")}}
	list, mistakes := train.ReadStories(dir, func(code string) bool { return code == "PET-DEPOSIT" })
	if len(list) != 1 {
		t.Errorf("%d stories", len(list))
	}
	for i, want := range []string{`a.tsv:3: "PET-NONE" is no title`, "a.tsv:4: write the title's code, a tab and the story", "a.tsv:5: the same story as a.tsv:2", "a.tsv:6: write"} {
		if i >= len(mistakes) || !strings.HasPrefix(mistakes[i], want) {
			t.Errorf("want %s, got %v", want, mistakes)
		}
	}
	if _, mistakes := train.ReadStories(fstest.MapFS{}, nil); len(mistakes) != 1 {
		t.Error("no stories are no mistake")
	}
}
