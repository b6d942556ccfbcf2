package cli

import (
	"strconv"
	"testing"

	"github.com/tarazu-justice/tarazu/internal/web/webtest"
)

// tellers are stories walked in Chromium from the first word to the receipt: the assistant leads
// to the title, what it heard is confirmed, the rest is answered as a recorded journey does.
var tellers = []struct {
	title, filer, story string
	view                webtest.View
}{
	{"PET-DEPOSIT", "sara", "سلام. خانه‌ای در تهران اجاره کرده بودم، قرارداد نوشته داریم. ۹۰ میلیون تومان پول پیش دادم، کارت به کارت کردم. خانه را خالی کردم و کلید را دادم ولی صاحبخانه پولم را نمی‌دهد. فقط ده میلیونش را داده.", webtest.View{Width: 390}},
	{"PET-CHEQUE", "arash", "بابت فروش جنس دو تا چک گرفتم، هر دو برگشت خورد و گواهی عدم پرداخت دارم. می‌خواهم پول چک‌ها را از صادرکننده بگیرم.", webtest.View{Width: 1280}},
	{"PET-MAHR", "maryam", "۱۲ مرداد ۱۳۹۶ عقد کردیم. مهریه‌ام صد و چهارده سکه است و عندالمطالبه. شوهرم نمی‌دهد. می‌خواهم مهریه‌ام را بگیرم.", webtest.View{Width: 390, NoScript: true}},
	{"CMP-THEFT", "maryam", "شب اول آبان که برگشتیم خونه دیدیم در رو شکستن، گوشی و گردنبند طلا رو بردن. نمی‌دونیم کی بوده.", webtest.View{Width: 390}},
	{"PET-NAFAGHA", "maryam", "shoharam az khune birunam karde va panj mahe kharji nemide, mikham nafaghamo begiram", webtest.View{Width: 390}},
	{"PET-HEIRS", "sara", "پدرم فوت کرده و بانک گفته گواهی انحصار وراثت بیارید. مادرم و من و برادرم هستیم. وصیت‌نامه هم ندارد.", webtest.View{Width: 390, NoScript: true}},
	{"DEC-RENT", "davood", "مستأجرم سه ماه است اجاره نداده. فعلاً نمی‌خواهم شکایت کنم، فقط می‌خواهم با اظهارنامه رسماً بگویم اجاره‌های عقب‌افتاده را بدهد.", webtest.View{Width: 390}},
	{"PLD-EXPERT-OBJ", "hasan", "در پرونده‌ام نظر کارشناس آمد. قیمت ملک را خیلی پایین زده و دلیلی هم ننوشته. می‌خواهم اعتراض کنم و به هیئت سه‌نفره برود.", webtest.View{Width: 390}},
	{"CMP-INJURY", "zahra", "سر جای پارک با بهرام دعوایم شد، با مشت زد تو صورتم و بینی‌ام شکست. پزشکی قانونی هم رفتم.", webtest.View{Width: 390, NoScript: true}},
	{"APP-APPEAL", "hasan", "دادگاه بدوی علیه من رأی داد و ابلاغ شد. رسید بانکی را ندیده. می‌خواهم تجدیدنظرخواهی کنم.", webtest.View{Width: 390}},
}

func TestStoriesAreWalkedToTheirReceipts(t *testing.T) {
	on := newStage(t)
	for _, w := range tellers {
		t.Run(w.title, func(t *testing.T) {
			j := on.journey(t, "story.yaml")
			title, _ := on.titles.Title(w.title)
			j.Width, j.NoScript = w.view.Width, w.view.NoScript
			g := &guide{title: title, library: on.titles.Library(), input: recorded(t, on.titles, w.title, ""), filers: 1}
			j.Deeds = g.deeds()
			filer := on.people.Named(w.filer)
			on.browser.Run(t, j, on.url, map[string]string{
				"title": w.title, "story": w.story, "filer": filer.NationalID, "filer_code": filer.PersonalCode, "filer_mobile": filer.Mobile,
			})
			t.Logf("%s: %d pages of questions; %d answers were read from the story", w.title, g.asked, g.heardOf)
		})
	}
}

// heard leaves everything that was read from the story as it is.
func (g *guide) heard(p *webtest.Page) error {
	for p.Has("main ul.tasks > li:nth-child(" + strconv.Itoa(g.heardOf+1) + ") input[name=right]") {
		g.heardOf++
	}
	if g.heardOf == 0 {
		return nil
	}
	return p.Click("main form button.button")
}
