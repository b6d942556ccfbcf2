package document

import (
	"fmt"
	"time"
)

// The three papers that the tests print: what the product prints has the same parts.

var printed = time.Date(2026, 11, 16, 22, 47, 9, 0, time.FixedZone("Tehran", 12600))

const story = "خواهان به استحضار می‌رساند که به موجب اجاره‌نامهٔ مورخ ۱۴۰۲/۰۵/۰۱ یک دستگاه آپارتمان به نشانی شهر ری، خیابان فدائیان اسلام، کوچهٔ لاله، پلاک ۱۲ را از خواندهٔ محترم اجاره کرده و مبلغ ۸۰۰٬۰۰۰٬۰۰۰ ریال (هشتاد میلیون تومان) به‌عنوان ودیعه پرداخت نموده است. مدّت اجاره در تاریخ ۱۴۰۵/۰۴/۳۱ پایان یافت و ملک در همان روز تخلیه و تحویل شد، لکن خوانده تاکنون از استرداد ودیعه خودداری کرده است. پیامک‌ها و رسید بانکی به شمارهٔ IR820540102680020817909002 (بانک Parsian) پیوست است."

func parties(n int) (rows [][]string) {
	for i := range n {
		rows = append(rows, []string{[]string{"خواهان", "خوانده"}[i%2], fmt.Sprintf("زهرا امینی لاهیجانی %d", i+1), "۰۰۱۲۳۴۵۶۷۹", "استان تهران، شهرستان ری، خیابان فدائیان اسلام، کوچهٔ لاله، پلاک ۱۲، طبقهٔ دوم، کد پستی ۱۸۱۵۶۷۳۴۹۱"})
	}
	return rows
}

func petition() Paper {
	p := Paper{
		Title: "دادخواست مطالبهٔ ودیعهٔ اجاره", Foot: "دادخواست استرداد ودیعه، ۲۳۱۴۰۵۰۸۸۱۴۷۲۶", Created: printed, QR: "https://example.ir/v/23140508814726",
		QRNote:   "برای راستی‌آزمایی این برگه، کد را با گوشی بخوانید یا کد رهگیری را در صفحهٔ «راستی‌آزمایی» بنویسید.",
		Attached: []Attached{{Name: "filing.json", Mime: "application/json", Data: []byte(`{"answers":{"lease.deposit":800000000},"name":"زهرا امینی"}`)}},
		Blocks: []Block{
			Pairs{Rows: [][2]string{{"به", "دادگاه صلح شهرستان ری"}, {"خواسته", "استرداد مبلغ ۸۰۰٬۰۰۰٬۰۰۰ ریال ودیعهٔ اجاره و خسارت تأخیر تأدیه"}, {"بهای خواسته", "۸۰۰٬۰۰۰٬۰۰۰ ریال، هشتصد میلیون ریال"}}},
			Heading{Text: "طرف‌ها", Level: 1},
			Table{Head: []string{"سمت", "نام", "کد ملی", "نشانی"}, Rows: parties(34), Widths: []float64{1, 2, 1.5, 3.5}},
			Heading{Text: "شرح ماجرا", Level: 1},
		},
	}
	for i := range 6 {
		p.Blocks = append(p.Blocks, Para{Text: story, Number: i + 1})
	}
	p.Blocks = append(p.Blocks, Heading{Text: "درخواست", Level: 2}, Para{Text: "با توجه به مراتب و مستند به مواد ۱۹۸ و ۵۱۹ و ۵۲۲ قانون آیین دادرسی مدنی، صدور حکم مبنی بر محکومیت خوانده به پرداخت اصل خواسته مورد استدعاست."})
	return p
}

func complaint() Paper {
	return Paper{
		Title: "شکواییهٔ کلاهبرداری رایانه‌ای", Foot: "شکواییه", Created: printed, Mark: "پیش‌نویس",
		Blocks: []Block{
			Heading{Text: "شاکی و مشتکی‌عنه", Level: 1},
			Table{Head: []string{"سمت", "نام", "نشانی"}, Rows: [][]string{{"شاکی", "رضا کریمی", "قم، خیابان صفائیه"}, {"مشتکی‌عنه", "ناشناس", "نامعلوم"}}},
			Heading{Text: "شرح شکایت", Level: 1},
			Para{Text: "در تاریخ ۱۲ آبان ۱۴۰۵ پیامکی با پیوند sana-adliran.example دریافت کردم و پس از گشودن آن، مبلغ ۴۵٬۰۰۰٬۰۰۰ ریال از حسابم برداشت شد.\nشمارهٔ پیگیری بانک ABC-1405-77 است."},
			Para{Text: "لأن کلمات عربی مانند «إلا»، «الآن» و «الله» و اعراب «مُدَّعی‌عَلَیه» هم باید درست چاپ شوند."},
		},
	}
}

func receipt() Paper {
	return Paper{
		Title: "رسید ثبت دادخواست", Foot: "رسید ثبت", Created: printed, QR: "https://example.ir/v/23140508814726#7f3a", QRNote: "این رسید بدون ما هم درست است: فایل آن را با برنامهٔ ترازو بسنجید.",
		Attached: []Attached{{Name: "receipt.json", Mime: "application/json", Data: []byte(`{"tracking":"23140508814726"}`)}, {Name: "a.txt", Mime: "text/plain", Data: []byte("الف")}},
		Blocks: []Block{
			Code{Label: "کد رهگیری", Value: "23140508814726", Groups: []int{2, 4, 4, 4}},
			Pairs{Rows: [][2]string{{"زمان دقیق ثبت", "دوشنبه ۲۵ آبان ۱۴۰۵، ساعت ۲۲:۴۷:۰۹ به وقت تهران"}, {"چه", "دادخواست استرداد ودیعهٔ اجاره"}, {"از که", "زهرا امینی"}, {"برای کجا", "دادگاه صلح شهرستان ری"}, {"پرداخت", "۲۷٬۷۹۰٬۰۰۰ ریال، پرداخت شد"}}},
			Code{Label: "اثر انگشت متن (SHA-256)", Value: "9c9089b9921d3c7270519bfa6096a83e2341fbf09fbbd1c7cf1257efe4189d0a", Groups: []int{16, 16, 16, 16}},
			Space{},
			Para{Text: "دفتر دادگاه تا دو روز کاری آن را می‌بیند. اگر چیزی کم باشد، همین‌جا می‌گوید کجا و چرا."},
		},
	}
}
