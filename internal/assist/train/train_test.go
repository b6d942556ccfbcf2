package train_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/assist/model"
	"github.com/tarazu-justice/tarazu/internal/assist/train"
	"github.com/tarazu-justice/tarazu/internal/catalog"
)

// TestTheModelIsThatOfTheData: training gives the bytes that the program carries; a title
// whose phrases changed, or a story more, needs «make train».
func TestTheModelIsThatOfTheData(t *testing.T) {
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	stories, mistakes := train.ReadStories(os.DirFS("../../../catalogs/stories"), func(code string) bool {
		_, ok := c.Named(code)
		return ok || code == assist.OutOfScope || code == assist.Clarify
	})
	if len(mistakes) > 0 {
		t.Fatal(mistakes)
	}
	k := assist.Knowledge{Titles: c.Findable(), Alike: c.Alike()}
	for _, d := range c.Dangers() {
		k.Dangers = append(k.Dangers, assist.Danger{Code: d.Code, Signs: d.Signs})
	}
	m, held := train.Train(train.Source{Knowledge: k, Entry: c.EntryOf, Stories: stories})
	t.Logf("%+v", held)
	var made bytes.Buffer
	if err := m.Write(&made); err != nil {
		t.Fatal(err)
	}
	if made.Len() >= 20_000_000 {
		t.Errorf("the model has %d bytes", made.Len())
	}
	carried, err := os.ReadFile("../model/" + model.FileName)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made.Bytes(), carried) {
		t.Errorf("the program carries another model than the data give; run: make train")
	}
}
