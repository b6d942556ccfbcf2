package catalog_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v4"

	"github.com/tarazu-justice/tarazu/catalogs"
	"github.com/tarazu-justice/tarazu/internal/catalog"
)

type edit struct{ Old, New string }

// Every mistake of LANGUAGE section 8 is planted once, and has to be told with its place.
func TestMistakesAreToldWithTheirPlace(t *testing.T) {
	data, err := os.ReadFile("testdata/mistakes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name, File, Old, New, Want string
		Also                       map[string]edit
	}
	if err := yaml.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	for _, tc := range cases {
		t.Run(tc.Name, func(t *testing.T) {
			files := exemplars(t)
			plant(t, files, tc.File, edit{tc.Old, tc.New})
			for name, e := range tc.Also {
				plant(t, files, name, e)
			}
			_, err := catalog.Load(files)
			if err == nil || !strings.Contains(err.Error(), tc.Want) {
				t.Errorf("want %s\ngot  %v", tc.Want, err)
			}
		})
	}
}

// All mistakes come at once, in the order of files and lines.
func TestMistakesComeAllAtOnce(t *testing.T) {
	files := exemplars(t)
	plant(t, files, "PET-DEPOSIT.yaml", edit{"reason: DEF-CLAIM", "reason: DEF-CLAM"})
	plant(t, files, "CMP-FRAUD.yaml", edit{"reason: DEF-FACTS", "reason: DEF-FATCS"})
	_, err := catalog.Load(files)
	want := "titles/CMP-FRAUD.yaml:58: reason \"DEF-FATCS\" is not in rules/reasons.yaml; did you mean \"DEF-FACTS\"?\n" +
		"titles/PET-DEPOSIT.yaml:43: reason \"DEF-CLAM\" is not in rules/reasons.yaml; did you mean \"DEF-CLAIM\"?"
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func exemplars(t *testing.T) fstest.MapFS {
	t.Helper()
	return copied(t, os.DirFS("testdata/exemplars"))
}

func copied(t testing.TB, root fs.FS) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func plant(t *testing.T, files fstest.MapFS, name string, e edit) {
	t.Helper()
	if !strings.Contains(name, "/") && name != catalog.LockFile {
		name = "titles/" + name
	}
	text := string(files[name].Data)
	if !strings.Contains(text, e.Old) {
		t.Fatalf("%s holds no %q", name, e.Old)
	}
	files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, e.Old, e.New, 1))}
}

// A fault in a CSV table is told with its line.
func TestMistakesInTables(t *testing.T) {
	for _, tc := range []struct{ name, file, old, new, want string }{
		{"an unknown county of a unit", "tables/authorities.csv", "PEA-QOM-1,peace,qom,IR-25", "PEA-QOM-1,peace,qum,IR-25", `unit PEA-QOM-1: county "qum" is not in province "IR-25"`},
		{"a date that is not", "tables/holidays.csv", "1398/01/01", "1398/13/01", `tables/holidays.csv:2: jalali "1398/13/01" is no date of the calendar`},
		{"an empty field", "tables/counties.csv", "arak,0001,IR-00,اراک", "arak,0001,IR-00,", "tables/counties.csv:2: fa is empty"},
		{"an Arabic letter", "tables/counties.csv", "اراک,Arak", "اراك,Arak", "tables/counties.csv:2: Arabic letter in fa"},
		{"a column that is missing", "tables/provinces.csv", "code,fa,en", "kode,fa,en", `tables/provinces.csv:1: column "code" is missing`},
		{"a line of another length", "tables/provinces.csv", "IR-00,مرکزی", "IR-00,x,مرکزی", "tables/provinces.csv:2: not a table"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			files := copied(t, catalogs.Iran())
			plant(t, files, tc.file, edit{tc.old, tc.new})
			if _, err := catalog.Load(files); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("want %s\ngot %v", tc.want, err)
			}
		})
	}
}

