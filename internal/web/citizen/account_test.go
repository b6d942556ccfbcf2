package citizen

import "testing"

func TestADocumentIsNamedByItsFirstWord(t *testing.T) {
	for _, tc := range []struct{ account, document, want string }{
		{"قراردادمان را بنگاه نوشت.", "قرارداد اجاره", "قراردادمان"},
		{"پیامک‌هایش را دارم", "پیامک‌ها و نامه‌ها", "پیامک‌هایش"},
		{"سند را نداد", "سند مالکیت", ""},
		{"با هم حرف زدیم", "قرارداد اجاره", ""},
		{"", "رسید پرداخت", ""},
	} {
		if got := named(tc.account, tc.document); got != tc.want {
			t.Errorf("%q and %q: %q, want %q", tc.account, tc.document, got, tc.want)
		}
	}
}
