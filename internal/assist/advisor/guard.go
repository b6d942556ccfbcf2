package advisor

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/tarazu-justice/tarazu/internal/lang"
)

// suspect is the sieve; a test puts nothing in its place, to see what holds without it.
var suspect = commands

// commands says whether a text speaks to a program rather than to a court. It is a first
// sieve: whoever writes for it gets through, and what holds then is what replies may say.
// A person whose story is caught loses nothing; the assistant goes on without a model.
func commands(text string) bool {
	if hiding(text) {
		return true
	}
	shown := plain(text)
	folded := lang.Fold(shown)
	return machine.MatchString(shown) || orders.MatchString(folded) || ordersRunTogether.MatchString(strings.ReplaceAll(folded, " ", ""))
}

// hiding finds signs that no keyboard types: overrides of direction, tags, and many
// characters without a width. The half-space and the joiners of Persian are typed.
func hiding(text string) bool {
	unseen := 0
	for _, r := range text {
		switch {
		case r == '\u202d', r == '\u202e', r >= 0xe0000 && r <= 0xe007f, r >= 0xe000 && r <= 0xf8ff, r >= 0xe0100 && r <= 0xe01ef:
			return true
		case r == '\u200b', r >= '\u2060' && r <= '\u2064', r == '\u00ad', r == '\u180e':
			unseen++
		}
	}
	return unseen >= 3 || styled(text) >= 8
}

// styled counts letters out of the alphabets of mathematics and of full width.
func styled(text string) (n int) {
	for _, r := range text {
		if r >= 0x1d400 && r <= 0x1d7ff || r >= 0xff21 && r <= 0xff5a || r >= 0x24b6 && r <= 0x24e9 || r >= 0x1f130 && r <= 0x1f189 {
			n++
		}
	}
	return n
}

// machine is the writing of programs: tags of chats, roles, code, JSON, markup, base64, and
// the references of our own requests.
var machine = regexp.MustCompile(`(?im)<\|?/?\s*(?:im_start|im_end|system|user|assistant|tool|s|script|img|inst|think|endoftext|eot_id|start_header|begin)[\w|]*|\[/?(?:inst|sys|system|l\d+|t\d+)\]|<<sys>>` +
	`|^\s*[#>*\-]*\s*(?:system|assistant|user|developer|tool|human|ai|instruction|سیستم|سامانه|دستیار|کاربر|توسعه\s?دهنده|مدل|دستور\s?سیستم)\s*(?:prompt|message)?\s*[:：>]` +
	`|\b(?:system|assistant|developer)\s*[:：]|(?:سیستم|دستیار|توسعه‌دهنده)\s*[:：]` +
	`|` + "```" + `|###|\{\s*\\?["'“«]|["'“]\s*:\s*[\["'{]|\]\s?\(|!\[|javascript:|data:\w+/|<!--|\{\{|\$\{|%7b|\\u00|&#x?\d|&lt;` +
	`|[A-Za-z0-9+/_\-]{36,}={0,2}|(?:\\x[0-9a-f]{2}){4}|(?:\b[0-9a-f]{2}\s){10}|\bT\d{1,2}\b|\bL\d{1,2}\b|\b(?:tool_calls?|function_call|json_schema|response_format|max_tokens)\b`)

