package rollout

import (
	"testing"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

func day(s string) lang.Date {
	d, _ := lang.ParseJalali(s)
	return d
}

func released(turn int64, id string, action Action, from string, more ...func(*Release)) Release {
	r := Release{ID: id, Turn: turn, Action: action, State: Released, Titles: []string{"PET-X"}, Standings: []string{"citizen"}, From: day(from)}
	for _, change := range more {
		change(&r)
	}
	return r
}

func in(provinces ...string) func(*Release) { return func(r *Release) { r.Provinces = provinces } }
func hold(r *Release)                       { r.Hold = true }
func undoes(id string) func(*Release)       { return func(r *Release) { r.Undoes = id } }
func waits(r *Release)                      { r.State, r.Turn = Waiting, 0 }

// What the releases come to over the catalogue's answer, on the tenth of Azar.
func TestJudge(t *testing.T) {
	shut := catalog.Opening{Why: "standing"}
	open := catalog.Opening{Open: true, Profile: "guided"}
	winter := catalog.Opening{Why: "later", From: day("1405/10/01")}
	for _, tc := range []struct {
		name     string
		base     catalog.Opening
		releases []Release
		province string
		open     bool
		why      string
		from     string
		hold     bool
	}{
		{"nothing released", open, nil, "IR-07", true, "", "", false},
		{"opened from a day that has come", shut, []Release{released(1, "a", Open, "1405/09/10")}, "IR-07", true, "", "", false},
		{"opened from tomorrow", shut, []Release{released(1, "a", Open, "1405/09/11")}, "IR-07", false, "later", "1405/09/11", false},
		{"opened sooner than the catalogue would", winter, []Release{released(1, "a", Open, "1405/09/20")}, "IR-07", false, "later", "1405/09/20", false},
		{"a proposal changes nothing", shut, []Release{released(0, "a", Open, "1405/09/01", waits)}, "IR-07", false, "standing", "", false},
		{"opened in another province", shut, []Release{released(1, "a", Open, "1405/09/01", in("IR-25"))}, "IR-07", false, "province", "", false},
		{"opened in this province", shut, []Release{released(1, "a", Open, "1405/09/01", in("IR-25", "IR-07"))}, "IR-07", true, "", "", false},
		{"a stranger has no province", shut, []Release{released(1, "a", Open, "1405/09/01", in("IR-25"))}, "", false, "province", "", false},
		{"closed; drafts may be finished", open, []Release{released(1, "a", Close, "1405/09/10")}, "IR-07", false, "stopped", "", false},
		{"closed; drafts wait", open, []Release{released(1, "a", Close, "1405/09/10", hold)}, "IR-07", false, "stopped", "", true},
		{"closed elsewhere", open, []Release{released(1, "a", Close, "1405/09/10", in("IR-25"))}, "IR-07", true, "", "", false},
		{"closed before it would open", winter, []Release{released(1, "a", Close, "1405/09/20")}, "IR-07", false, "stopped", "", false},
		{"the later release wins", shut, []Release{released(2, "b", Open, "1405/09/01"), released(1, "a", Close, "1405/09/05")}, "IR-07", true, "", "", false},
		{"closed until a day", open, []Release{released(1, "a", Close, "1405/09/01", hold), released(2, "b", Open, "1405/09/15")}, "IR-07", false, "later", "1405/09/15", true},
		{"taken back", shut, []Release{released(1, "a", Open, "1405/09/01"), released(2, "b", Undo, "1405/09/10", undoes("a"))}, "IR-07", false, "standing", "", false},
		{"taken back; drafts wait", shut, []Release{released(1, "a", Open, "1405/09/01"), released(2, "b", Undo, "1405/09/10", undoes("a"), hold)}, "IR-07", false, "standing", "", true},
		{"a closing taken back", open, []Release{released(1, "a", Close, "1405/09/01", hold), released(2, "b", Undo, "1405/09/10", undoes("a"))}, "IR-07", true, "", "", false},
		{"the taking back was taken back", shut, []Release{released(1, "a", Open, "1405/09/01"), released(2, "b", Undo, "1405/09/02", undoes("a")), released(3, "c", Undo, "1405/09/03", undoes("b"))}, "IR-07", true, "", "", false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := Record{Releases: tc.releases}.judge(tc.base, Ask{"PET-X", "citizen", tc.province, day("1405/09/10")})
			if got.Open != tc.open || got.Hold != tc.hold || !tc.open && got.Why != tc.why || tc.from != "" && got.From != day(tc.from) || tc.from == "" && !got.From.IsZero() {
				t.Errorf("judge = %+v", got)
			}
		})
	}
}
