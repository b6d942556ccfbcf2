package cast_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

func load(t *testing.T) *cast.Cast {
	t.Helper()
	c, err := cast.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestEverybodyCouldBe(t *testing.T) {
	mobiles := map[string]bool{}
	for _, p := range load(t).People {
		if _, err := lang.NationalID(p.NationalID); err != nil {
			t.Errorf("%s: %v", p.Key, err)
		}
		if m, err := lang.Mobile(p.Mobile); err != nil || m != p.Mobile || mobiles[m] {
			t.Errorf("%s: mobile %s is wrong or shared", p.Key, p.Mobile)
		}
		mobiles[p.Mobile] = true
		if !regexp.MustCompile(`^\d{10}$`).MatchString(p.PersonalCode) {
			t.Errorf("%s: personal code %q", p.Key, p.PersonalCode)
		}
		if p.Name() != lang.Line(p.Name()) || p.Address != lang.Line(p.Address) || p.County == "" || len(p.Standings) == 0 {
			t.Errorf("%s is not written as we keep texts, or something is missing", p.Key)
		}
	}
}

func TestTheCastIsTheSameOnEveryRun(t *testing.T) {
	a, _ := json.Marshal(load(t).List())
	b, _ := json.Marshal(load(t).List())
	if string(a) != string(b) {
		t.Error("two loads differ")
	}
	zahra := load(t).Named("zahra")
	if zahra.NationalID != "0012345679" || zahra.Mobile != "09120004471" || zahra.Staff() {
		t.Errorf("Zahra of the manual changed: %+v", zahra)
	}
}

func TestEveryCounterOfTheDemoIsStaffed(t *testing.T) {
	c := load(t)
	names := map[string]bool{}
	for _, kind := range []string{"PEA", "CIV", "FAM", "PRO"} {
		for _, county := range strings.Fields("TEHRAN REY KARAJ QOM YAZD ISFAHAN MASHHAD SHIRAZ TABRIZ") {
			p := c.Named(kind + "-" + county + "-1")
			if len(p.Standings) != 1 || p.Standings[0].Kind != identity.Registrar || p.Standings[0].Authority != p.Key || !p.Staff() || names[p.Name()] {
				t.Errorf("registrar of %s: %+v", p.Key, p)
			}
			names[p.Name()] = true
		}
	}
}

func TestWhoHasToRegisterHasNoCode(t *testing.T) {
	none := []string{}
	for _, l := range load(t).List() {
		if !l.Account {
			none = append(none, l.Name)
			if l.PersonalCode != "" || len(l.Standings) > 0 {
				t.Errorf("%s has no account but a code", l.Name)
			}
		}
	}
	if want := []string{"حسین رضایی", "پارسا امینی", "پروین نادری", "علی کاوه", "سهیلا مرادی"}; !slices.Equal(none, want) {
		t.Errorf("without account: %v", none)
	}
}

type planter func(identity.Planted) error

func (p planter) Plant(_ context.Context, q identity.Planted) (string, error) { return "", p(q) }

func TestSeedPlantsWhoHasAnAccount(t *testing.T) {
	c, planted := load(t), map[string]identity.Planted{}
	if err := c.Seed(t.Context(), planter(func(p identity.Planted) error { planted[p.Person.NationalID] = p; return nil })); err != nil {
		t.Fatal(err)
	}
	for _, p := range c.People {
		if _, ok := planted[p.NationalID]; ok != p.Account {
			t.Errorf("%s planted: %v", p.Key, ok)
		}
	}
	if err := c.Seed(t.Context(), planter(func(identity.Planted) error { return os.ErrClosed })); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
}