// orders are sentences that give a program orders, folded.
var orders = regexp.MustCompile(strings.Join([]string{
	`(?:نادیده|فراموش|کنار|بیخیال|بی خیال|چشم پوشی|دور بریز|لغو|باطل)\S*(?: \S+){0,5} (?:دستور\S*|قواعد|راهنما|پرامپت|محدودیت\S*|هشدار\S*)(?: |$)`,
	`(?:دستور|قواعد|قاعده|راهنما|پرامپت|محدودیت|هشدار)\S*(?: \S+){0,5} (?:نادیده|فراموش|کنار بگذار|بیخیال|بی خیال|لغو|باطل|جدی نگیر|اجرا نکن|رعایت نکن|اعمال نکن|پاک کن)`,
	`(?:ای|به|اگر|عزیز) (?:هوش مصنوعی|مدل زبانی)|(?:هوش مصنوعی|مدل زبانی) (?:عزیز|هستی|بگو|بنویس|باید)|(?:پرامپت|پرومپت|چت ?بات|چت جی پی تی|جی پی تی|دستیار (?:هوشمند|مجازی)|سیستم پیام|پیام سیستم|دستور\S* سیستم|دستورالعمل\S* سیستم|حالت (?:توسعه|مدیر|ادمین|دیباگ|اشکال زدایی)|جیلبریک)`,
	`(?:از این پس|از حالا|از الان|از این لحظه|اکنون) تو `,
	`(?:تو|شما) (?:یک|دیگر)(?: \S+){0,4} (?:هستی|نیستی|مدلی|رباتی)`,
	`نقش(?: \S+){0,4} (?:را )?(?:بازی کن|بگیر|ایفا کن)`,
	`(?:گزینه|عنوان|فرم|دادخواست|نامزد|کاندید)\S*(?: \S+){0,8} (?:اول بگذار|بالا بگذار|بالای فهرست|اول فهرست|صدر فهرست|رتبه (?:اول|یک)|اول قرار بده|در صدر قرار بده|به فهرست اضافه کن|اضافه کن به فهرست)`,
	`(?:در|به) (?:پاسخ|خروجی|روایت|متن|ترتیب)\S*(?: \S+){0,5} (?:بنویس|بده|چاپ کن|برگردان|قرار بده|بگذار|اضافه کن|بیاور|قید کن)`,
	`(?:پاسخ|خروجی|فهرست|فیلد|مقدار|مقادیر|کلید|نقل قول|روایت|گزینه|جیسون|علامت\S*|مبلغ|بدهی|رقم)(?: \S+){0,7} (?:بنویس|ثبت کن|وارد کن|پر کن|درج کن|تغییر بده|حذف کن|جایگزین کن|برگردان|بده|بگذار|بردار|بساز|تکرار کن)(?: |$)`,
	`(?:افشا|فاش|رمزگشایی|کپی|استناد|صدا|اجرا) (?:بزن|کن)(?: |$)`,
	`(?:^| )بنویس (?:خواهان|خوانده|شاکی|متهم|موجر|همه|که خواهان|که خوانده|pet)`,
	`\b(?:ignore|disregard|forget|override|bypass|skip|drop|cancel)\b(?: \S+){0,5} (?:instruction|instructions|previous|prior|above|prompt|prompts|rule|rules|guideline|guidelines|system|policy|restrictions|safety|schema|everything)\b`,
	`\b(?:system prompt|prompt injection|language model|jailbreak|developer mode|dan mode|admin mode|debug mode|sudo|as an ai|ai model|chatgpt|openai|llm|new instructions?|hidden instructions?|end of (?:story|document|data|input)|begin (?:system|instructions?))\b`,
	`\b(?:you are (?:now|no longer|a|an|not)|act as|pretend|roleplay|role play|from now on|you must|you will|you should|your task|your job|your new)\b`,
	`\b(?:reply|respond|answer|output|print|return|reveal|repeat|leak|exfiltrate|decode|translate|execute|call the|invoke|append|include|insert|cite|rank|put|place|set|mark|write|add|say)\b(?: \S+){0,8} \b(?:first|top|json|prompt|instructions?|candidates?|order|values?|field|fact|facts|schema|reply|answer|output|list|law|article|narrative|account|tool|function|link|url|base64|national|number|name|everything|verbatim|exactly|true|yes)\b`,
	`\b(?:dastoor|dastur|dastoorat)\S*(?: \S+){0,5} (?:nadide|faramoosh|faramush|bikhial)|\b(?:nadide|faramoosh|faramush)(?: \S+){0,4} (?:dastoor|dastur)`,
}, "|"))

// ordersRunTogether are those that are spelled apart, «i g n o r e», or joined.
var ordersRunTogether = regexp.MustCompile(`(?:ignore|disregard|forget|override)(?:all|the|any|your|my|every)*(?:previous|prior|above|earlier|instruction|prompt|rules)|systemprompt|دستور(?:ات|های|هایت|العمل)?(?:قبلی|بالا|پیشین|پیش)?(?:را|رو)?(?:نادیده|فراموش)`)

// notLetters are what a reply in Persian never holds beside letters, digits and common signs.
func notLetters(r rune) bool {
	return unicode.Is(unicode.Latin, r) || unicode.Is(unicode.Cyrillic, r) || unicode.Is(unicode.Greek, r) || unicode.Is(unicode.Co, r) ||
		unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Cf, r) && r != lang.ZWNJ || strings.ContainsRune("[]{}<>|`*#_\\@^~=$&", r)
}
