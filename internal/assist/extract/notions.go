package extract

import (
	"strings"
	"unicode/utf8"
)

// notions are what words of the catalogue and of stories have in common: «ودیعه», «رهن» and
// «پول پیش» are one. A word that is in none is a notion of its own.
var notions = values(strings.Clone,
	"deposit:ودیعه رهن پیش رهنم ودیعم rahn rahne rahnam pish", "rent:اجاره کرایه اجارهبها اجور ejare keraye", "property:ملک خانه خونه خونم خونمون آپارتمان مغازه زمین واحد سوئیت ویلا باغ khune khoone zamin maghaze",
	"contract:قرارداد قولنامه مبایعهنامه اجارهنامه معامله gharardad", "landlord:صاحبخانه صاحبخونه صابخونه موجر مالک sahebkhune", "tenant:مستأجر مستاجر mostajer", "owed:طلب طلبم بدهی بدهکار طلبکار قرض دستی gharz dasti",
	"marry:عقد عقدمون ازدواج عروسی aghd ezdevaj", "divorce:طلاق طلاقمون talagh", "dower:مهریه مهریم مهر مهرم mehrie mehriye", "support:نفقه خرجی nafaghe kharji", "crash:تصادف tasadof", "vehicle:ماشین خودرو تاکسی موتور پراید mashin",
	"insurer:بیمه bime", "price:قیمت بها بهای ثمن ارزش gheymat", "less:افت کم", "income:درآمد درآمدم حقوق حقوقم", "daily:روزی روزانه", "monthly:ماهی ماهانه ماهیانه mahi", "amount:مبلغ مبلغش mablagh", "cheque:چک check chek", "note:سفته safte",
	"bank:بانک bank", "die:فوت مرحوم درگذشت عمرش fot", "notice:اظهارنامه", "deliver:تحویل تخلیه خالی tahvil khali", "start:شروع آغاز", "finish:تمام تموم پایان", "back:پس برگرداند برگشته برگردانده pas", "due:باید قرار موعد سررسید", "fault:تقصیر مقصر taghsir",
	"convict:محکوم", "court:دادگاه", "child:بچه فرزند کودک bache", "witness:گواه شاهد", "branch:شعبه", "register:ثبت", "certificate:گواهی گواهینامه", "forensic:پزشکی", "hold:دست دستم دستمه نزد", "can:توانم توانید توانیم تونم تونیم میتونم میتوانم نمیتونم نمیتوانم نمیتونیم", "expense:خرج", "bounce:برگشت bargasht", "harm:خسارت", "water:آب لوله", "debt:اصل",
)

// coarse notions gather what is one for the place or the price of a thing, but not where a
// question tells a house from a garden, or a loan from another debt.
var coarse = words("property owed contract vehicle")

// empty words tell nothing of which question is meant.
var emptyWords = words(`
	را رو می نمی تو توی واسه ش شو ست از به در با تا او شما خود خودتان خودم خودمون همین هم هنوز این آن ان چه کدام روز روزی چقدر چند چگونه چرا برای روی که و یا است چیست کجا کجاست شهرستان امروز اکنون پول پولش مال شماست ولی اما چون آنها آن‌ها ما من منو مرا ازم ازش بهش اش ام
	دیگر دیگه طرف شده یک یه تاریخ سال ماه ساعت کار خیلی الان هر اگر نه بله ای ها های مون شون تون بعد قبل دو ro az be ba too tu to man mano in on ke va bood`)

// notion is what a word stands for; "" when it tells nothing.
func notion(word string) string {
	if word == "" || emptyWords[word] {
		return ""
	}
	if n, ok := notions[word]; ok {
		return n
	}
	for _, c := range clitics {
		rest, ok := strings.CutSuffix(word, c)
		if !ok || utf8.RuneCountInString(rest) < 2 {
			continue
		}
		if n, ok := notions[rest]; ok {
			return n
		}
		if n, ok := notions[rest+"ه"]; ok && utf8.RuneCountInString(rest) > 3 {
			return n
		}
	}
	if emptyWords[trimmed(word)] {
		return ""
	}
	return trimmed(word)
}

// fine is the word behind a coarse notion, as a notion of its own.
func fine(word string) string {
	base := word
	if _, ok := notions[base]; !ok {
		base = trimmed(word)
	}
	if spoken, ok := writtenAs[base]; ok {
		base = spoken
	}
	return "=" + base
}

// writtenAs are words as they are said, and as they are written.
var writtenAs = map[string]string{"خونه": "خانه", "خون": "خانه", "خان": "خانه", "خونم": "خانه", "خونمون": "خانه", "khune": "خانه", "khoone": "خانه", "طلبم": "طلب", "gharz": "قرض", "mashin": "ماشین", "خودرو": "ماشین", "قولنامه": "قرارداد", "مبایعهنامه": "قرارداد", "اجارهنامه": "قرارداد"}

// trimmed is a word without the commonest endings, where enough is left of it.
func trimmed(word string) string {
	for _, c := range clitics {
		if rest, ok := strings.CutSuffix(word, c); ok && utf8.RuneCountInString(rest) >= 3 {
			return rest
		}
	}
	return word
}

// actions are notions that tell what happened, not what it happened to: where one of them is
// said, a fact that does not ask for it is not meant.
var actions = words("deliver start finish back bounce die convict less register")
