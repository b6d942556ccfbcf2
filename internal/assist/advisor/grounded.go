package advisor

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// counted says whether every number, date and sum of a text stands in the brief.
func counted(text, brief string) bool {
	given := figures(brief)
	return !slices.ContainsFunc(figures(text), func(f figure) bool { return !f.loose && !f.said(given) })
}

// Words that give up a right, confess, or accuse. A court may hold a person to them, so they
// stand in an account only if the person said them. Each ends where its stem ends.
var weights = strings.Fields(`انصراف منصرف صرفنظر ابرا اقرار اعتراف معترف مقر رضایت راضی مصالح صلح سازش اسقاط ساقط بخشید میبخش بخشش بریالذمه تسویه پذیرفت میپذیر قبول پشیمان مقصر تقصیر
	کلاهبردار جعل جاعل سرقت سارق دزد خیانت خاین تهدید توهین افترا فحاش کتک ضرب جرح قتل تجاوز زنا رابطه اعتیاد معتاد مواد رشوه اختلاس اجبار اکراه تقلب فریب`)

var weightyPhrases = []string{"صرف نظر", "استرداد دعوا", "استرداد دادخواست", "استرداد شکایت", "گذشت کرد", "گذشت می", "اعلام گذشت", "گذشت نمود", "گذشت قطعی", "پس می گیر", "پس گرفت", "حقی ندار", "ادعایی ندار", "طلبی ندار", "بری الذمه", "بدهکار نیست", "وجه را دریافت"}

// weighty says whether a text says such a word and the brief does not.
func weighty(text, brief string) bool {
	said, given := foldWords(text), foldWords(brief)
	for _, stem := range weights {
		if slices.ContainsFunc(said, begins(stem)) && !slices.ContainsFunc(given, begins(stem)) {
			return true
		}
	}
	text, brief = strings.Join(said, " "), strings.Join(given, " ")
	return slices.ContainsFunc(weightyPhrases, func(p string) bool { return strings.Contains(text, p) && !strings.Contains(brief, p) })
}

func begins(stem string) func(string) bool {
	return func(w string) bool { return strings.HasPrefix(w, stem) }
}

func foldWords(s string) []string {
	return foldedWord.FindAllString(lang.Fold(strings.ReplaceAll(s, "می"+string(lang.ZWNJ), "می")), -1)
}

const (
	leastShare = 0.4 // of the telling words of a sentence, found with the examples of the test
	fewTelling = 2   // a sentence of so few only joins others
)

// grounded says whether each sentence of a text is carried by the brief: enough of the words
// that tell something stand in it, in whatever form. Words of court papers tell nothing.
func grounded(text, brief string) bool {
	given := foldWords(brief)
	for sentence := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(".؟?!؛\n", r) }) {
		known, all := 0, 0
		for _, w := range foldWords(sentence) {
			if utf8.RuneCountInString(w) < 3 || slices.Contains(courtWords, w) || slices.Contains(ordinary, w) || counts(w) {
				continue
			}
			all++
			if slices.ContainsFunc(given, func(g string) bool { return akin(w, g) }) {
				known++
			}
		}
		if all > fewTelling && float64(known) < leastShare*float64(all) {
			return false
		}
	}
	return true
}

// counts says that a word is part of a figure: those are held by counted.
func counts(w string) bool {
	_, number := numberWord(w)
	_, scale := scaleWord(w)
	_, month := monthWord(w)
	return number || scale || month || w[0] >= '0' && w[0] <= '9'
}

// akin says whether two words are forms of one: «پرداخت» and «پرداختی», «اجاره» and «اجاره‌نامه».
func akin(a, b string) bool {
	a, b = strings.TrimPrefix(a, "نمی"), strings.TrimPrefix(b, "نمی")
	a, b = strings.TrimPrefix(a, "می"), strings.TrimPrefix(b, "می")
	short := min(utf8.RuneCountInString(a), utf8.RuneCountInString(b))
	return a == b || short >= 3 && short == utf8.RuneCountInString(a) && strings.HasPrefix(b, a) || short >= 3 && short == utf8.RuneCountInString(b) && strings.HasPrefix(a, b) || short >= 5 && shared(a, b) >= 4
}

func shared(a, b string) (n int) {
	x, y := []rune(a), []rune(b)
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}

// courtWords are how a paper is said, not what it says.
var courtWords = strings.Fields(`
	اینجانب اینجانبه خواهان خوانده شاکی متهم مشتکی عنه دادگاه دادسرا ریاست مقام قضایی محترم احترام سلام استحضار عرض اعلام اظهار میدارم میدارد میرساند میرسانم رساند رسانم دارم دارد داشته نموده نمود نماید نمایم نمایند نمودهام کردهام کرده کرد گردد گردید گردیده گشته شده است بوده بود بودم بودند بودهام باشد میباشد میباشم
	فوق ذیل مذکور مزبور مشروحه شرح موضوع خصوص مورد جهت منظور لذا بنابراین نظر اینکه چنانچه علیرغم متاسفانه همچنین سپس پس درنتیجه نهایتا تاکنون مستند مستندا استناد مطابق طبق حسب وفق براساس اساس
	تقاضا تقاضای درخواست خواسته صدور حکم رای رسیدگی شایسته مقتضی بذل توجه عنایت استدعا دارای نسبت مبنی ضمن علیه له طرفین طرف ایشان نامبرده عنوان خودداری امتناع استنکاف استرداد مطالبه مطالبات الزام پرداخت دریافت تحویل اخذ ارایه مراجعه مکررا بارها کماکان همچنان اینک کردن میکند میکنم میکنند کردند نمودم نمودند نمودن میدهد میدهم دادن گرفتن مبلغ تاریخ مورخ مورخه میزان تعداد شماره قرار اقدام انجام عمل وجود عدم فاقد بدین وسیله بدینوسیله جناب`)

func refuse(why string) error { return ErrRefused.Because(refusal(why)) }

// refusal is why a reply was refused: a rule, never the reply's own words.
type refusal string

func (r refusal) Error() string { return "the reply has " + string(r) }
