package webtest

import (
	"fmt"
	"maps"
	"strings"
	"sync"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/proto"
)

// Page is what one visitor sees.
type Page struct {
	rod  *rod.Page
	view View

	mu       sync.Mutex
	names    map[proto.NetworkRequestID]string
	bytes    map[string]int
	document proto.NetworkRequestID
	status   int
}

func (p *Page) prepare() error {
	if err := p.rod.SetViewport(&proto.EmulationSetDeviceMetricsOverride{Width: p.view.Width, Height: 844, DeviceScaleFactor: 1}); err != nil {
		return err
	}
	p.names = map[proto.NetworkRequestID]string{}
	go p.rod.EachEvent(p.answered, p.loaded)() // ends with the page
	if err := (proto.NetworkEnable{}).Call(p.rod); err != nil {
		return err
	}
	return p.scripts(!p.view.NoScript)
}

func (p *Page) scripts(on bool) error {
	return proto.EmulationSetScriptExecutionDisabled{Value: !on}.Call(p.rod)
}

func (p *Page) answered(e *proto.NetworkResponseReceived) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.names[e.RequestID] = e.Response.URL
	if e.Type == proto.NetworkResourceTypeDocument {
		p.document, p.status = e.RequestID, e.Response.Status
	}
}

func (p *Page) loaded(e *proto.NetworkLoadingFinished) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if name := p.names[e.RequestID]; name != "" {
		p.bytes[name] += int(e.EncodedDataLength)
	}
}

// Open goes to an address and waits until everything has come.
func (p *Page) Open(address string) error {
	if err := p.rod.Timeout(2 * patience).Navigate(address); err != nil {
		return fmt.Errorf("open %s: %w", address, err)
	}
	return p.whole("open " + address)
}

// whole waits until a page has come whole. It asks again and again: where the page's own
// scripts are off, nothing would tell of the load event.
func (p *Page) whole(deed string) error {
	for end := time.Now().Add(2 * patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		out, err := p.rod.Timeout(patience).Eval(`() => !window.tarazuOld && document.readyState === "complete"`)
		if err == nil && out.Value.Bool() { // an error: between two pages
			return nil
		}
	}
	return fmt.Errorf("%s: no new page came, still at %s", deed, p.Address())
}

// Address is where the visitor is.
func (p *Page) Address() string {
	info, err := p.rod.Info()
	if err != nil {
		return ""
	}
	return info.URL
}

// Status is the HTTP status of the page shown.
func (p *Page) Status() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.status
}

// Text is what can be read on the page, spaces made single and marks of direction left out.
func (p *Page) Text() string {
	out, err := p.rod.Timeout(patience).Eval(`() => document.body ? document.body.innerText : ""`)
	if err != nil {
		return "" // between two pages
	}
	return plain(out.Value.Str())
}

func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '\u200e' || r == '\u200f' || (r >= '\u2066' && r <= '\u2069') {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// Fetched tells the bytes on the wire of each file since the last call, heads included.
func (p *Page) Fetched() (files map[string]int, sum int) {
	time.Sleep(50 * time.Millisecond) // the last file's event may still be under way
	p.mu.Lock()
	defer p.mu.Unlock()
	files = maps.Clone(p.bytes)
	clear(p.bytes)
	for _, n := range files {
		sum += n
	}
	return files, sum
}

// Source is the HTML of the page as the server sent it.
func (p *Page) Source() (string, error) {
	p.mu.Lock()
	id := p.document
	p.mu.Unlock()
	out, err := proto.NetworkGetResponseBody{RequestID: id}.Call(p.rod)
	if err != nil {
		return "", fmt.Errorf("source of %s: %w", p.Address(), err)
	}
	return out.Body, nil
}
