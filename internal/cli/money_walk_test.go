package cli

import (
	"database/sql"
	"fmt"
	"testing"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web/webtest"
)

// nights are what happens to a draft while its filer sleeps; the database says it as a night
// with another table, another court or another catalogue would leave it.
var nights = map[string]string{
	"fee-moves":     `update filings set told = json_set(told, '$.fee', 300000) where state = 'draft'`,
	"court-moves":   `update filings set told = json_set(told, '$.authority', 'PEA-OLD-1', '$.name', 'دادگاه صلح گذشته') where state = 'draft'`,
	"older-version": `update filings set title_version = 0 where state = 'draft'`,
	"title-gone":    `update filings set title = 'PET-GONE' where state = 'draft'`,
}

// TestMoneyIsNeverLost walks a paid draft through everything that may happen to it meanwhile,
// to the credit that pays the next paper, on a phone without scripts and on a desk.
func TestMoneyIsNeverLost(t *testing.T) {
	const code = "PET-HEIRS"
	people, err := cast.Load()
	if err != nil {
		t.Fatal(err)
	}
	titles, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	title, _ := titles.Title(code)
	b := webtest.Start(t)
	for _, v := range []webtest.View{{Width: 390, NoScript: true}, {Width: 1280}} {
		t.Run(fmt.Sprint(v.Width), func(t *testing.T) {
			server, _, path := demoSite(t)
			beside, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)")
			if err != nil {
				t.Fatal(err)
			}
			defer beside.Close()
			j := stage{}.journey(t, "money.yaml")
			j.Width, j.NoScript = v.Width, v.NoScript
			j.Deeds = (&guide{title: title, library: titles.Library(), input: titles.Journeys(code)[0].Input, filers: 1}).deeds()
			for deed, text := range nights {
				j.Deeds[deed] = func(*webtest.Page) error {
					_, err := beside.ExecContext(t.Context(), text)
					return err
				}
			}
			filer := people.Named("sara")
			b.Run(t, j, server.URL, map[string]string{
				"title": code, "title_name": title.Name(lang.FA), "filer": filer.NationalID, "filer_code": filer.PersonalCode, "filer_mobile": filer.Mobile,
			})
		})
	}
}
