package web_test

import (
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/fee"
	"github.com/tarazu-justice/tarazu/internal/filing"
	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

const root = "../.."

// made lists the keys that are put together at run time: the fixed part, and what * stands
// for. A fixed part that pages or code use and this list lacks is an error.
func made(t *testing.T) map[string][]string {
	t.Helper()
	states := []string{
		string(filing.Draft), string(filing.Discarded), string(filing.Submitted), string(filing.Returned), string(filing.Transferred),
		string(filing.Accepted), string(filing.Rejected), string(filing.Withdrawn),
	}
	standings := []string{string(identity.Citizen), string(identity.Lawyer), string(identity.Expert), string(identity.LegalRep), string(identity.Graduate), string(identity.Registrar), string(identity.Publisher), string(identity.Administrator)}
	purposes := []string{"sign_in", "register", "recover"}
	return map[string][]string{
		"state.*": states[1:], "next.*": without(states, string(filing.Accepted)), "standing.*": standings, "standing.*_text": standings,
		"account.factor_*": {"sms", "totp"}, "code.for_*": purposes, "code.do_*": purposes, "code.lost_*": purposes,
		"question.*_example": {"date", "month"},
		"site.error.*":       errorKinds, "site.error.*_next": errorKinds,
		"bank.state_*":      {string(fee.Paid), string(fee.Declined), string(fee.Expired), string(fee.Refunded)},
		"title.closed_*":    {"standing", "province", "closed", "later", "stopped", "review"},
		"publisher.stage_*": catalog.Rollouts, "publisher.do_*": {"open", "close", "undo"}, "publisher.done_*": {"proposed", "released", "dropped"},
		"receipt.next_1.*": ends, "receipt.next_2.*": ends, "receipt.next_3.*": ends, "receipt.how_1.*": ends, "receipt.how_2.*": ends, "receipt.how_3.*": ends,
		"accepted.*": ends, "registry.accept.*": ends,
		"title.what.*":       append([]string{"petition", "complaint", "declaration", "pleading"}, ends...), // by family, else by what acceptance means
		"event.*":            shownEvents(t),
		"fees.why.*":         {string(fee.Surplus), string(fee.Kept), string(fee.Undone)},
		"fees.state.*":       {string(fee.Opened), string(fee.Paid), string(fee.Declined), string(fee.Expired), string(fee.Refunded), string(fee.Mistaken)},
		"identity.purpose.*": {"sign_in", "register", "recover", "address", "token", "filing.sign", "filing.withdraw", "other"},
		"triage.say.*":       {"yes", "no", "neither"},
		"triage.want.*":      {"petition", "complaint", "declaration", "pleading", "objection", "request", "door"},
		"sms.*":              nil, // the kinds of messages stand in the code whole
	}
}

// without leaves one out: an accepted paper is told of by its family.
func without(list []string, one string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return s == one })
}

var ends = []string{"opens", "joins", "delivers"} // what acceptance means, by family

var errorKinds = []string{"internal", "invalid", "sign_in", "forbidden", "not_found", "conflict", "too_many", "too_large", "unavailable"}

// shownEvents reads the list of events that the filer's time line tells.
func shownEvents(t *testing.T) (list []string) {
	t.Helper()
	file := parseGo(t, filepath.Join(root, "internal/web/citizen/follow.go"))
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && spec.Names[0].Name == "shown" {
			list = literals(spec.Values[0])
		}
		return true
	})
	return list
}

// TestEveryKeyHasItsSentence reads pages and code for the keys that they ask for.
func TestEveryKeyHasItsSentence(t *testing.T) {
	messages, u := read(t)
	for key, at := range u.asked {
		if !messages.Has(key) {
			t.Errorf("%s asks for %q, which no language has; add it to internal/lang/messages", at, key)
		}
	}
	table := made(t)
	for pattern, at := range u.patterns {
		if _, ok := table[pattern]; !ok {
			t.Errorf("%s puts together %q; list its values in made", at, pattern)
		}
	}
	for key := range madeKeys(table) {
		if !messages.Has(key) {
			t.Errorf("%q can be put together, and no language has it", key)
		}
	}
}

var placeholder = regexp.MustCompile(`\{([a-z0-9_]+)\}`)

// TestEveryPlaceholderIsFilled compares a sentence's placeholders with what is handed to it.
func TestEveryPlaceholderIsFilled(t *testing.T) {
	messages, u := read(t)
	for _, f := range u.fillings {
		for _, p := range placeholder.FindAllStringSubmatch(messages.Text(lang.EN, f.key, nil), -1) {
			if !slices.Contains(f.given, p[1]) {
				t.Errorf("%s asks for %q without its %s", f.at, f.key, p[0])
			}
		}
	}
	if len(u.fillings) < 500 {
		t.Errorf("saw %d places only; the search is broken", len(u.fillings))
	}
}

// TestEverySentenceIsUsed finds sentences that nobody asks for any more.
func TestEverySentenceIsUsed(t *testing.T) {
	messages, u := read(t)
	possible := madeKeys(made(t))
	for _, key := range messages.Keys() {
		code, isError := strings.CutPrefix(key, "error.")
		kind, isSMS := strings.CutPrefix(key, "sms.")
		used := u.said[key] || possible[key] || isError && (u.codes[code] != "" || key == "error.internal") || isSMS && u.said[kind]
		if !used {
			t.Errorf("nobody says %q; take it out of both languages", key)
		}
	}
}

// TestEveryFaultHasItsSentence walks the module for declared faults.
func TestEveryFaultHasItsSentence(t *testing.T) {
	messages, u := read(t)
	if len(u.codes) < 100 {
		t.Fatalf("found %d faults only; the search is broken", len(u.codes))
	}
	for code, at := range u.codes {
		if !messages.Has("error." + code) {
			t.Errorf("%s declares %q without a sentence; write error.%s in both languages", at, code, code)
		}
	}
}

func madeKeys(table map[string][]string) map[string]bool {
	keys := map[string]bool{}
	for pattern, values := range table {
		for _, v := range values {
			keys[strings.Replace(pattern, "*", v, 1)] = true
		}
	}
	return keys
}

// read collects what all pages and all Go files but the tests say.
func read(t *testing.T) (*lang.Messages, *uses) {
	t.Helper()
	messages, err := lang.LoadMessages()
	if err != nil {
		t.Fatal(err)
	}
	u := &uses{asked: map[string]string{}, patterns: map[string]string{}, said: map[string]bool{}, codes: map[string]string{}, rooms: map[string]bool{}}
	for _, key := range messages.Keys() {
		u.rooms[key[:strings.Index(key, ".")]] = true
	}
	for path := range files(t, ".html", "internal/web", "internal/api") {
		u.page(t, path)
	}
	for path := range files(t, ".go", "internal", "cmd", "cast", "catalogs") {
		if !strings.HasSuffix(path, "_test.go") {
			u.code(path, parseGo(t, path))
		}
	}
	return messages, u
}

func files(t *testing.T, ext string, folders ...string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, _ os.DirEntry, err error) error {
			if filepath.Ext(path) == ext {
				found[path] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(found) == 0 {
		t.Fatalf("no %s files in %v", ext, folders)
	}
	return found
}
