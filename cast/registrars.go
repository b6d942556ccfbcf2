package cast

import (
	"fmt"

	"github.com/tarazu-justice/tarazu/internal/identity"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

var (
	// courtKinds are the counters that the demo staffs in every county.
	courtKinds = []struct{ prefix, name string }{
		{"PEA", "دادگاه صلح"}, {"CIV", "دادگاه عمومی حقوقی"}, {"FAM", "دادگاه خانواده"}, {"PRO", "دادسرای عمومی و انقلاب"},
	}
	courtCounties = []struct{ code, upper, name string }{
		{"tehran", "TEHRAN", "تهران"},
		{"rey", "REY", "ری"},
		{"karaj", "KARAJ", "کرج"},
		{"qom", "QOM", "قم"},
		{"yazd", "YAZD", "یزد"},
		{"isfahan", "ISFAHAN", "اصفهان"},
		{"mashhad", "MASHHAD", "مشهد"},
		{"shiraz", "SHIRAZ", "شیراز"},
		{"tabriz", "TABRIZ", "تبریز"},
	}
	registrarFirst = []string{"آزاده", "بابک", "پریسا", "تورج"}
	registrarLast  = []string{"شاکری", "نوری", "پناهی", "ستوده", "همتی", "رستگار", "صبوری", "بهمنی", "وثوق"}
)

// registrars gives one registrar to each kind of court in each county of the demo.
func registrars() (list []*Person) {
	for i, county := range courtCounties {
		for j, court := range courtKinds {
			list = append(list, registrar(i*len(courtKinds)+j, court.prefix+"-"+county.upper+"-1", court.name+" "+county.name,
				registrarFirst[j], registrarLast[i], county.code, county.name))
		}
	}
	return list
}

func registrar(n int, authority, authorityName, first, last, county, countyName string) *Person {
	birth, err := lang.NewJalali(1350+n%20, 1+n%12, 13+n%15)
	if err != nil {
		panic(err) // cannot be: years 1350-1369, months 1-12, days 13-27
	}
	id := withCheckDigit(fmt.Sprintf("9910%02d041", n))
	return &Person{
		Key: authority, First: first, Last: last, Father: "حمید", Birth: birth, NationalID: id,
		Mobile: fmt.Sprintf("0912001%04d", n), PostalCode: fmt.Sprintf("15117%05d", 36000+n), Address: countyName + "، خیابان دادگستری، پلاک ۱", County: county,
		Account: true, PersonalCode: personalCode(id), TOTPSecret: totpSecret(id), AuthorityName: authorityName,
		Standings: []identity.Standing{{ID: standingID(id, identity.Registrar), Kind: identity.Registrar, Authority: authority}},
	}
}

// withCheckDigit completes nine digits to a national id; lang.NationalID tells the rule.
func withCheckDigit(nine string) string {
	for last := range 10 {
		if id, err := lang.NationalID(fmt.Sprintf("%s%d", nine, last)); err == nil {
			return id
		}
	}
	panic("no check digit fits " + nine)
}
