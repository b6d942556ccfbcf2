package config

import (
	"fmt"
	"reflect"
	"strings"
)

// Reference is the table of all settings in Markdown, as docs/settings.md shows it.
func Reference() string {
	var b strings.Builder
	b.WriteString("| setting | meaning |\n|---|---|\n")
	t := reflect.TypeFor[Config]()
	for i := range t.NumField() {
		f := t.Field(i)
		secret := ""
		if f.Tag.Get("secret") != "" {
			secret = " **Secret**: better from the file that `" + f.Tag.Get("env") + "_FILE` names."
		}
		fmt.Fprintf(&b, "| `%s` | %s.%s |\n", f.Tag.Get("env"), f.Tag.Get("doc"), secret)
	}
	return b.String()
}
