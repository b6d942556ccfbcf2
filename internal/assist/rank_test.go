package assist_test

import (
	"testing"

	"github.com/tarazu-justice/tarazu/internal/assist"
	"github.com/tarazu-justice/tarazu/internal/assist/model"
	"github.com/tarazu-justice/tarazu/internal/catalog"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

func assistant(t testing.TB) *assist.Assistant {
	t.Helper()
	c, err := catalog.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	stories, err := model.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	k := assist.Knowledge{Titles: c.Findable(), Alike: c.Alike(), Stories: stories}
	for _, d := range c.Dangers() {
		k.Dangers = append(k.Dangers, assist.Danger{Code: d.Code, Signs: d.Signs})
	}
	return assist.New(k)
}

// Stories as people type them: slips, no half-spaces, Arabic letters, other words than the
// catalogue's own phrases.
func TestTriage(t *testing.T) {
	a := assistant(t)
	for _, tc := range []struct{ story, want string }{
		{"صاحب خونه پول پیشمو نمیده با اینکه خونه رو خالی کردم", "PET-DEPOSIT"},
		{"ودیعه اجاره را موجر پس نميدهد", "PET-DEPOSIT"},
		{"رهن خونه رو بهم برنمیگردونه", "PET-DEPOSIT"},
		{"مدت اجاره تموم شد کلیدو دادم ولی پولپیش رو نداد", "PET-DEPOSIT"},
		{"موجر به بهانه خسارت ودیعمو نگه داشته", "PET-DEPOSIT"},
		{"چک مشتری برگشت خورده پولم رو نمیده", "PET-CHEQUE"},
		{"یه چك دارم حسابش خاليه", "PET-CHEQUE"},
		{"چک بلامحل", "PET-CHEQUE"},
		{"بانک گواهی عدم پرداخت داده میخوام پول چکمو بگیرم", "PET-CHEQUE"},
		{"جنس فروختم بابتش چک داد پاس نشد", "PET-CHEQUE"},
		{"بابام فوت کرده گواهی انحصار ورثه میخوام", "PET-HEIRS"},
		{"حصر وراثت چجوری بگیرم", "PET-HEIRS"},
		{"بانک برای پول پدر مرحومم گواهي وراثت میخواد", "PET-HEIRS"},
		{"شوهرم خرجی نمیده", "PET-NAFAGHA"},
		{"نفقه عقب افتاده", "PET-NAFAGHA"},
		{"پدر بچه ها خرج بچه رو نمیده", "CMP-NAFAGHA"},
		{"همسرم منو از خونه بیرون کرده و هیچ پولی نمیده", "PET-NAFAGHA"},
		{"دیشب دزد اومد خونمون طلاهامو برد", "CMP-THEFT"},
		{"گوشیمو تو خیابون قاپیدن", "CMP-SNATCH"},
		{"ماشینم رو از جلوی در دزدیدن", "CMP-THEFT"},
		{"کیف پولم رو تو اتوبوس زدن", "CMP-SNATCH"},
		{"سرم كلاه گذاشتن پولمو بردن", "CMP-FRAUD"},
		{"با سند جعلی زمین بهم فروخت", "CMP-FRAUD"},
		{"یارو خودشو مامور جا زده و پول گرفته", "CMP-FRAUD"},
		{"شرکت قلابی بود پول پیش فروش ماشین رو گرفت و غیبش زد", "CMP-FRAUD"},
		{"مستاجرم چند ماهه کرایه نداده", "PET-RENT"},
		{"اظهارنامه برای اجاره عقب مانده", "DEC-RENT"},
		{"اجاره نشین کرایه مغازه رو نمیده اخطار بدم", "DEC-RENT"},
		{"کارشناس قیمت ملک رو غلط زده اعتراض دارم", "PLD-EXPERT-OBJ"},
		{"به نظریه کارشناسی اعتراض میکنم", "PLD-EXPERT-OBJ"},
		{"پرونده بره هیات سه نفره کارشناسی", "PLD-EXPERT-OBJ"},
		// a keyboard without Persian
		{"salam sahebkhoone poole pisham ro pas nemide ba inke khoone ro tahvil dadam", "PET-DEPOSIT"},
		{"shoharam hich kharji be man va bache nemide", "PET-NAFAGHA"},
		{"mikham ba zanam tavafoghi joda besham", "PET-DIV-AGREED"},
	} {
		hits := a.Triage(tc.story, lang.FA).Hits
		if len(hits) == 0 || hits[0].Code != tc.want {
			t.Errorf("%q: want %s first, got %+v", tc.story, tc.want, hits)
		}
	}
}

// What is no matter of the catalogue is refused, or asked about: a wrong guess costs more
// than none.
func TestTriageAbstains(t *testing.T) {
	a := assistant(t)
	for _, story := range []string{
		"", "سلام", "هوا امروز آفتابی است", "قیمت دلار چند شد", "asdf qwer", "زرافه‌ها گردن درازی دارند", "دستور پخت قورمه سبزی", "نتیجهٔ بازی فوتبال دیشب",
	} {
		if got := a.Triage(story, lang.FA); !got.Refused && !got.Vague {
			t.Errorf("%q: want nothing, got %+v", story, got.Hits)
		}
	}
}
