package extract

import "math"

// foreign money is none that a form takes, and people are no money.
var (
	foreign = words("دلار یورو درهم لیر پوند دینار تتر بیت dollar euro derham lir usd")
	people  = words("نفر نفره نفری نفرن متر متری کیلو کیلومتر بار دفعه دنبال فالوور عضو بازدید لایک سال ساله nafar metr bar km")
)

// What a small number of toman is understood to be of.
var (
	dear  = words("خانه خونه رهن ودیعه پیش ماشین خودرو زمین آپارتمان ملک مغازه مهریه وام چک سفته قرض دستی سند فروختم خریدم اجاره کرایه حقوق دستمزد خسارت طلا khune khoone rahn mashin zamin vam check gharz ejare hoghoogh pish")
	cheap = words("تاکسی اسنپ نان نون بستنی ساندویچ بلیت بلیط شارژ پیامک پارکینگ اتوبوس taxi snap")
)

// understood reads «۷۰۰ تومن»: so many million where the talk is of a house or of wages, so
// many thousand where it is of a taxi. The other reading is kept.
func (s *story) understood(i int, a sum) Found {
	million, thousand := int64(math.Round(a.value*1e7)), int64(math.Round(a.value*1e4))
	switch {
	case s.near(i, 8, 8, cheap):
		return Found{Kind: Money, Value: thousand, Other: million, Sure: guessed}
	case s.near(i, 12, 12, dear):
		return Found{Kind: Money, Value: million, Other: thousand, Sure: guessedHome}
	}
	return Found{Kind: Money, Value: million, Other: thousand, Sure: guessed}
}

var land = words("زمین متراژ مساحت")

// letter reads «۵۰م» as fifty million where the talk is of money, not of metres.
func (s *story) letter(i int, a sum) (Found, bool) {
	if a.scale > 1 || a.value >= 10000 || s.near(i, 4, 4, land) || !s.near(i, 12, 12, dear) && !s.near(i, 6, 6, owed) {
		return Found{}, false
	}
	s.block(a.next, a.next+1)
	return Found{Kind: Money, Value: int64(math.Round(a.value * 1e7)), Other: int64(math.Round(a.value * 1e4)), Sure: guessed}, true
}

// owed are words that an amount goes with.
var owed = words("پول مبلغ طلب بدهی بدهکار قیمت هزینه تومن واریز mablagh pool")

// bare reads «مبلغ ۲۵۰۰۰۰۰۰۰»: toman as people speak, rials as papers are written.
func (s *story) bare(i int, a sum) (Found, bool) {
	if a.scale > 1 || a.value < 1e6 || a.value > 1e13 || !s.near(i, 2, 0, owed) || !s.toks[i].digits || countable(s.next(a.next)) != "" {
		return Found{}, false
	}
	rials := int64(math.Round(a.value))
	return Found{Kind: Money, Value: rials * 10, Other: rials, Sure: unscaled}, true
}
