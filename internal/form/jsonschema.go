package form

import "github.com/tarazu-justice/tarazu/internal/lang"

// Schema is the JSON Schema (2020-12) of a title's answers. Required is what is asked
// without any condition; the rest the engine asks for when its time comes.
func (t *Title) Schema() map[string]any {
	properties, required := map[string]any{}, []string{}
	for _, p := range t.pages {
		for _, a := range p.asks {
			properties[a.fact.Name] = t.lib.schemaOf(a.fact)
			if p.cond.expr == nil && a.cond.expr == nil && !a.optional {
				required = append(required, a.fact.Name)
			}
		}
	}
	return map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": t.Name(lang.FA), "type": "object",
		"additionalProperties": false, "properties": properties, "required": required,
	}
}

func (l *Library) schemaOf(f *Fact) map[string]any {
	out := map[string]any{"title": f.Ask.FA}
	if f.Ask.FA != "" && f.ask != nil && !f.ask.plain() {
		delete(out, "title") // the question depends on the title's own words
	}
	bounds := func(least, most string) {
		if f.Min != nil {
			out[least] = *f.Min
		}
		if f.Max != nil {
			out[most] = *f.Max
		}
	}
	switch f.Type {
	case TypeYesNo:
		out["type"] = "boolean"
	case TypeNumber, TypeMoney:
		out["type"] = "integer"
		if bounds("minimum", "maximum"); f.Type == TypeMoney && f.Max == nil {
			out["maximum"] = int64(lang.MaxAmount)
		}
	case TypeDate:
		out["type"], out["format"] = "string", "date"
	case TypeMonth:
		out["type"], out["pattern"] = "string", "^[0-9]{4}-[0-9]{2}$"
	case TypeChoice:
		out["enum"] = f.keys()
	case TypeChoices:
		out["type"], out["uniqueItems"], out["items"] = "array", true, map[string]any{"enum": f.keys()}
		bounds("minItems", "maxItems")
	case TypeList:
		out["type"], out["items"] = "array", l.schemaOfRecord(l.Records[f.Record])
		bounds("minItems", "maxItems")
	case TypeText, TypeProse, TypePlace:
		if out["type"] = "string"; f.Type != TypePlace {
			bounds("minLength", "maxLength")
		}
		if f.Format != "" {
			out["format"] = f.Format
		}
	}
	return out
}

func (l *Library) schemaOfRecord(r *Record) map[string]any {
	properties, required := map[string]any{}, []string{}
	for _, f := range r.Fields {
		properties[f.Name] = l.schemaOf(f)
		if f.cond == nil && !f.Optional {
			required = append(required, f.Name)
		}
	}
	return map[string]any{"type": "object", "additionalProperties": false, "properties": properties, "required": required}
}

func (f *Fact) keys() (keys []string) {
	for _, o := range f.Options {
		keys = append(keys, o.Key)
	}
	return keys
}
