package account

import (
	"testing"

	"github.com/tarazu-justice/tarazu/internal/web"
	"github.com/tarazu-justice/tarazu/internal/web/webtest"
)

func TestPagesFitTheirStructs(t *testing.T) {
	webtest.Fit(t, pages, map[string]any{
		"sign-in": signInPage{}, "code": codePage{}, "register": registerPage{}, "register-mobile": registerPage{}, "register-address": registerPage{},
		"register-check": registerPage{}, "register-done": web.Page{}, "recover": registerPage{}, "recover-done": web.Page{}, "account": accountPage{},
		"standing": accountPage{}, "address": accountPage{}, "admin": adminPage{}, "tokens": tokensPage{},
	})
}