// A file under rules/ or tables/ that has another shape is refused at its line.
func TestMistakesOfShape(t *testing.T) {
	for _, tc := range []struct{ name, file, old, new, want string }{
		{"an outcome that is none", "rules/reasons.yaml", "outcome: cure", "outcome: cured", `rules/reasons.yaml:4: reasons.DEF-PARTY.outcome: "cured" is not one of cure reject transfer`},
		{"an article without its mark", "rules/law.yaml", `source: "https://www.vakilsharifi.com/", verified: yes`, `source: "https://www.vakilsharifi.com/"`, "rules/law.yaml:46: articles.cpc.11: missing verified"},
		{"a kind of attachment without words", "rules/attachments.yaml", "handover: مدرک تحویل ملک", "handover: {name: مدرک}", "rules/attachments.yaml:3: kinds.handover: is object, but string is needed"},
		{"a wave without a day", "rules/open.yaml", ", from: 1404/01/01}", "}", "rules/open.yaml:12: waves.everyone.0: missing from"},
		{"a day that is written otherwise", "rules/open.yaml", "from: 1404/01/01", "from: 1404/1/1", `rules/open.yaml:12: waves.everyone.0.from: "1404/1/1" is not written as ^1[34]`},
		{"a profile that is none", "rules/open.yaml", "profile: guided", "profile: guide", `rules/open.yaml:13: waves.everyone.1.profile: "guide" is not one of guided full`},
		{"a rule of competence without a reason", "rules/competence.yaml", "kind: council, because:", "kind: council, bceause:", `unknown key "bceause"; did you mean "because"?`},
		{"an entry of another shape", "rules/competence.yaml", "tort: {like: money_claim,", "tort: {lkie: money_claim,", `unknown key "lkie"; did you mean "like"?`},
		{"a place without a reason", "rules/territory.yaml", "contract_place: {at: venue.contract, because: محل بستن قرارداد,", "contract_place: {at: venue.contract,", "territory.contract_place: missing because"},
		{"a subject that is no code", "rules/subjects.yaml", "PLD-DEFENCE: same_branch", "Pld-Defence: same_branch", `rules/subjects.yaml:4: titles: key "Pld-Defence" cannot stand here; it is written as ^[A-Z]{3}`},
		{"a door that leads nowhere", "rules/doors.yaml", "leads: /register", "leads: /regster", `leads to "/regster", which is no page that a door may lead to; did you mean "/register"?`},
		{"a door with a phrase of a title", "rules/doors.yaml", "حساب ثنا ندارم", "استرداد ودیعه", `"استرداد ودیعه" is a phrase of PET-DEPOSIT too`},
		{"a door that is a title", "rules/doors.yaml", "REQ-SANA-REG:", "PET-DEPOSIT:", "PET-DEPOSIT is a title; a door has no paper"},
		{"a title of the first page that is no code", "rules/home.yaml", "PET-DEPOSIT,", "deposit,", `rules/home.yaml:4: home.0: "deposit" is not written as`},
		{"an amount with a fraction", "tables/numbers.yaml", "rials: 1000000000", "rials: ten", "tables/numbers.yaml:5: rows.peace_money.dated.0.rials: is string, but integer is needed"},
		{"a rate above the whole", "tables/fees.yaml", "permille: 25", "permille: 2500", "tables/fees.yaml:7: rows.civil.first.dated.0.parts.0.permille: maximum"},
		{"a limit without days", "tables/limits.yaml", "days: 10, abroad", "day: 10, abroad", `tables/limits.yaml:5: unknown key "day"; did you mean "days"?`},
		{"a table under another name", "tables/limits.yaml", "table: limits", "table: fees", "tables/limits.yaml:1: table: value must be 'limits'"},
		{"holidays that are no file", "tables/holidays.yaml", "holidays: holidays.csv", "holidays: holidays.txt", `tables/holidays.yaml:3: holidays: "holidays.txt" is not written as`},
		{"units that are no file", "tables/authorities.yaml", "units: authorities.csv", "units: {file: authorities.csv}", "tables/authorities.yaml:6: units: is object, but array is needed"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			files := copied(t, catalogs.Iran())
			plant(t, files, tc.file, edit{tc.old, tc.new})
			if _, err := catalog.Load(files); err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("want %s\ngot %.600v", tc.want, err)
			}
		})
	}
}

// A group that no family and no title uses is refused.
func TestAGroupThatNothingUses(t *testing.T) {
	files := exemplars(t)
	for _, ending := range []string{".yaml", ".en.yaml"} {
		text := strings.Replace(string(files["groups/case"+ending].Data), "group: case\n", "group: spare\n", 1)
		files["groups/spare"+ending] = &fstest.MapFile{Data: []byte(text)}
	}
	want := `groups/spare.yaml:1: group "spare" is used by no family and no title`
	if _, err := catalog.Load(files); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("want %s\ngot %v", want, err)
	}
}

