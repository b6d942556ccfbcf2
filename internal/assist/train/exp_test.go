package train

import (
	"fmt"
	"os"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/catalog"
)

func TestExp(t *testing.T) {
	c, _ := catalog.Embedded()
	stories, _ := ReadStories(os.DirFS("/tmp/stories"), func(string) bool { return true })
	words := vocabulary(stories)
	_ = words
	s := Source{Knowledge: assist.Knowledge{Titles: c.Findable(), Alike: c.Alike()}, Entry: c.EntryOf, Stories: stories}
	cc := newCourse(s)
	all := cc.holdOut()
	mix := fit(all)
	n := len(all) / 4
	for f := range 4 {
		fmt.Printf("fold %d %+v\n", f, judge(all[f*n:(f+1)*n], mix))
	}
	zero := mix
	zero.Family, zero.Entry = 0, 0
	fmt.Printf("%+v\n", judge(all, mix))
	fmt.Printf("%+v\n", judge(all, zero))
}
