package extract_test

import (
	"testing"

	"github.com/tarazu-justice/tarazu/internal/assist/extract"
	"github.com/tarazu-justice/tarazu/internal/lang"
)

// What notices say of time, as seen on 4 Azar 1405.
func TestTimesOfNotices(t *testing.T) {
	today, err := lang.NewJalali(1405, 9, 4)
	if err != nil {
		t.Fatal(err)
	}
	reader := extract.New(nil)
	for _, tc := range []struct {
		text, served, sitting string
		days                  int64
	}{
		{"تاریخ ابلاغ: ۱۴۰۵/۰۸/۲۰ ظرف ده روز از تاریخ ابلاغ رفع نقص نمایید", "1405/08/20", "", 10},
		{"در تاریخ ۲۷ آبان ۱۴۰۵ ابلاغ گردید. ظرف بیست روز قابل تجدیدنظر", "1405/08/27", "", 20},
		{"۱۴۰۵/۰۸/۲۵ رؤیت شد", "1405/08/25", "", 0},
		{"دیروز ابلاغ شده ده روز وقت دارم", "1405/09/03", "", 10},
		{"ابلاغ شده دیروز", "1405/09/03", "", 0},
		{"۲۵ آبان به دستم رسید", "1405/08/25", "", 0},
		{"ظرف پنج روز از تاریخ ابلاغ در تاریخ ۱۴۰۵/۰۹/۱۵ ساعت ۹ حاضر شوید", "", "1405/09/15", 5},
		{"واسم ابلاغیه اومده که ۲۰ آذر ساعت ۹ باید دادگاه باشم", "", "1405/09/20", 0},
		{"در ساعت ۱۰:۳۰ روز سه‌شنبه ۱۴۰۵/۱۰/۰۸ جهت رسیدگی حاضر شوید", "", "1405/10/08", 0},
		{"در جلسه دادرسی مورخ ۱۴۰۵/۱۱/۱۲ ساعت ۸ حضور یافته. ابلاغ ۱۸ آبان ۱۴۰۵", "1405/08/18", "1405/11/12", 0},
		{"سند عادی مورخ ۱۴۰۱/۰۳/۰۵ و دادنامه مورخ ۱۴۰۵/۰۲/۰۲ به تحمل یک سال حبس محکوم", "", "", 0},
		{"ظرف یک هفته از تاریخ ابلاغ دستمزد را بپردازید", "", "", 7},
		{"اعتبار یک ماه. متهم را جلب نمایید", "", "", 0},
		{"بازداشت موقت به مدت یک ماه", "", "", 0},
		{"قرارداد اجاره به مدت شش ماه", "", "", 0},
		{"برگه‌ای از دادگاه آمده است", "", "", 0},
	} {
		n := reader.Notice(tc.text, today)
		day := func(f *extract.Found) string {
			if f == nil {
				return ""
			}
			return f.First.String()
		}
		if day(n.Served) != tc.served || day(n.Sitting) != tc.sitting || n.Days != tc.days {
			t.Errorf("%s:\nserved %q, sitting %q, %d days", tc.text, day(n.Served), day(n.Sitting), n.Days)
		}
	}
}
