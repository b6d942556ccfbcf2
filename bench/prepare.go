package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/tarazu-justice/tarazu/cast"
)

// filer leads a draft to its last press through the API.
type filer struct {
	ctx        context.Context //nolint:containedctx // lives as long as one draft is prepared
	url, token string
}

type answer map[string]any

// call sends JSON, or another body of the given type.
func (f filer) call(method, path, kind string, body []byte) (answer, error) {
	request, err := http.NewRequestWithContext(f.ctx, method, f.url+"/api/v1"+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+f.token)
	request.Header.Set("If-Match", "*")
	if len(body) > 0 {
		request.Header.Set("Content-Type", kind)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode >= http.StatusMultipleChoices {
		return nil, fmt.Errorf("%s %s answers %d %s", method, path, response.StatusCode, text)
	}
	a := answer{}
	_ = json.Unmarshal(text, &a) // some answers are empty
	return a, nil
}

func (f filer) send(method, path string, value any) (answer, error) {
	var body []byte
	if value != nil {
		var err error
		if body, err = json.Marshal(value); err != nil {
			return nil, err
		}
	}
	return f.call(method, path, "application/json", body)
}

// prepare makes a draft that is complete, checked, signed and paid for.
func (w *world) prepare(ctx context.Context, p *cast.Person) (id string, err error) {
	f := filer{ctx, w.server.url, cookie(p.Key)}
	sheet, err := f.send("GET", "/services/PET-DEPOSIT", nil)
	if err != nil {
		return "", err
	}
	facts, _ := sheet["example"].(map[string]any)
	facts["party.us"] = []map[string]any{{
		"kind": "natural", "national_id": p.NationalID, "name": p.Name(), "father": p.Father, "address": p.Address, "county": p.County,
	}}
	begun, err := f.send("POST", "/filings", map[string]any{"service": "PET-DEPOSIT"})
	if err != nil {
		return "", err
	}
	id = fmt.Sprint(begun["id"])
	if _, err := f.send("PATCH", "/filings/"+id, map[string]any{"facts": facts}); err != nil {
		return "", err
	}
	slots, _ := sheet["example_attachments"].([]any)
	for i, slot := range slots {
		if _, err := f.call("PUT", fmt.Sprintf("/filings/%s/attachments/%s", id, slot), "image/png", picture(i)); err != nil {
			return "", err
		}
	}
	return id, f.finish("/filings/"+id, p.Mobile)
}

func (f filer) finish(path, mobile string) error {
	review, err := f.send("GET", path+"/review", nil)
	if err != nil {
		return err
	}
	read := []string{}
	problems, _ := review["problems"].([]any)
	for _, problem := range problems {
		if p, ok := problem.(map[string]any); ok {
			read = append(read, fmt.Sprint(p["id"]))
		}
	}
	if _, err := f.send("PUT", path+"/warnings", map[string]any{"problems": read}); err != nil {
		return err
	}
	if _, err := f.send("POST", path+"/signature", nil); err != nil {
		return err
	}
	if _, err := f.send("PUT", path+"/signature", map[string]any{"code": f.code(mobile)}); err != nil {
		return err
	}
	pay, err := f.send("POST", path+"/payment", nil)
	if err != nil {
		return err
	}
	paid, err := http.Post(fmt.Sprint(pay["payment_url"]), "application/x-www-form-urlencoded", strings.NewReader("choice=pay"))
	if err != nil {
		return err
	}
	return paid.Body.Close()
}

// code waits for the code that a mobile was sent.
func (f filer) code(mobile string) string {
	for range 100 {
		var outbox struct {
			Messages []struct{ To, Kind, Code string }
		}
		if response, err := http.Get(f.url + "/demo/outbox.json"); err == nil {
			_ = json.NewDecoder(response.Body).Decode(&outbox) // the next round asks again
			_ = response.Body.Close()
		}
		for _, m := range outbox.Messages {
			if m.To == mobile && m.Kind == "identity.filing.sign" {
				return m.Code
			}
		}
		time.Sleep(50 * time.Millisecond)
	}
	return ""
}

// picture is a small PNG; n makes it another one.
func picture(n int) []byte {
	img := image.NewGray(image.Rect(0, 0, 30, 30))
	img.Pix[n] = 255
	var out bytes.Buffer
	_ = png.Encode(&out, img) // a buffer takes everything
	return out.Bytes()
}
