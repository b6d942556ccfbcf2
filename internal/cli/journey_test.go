package cli

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/web/webtest"
)

// TestTheWholeStory walks the story in Chromium, on a phone without scripts and on a desk.
// Every page on the way passes axe and html-validate and does not scroll sideways.
func TestTheWholeStory(t *testing.T) {
	b := webtest.Start(t)
	for _, v := range []webtest.View{{Width: 390, NoScript: true}, {Width: 1280}} {
		t.Run(fmt.Sprint(v.Width), func(t *testing.T) {
			server, _, _ := demoSite(t)
			people, err := cast.Load()
			if err != nil {
				t.Fatal(err)
			}
			filer, registrar := people.Named("zahra"), people.Named("PEA-REY-1")
			code, err := totp.GenerateCode(registrar.TOTPSecret, time.Now().Add(20*time.Second))
			if err != nil {
				t.Fatal(err)
			}
			j, err := webtest.Load(os.DirFS("testdata/journeys"), "deposit.yaml")
			if err != nil {
				t.Fatal(err)
			}
			j.Width, j.NoScript = v.Width, v.NoScript
			b.Run(t, j, server.URL, map[string]string{
				"filer": filer.NationalID, "filer_code": filer.PersonalCode, "filer_mobile": filer.Mobile,
				"registrar": registrar.NationalID, "registrar_code": registrar.PersonalCode, "registrar_totp": code,
			})
		})
	}
}

// TestTheAPIsPage looks at the description for people as a person with a phone does.
func TestTheAPIsPage(t *testing.T) {
	b := webtest.Start(t)
	server, _, _ := demoSite(t)
	j, err := webtest.Load(os.DirFS("testdata/journeys"), "api.yaml")
	if err != nil {
		t.Fatal(err)
	}
	j.Width, j.NoScript = 390, true
	b.Run(t, j, server.URL, nil)
}
