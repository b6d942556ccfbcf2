package extract

// marks are words before a number that make it a name of something: an article, a floor, a
// branch, an hour. Such a number is no count of anything.
var marks = words(`
	ماده تبصره بند اصل فصل مواد طبقه پلاک واحد ساعت شعبه کوچه صفحه شماره مدل خط اتاق سن کانال نوبت کلاس خیابان فاز بلوک قطعه پلاک‌ه ردیف سطر شب جلسه فرم نسخه اتوبوس ساعتای
	madde tabaghe pelak vahed saat saate shobe kuche shomare model khat`)

// labels blocks the numbers that only name something: «ماده ۱۰ و ۱۲», «ساعت ۸».
func labels(s *story) {
	for i := range s.toks {
		if !marks[s.at(i)] {
			continue
		}
		for at := i + 1; at < len(s.toks) && !parts(s.gap(at)); {
			n, ok := s.number(at)
			if !ok || s.counted(n.next) {
				break
			}
			s.block(at, n.next)
			if !and[s.next(n.next)] {
				break
			}
			at = n.next + 1
		}
	}
}

// counted says whether what stands at i makes an amount of the number before it.
func (s *story) counted(i int) bool {
	word := s.next(i)
	_, scale := tail(scales, word)
	_, currency := tail(currencies, word)
	return scale || currency || month[word] > 0
}
