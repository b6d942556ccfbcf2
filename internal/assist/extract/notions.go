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
	"bank:بانک bank", "die:فوت مرحوم درگذشت عمرش fot", "notice:اظهارنامه", "deliver:تحویل تخلیه خالی tahvil khali", "start:شروع آغاز", "finish:تمام تموم پایان", "back:پس برگرداند pas", "due:باید قرار موعد سررسید", "fault:تقصیر مقصر taghsir",
	"convict:محکوم", "court:دادگاه", "child:بچه فرزند کودک bache", "witness:گواه شاهد", "branch:شعبه", "register:ثبت", "entrust:سپردم سپرده", "expense:خرج", "bounce:برگشت bargasht", "harm:خسارت", "water:آب لوله", "debt:اصل",
)

// empty words tell nothing of which question is meant.
var emptyWords = words(`
	را رو از به در با تا او شما خود خودتان خودم خودمون همین هم هنوز این آن ان چه کدام روز روزی چقدر چند چگونه چرا برای روی که و یا است چیست کجا کجاست شهرستان امروز اکنون پول پولش مال آنها آن‌ها ما من منو مرا ازم بهش اش ام
	فقط دیگر دیگه طرف شده کسی چیزی یک یه تاریخ سال ماه ساعت کار همه هیچ خیلی الان هر اگر نه بله ای ها های مون شون تون بعد قبل دو ro az be ba too tu to man mano in on ke va bood`)

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
var actions = words("deliver start finish back bounce entrust die convict less register")
