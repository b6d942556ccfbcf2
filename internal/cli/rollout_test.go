package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"github.com/tarazu-justice/tarazu/cast"
	"github.com/tarazu-justice/tarazu/internal/lang"
	"github.com/tarazu-justice/tarazu/internal/web/webtest"
)

// TestTwoPublishers walks a release and its taking back in Chromium, at the stage of today.
func TestTwoPublishers(t *testing.T) {
	b := webtest.Start(t)
	for _, v := range []webtest.View{{Width: 390, NoScript: true}, {Width: 1280}} {
		t.Run(fmt.Sprint(v.Width), func(t *testing.T) {
			server, _ := demoAtStage(t, "sqlite:"+filepath.Join(t.TempDir(), "tarazu.db"), "today")
			people, err := cast.Load()
			if err != nil {
				t.Fatal(err)
			}
			vars := map[string]string{}
			for name, key := range map[string]string{"shirin": "shirin", "omid": "omid", "citizen": "zahra"} {
				p := people.Named(key)
				vars[name], vars[name+"_code"], vars[name+"_mobile"] = p.NationalID, p.PersonalCode, p.Mobile
				if p.Staff() {
					if vars[name+"_totp"], err = totp.GenerateCode(p.TOTPSecret, time.Now().Add(20*time.Second)); err != nil {
						t.Fatal(err)
					}
				}
			}
			year, month, day := lang.DateAt(time.Now()).Jalali()
			vars["year"], vars["month"], vars["day"] = strconv.Itoa(year), lang.MonthName(month), strconv.Itoa(day)
			j, err := webtest.Load(os.DirFS("testdata/journeys"), "rollout.yaml")
			if err != nil {
				t.Fatal(err)
			}
			j.Width, j.NoScript = v.Width, v.NoScript
			b.Run(t, j, server.URL, vars)
		})
	}
}