// notices is a file of notices without a mistake.
const notices = `people: {branch: دفتر شعبه}
things: {paper: خود برگه}
notices:
  cure:
    name: اخطار رفع نقص
    what: چیزی کم است.
    do: [کامل کنید.]
    limits: [{row: cure_defects}]
    if_not: شاید رد شود.
    titles: [{title: PET-DEPOSIT, when: پول پیش می‌خواهید}]
    things: [paper]
    people: [branch]
    law: [cpc.54]
    asks:
      ask: کدام است؟
      choices: [{notice: cure, say: این}, {notice: call, say: آن}]
    signs: [رفع نقص]
  call:
    name: دعوت
    what: جلسه است.
    do: [بروید.]
    until: تا روز جلسه
    if_not: بی شما تصمیم می‌گیرند.
    things: [paper]
    people: [branch]
    signs: [وقت رسیدگی]
`

const noticesInEnglish = `people: {branch: The registry}
things: {paper: The paper}
notices:
  cure: {name: Cure, what: Something is missing., do: [Add it.], if_not: It may be rejected., titles: [You want the deposit], asks: {ask: Which is it?, choices: [This, That]}}
  call: {name: Call, what: A hearing., do: [Go.], until: Until the hearing, if_not: They decide without you.}
`

// A mistake in the notices is told with its place.
func TestMistakesInNotices(t *testing.T) {
	for _, tc := range []struct{ name, old, new, want string }{
		{"none", "", "", ""},
		{"a title that is none", "title: PET-DEPOSIT", "title: PET-DEPOZIT", `rules/notices.yaml:10: notice cure names "PET-DEPOZIT", which is no title; did you mean "PET-DEPOSIT"?`},
		{"a limit that is none", "row: cure_defects", "row: cure_defect", `rules/notices.yaml:8: notice cure names limit "cure_defect", which is not in tables/limits.yaml; did you mean "cure_defects"?`},
		{"a law that is none", "law: [cpc.54]", "law: [cpc.540]", `rules/notices.yaml:13: article "cpc.540" is not in rules/law.yaml`},
		{"a notice that is none", "notice: call, say", "notice: kall, say", `rules/notices.yaml:16: notice cure asks for "kall", which is no notice; did you mean "call"?`},
		{"somebody that is nobody", "people: [branch]\n    law", "people: [brunch]\n    law", `rules/notices.yaml:12: "brunch" does not stand under people; did you mean "branch"?`},
		{"a thing that is none", "things: [paper]\n    people: [branch]\n    law", "things: [papers]\n    people: [branch]\n    law", `rules/notices.yaml:11: "papers" does not stand under things; did you mean "paper"?`},
		{"no time", "    until: تا روز جلسه\n", "", "rules/notices.yaml:18: notice call tells neither limits nor until: people have to know by when"},
		{"limits without a case", "limits: [{row: cure_defects}]", "limits: [{row: cure_defects}, {row: cure_defects}]", "rules/notices.yaml:8: notice cure has several limits; say when this one holds"},
		{"days of its own", "until: تا روز جلسه", "until: ظرف ده روز", "rules/notices.yaml:22: a number of days may not be written here"},
		{"days in digits", "do: [بروید.]", "do: [تا ۱۵ روز بروید.]", "rules/notices.yaml:21: a number of days may not be written here"},
		{"a long sentence", "what: جلسه است.", "what: " + strings.Repeat("جلسه ", 21), "rules/notices.yaml:20: a sentence of 21 words"},
		{"an unknown key", "if_not: شاید", "ifnot: شاید", `rules/notices.yaml:9: unknown key "ifnot"; did you mean "if_not"?`},
		{"no signs", "    signs: [وقت رسیدگی]\n", "", "rules/notices.yaml:19: notices.call: missing signs"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			files := exemplars(t)
			files["rules/notices.yaml"] = &fstest.MapFile{Data: []byte(strings.Replace(notices, tc.old, tc.new, 1))}
			files["rules/notices.en.yaml"] = &fstest.MapFile{Data: []byte(noticesInEnglish)}
			_, err := catalog.Load(files)
			if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("want %s\ngot  %v", tc.want, err)
			}
		})
	}
}
