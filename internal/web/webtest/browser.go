package webtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/go-rod/rod"
	"github.com/go-rod/rod/lib/launcher"
	"github.com/go-rod/rod/lib/proto"
)

// Missing is what a test says when there is no browser.
const Missing = "no chromium here; run: apt-get install -y chromium"

// Browser is one running chromium; every visitor has a profile of their own in it.
type Browser struct{ rod *rod.Browser }

// Start runs chromium until the test is over.
func Start(t testing.TB) *Browser {
	t.Helper()
	bin := find()
	if bin == "" {
		t.Fatal(Missing)
	}
	l := launcher.New().Bin(bin).Headless(true).NoSandbox(true).Leakless(false).UserDataDir(t.TempDir()).
		Set("disable-gpu").Set("disable-quic").Set("no-first-run").Set("disable-background-networking").
		Set("disable-component-update").Set("disable-sync").Set("disable-dev-shm-usage").Set("lang", "fa")
	address, err := l.Launch()
	if err != nil {
		t.Fatalf("start %s: %v", bin, err)
	}
	b := rod.New().ControlURL(address).NoDefaultDevice()
	if err := b.Connect(); err != nil {
		l.Kill()
		t.Fatalf("speak to %s: %v", bin, err)
	}
	t.Cleanup(func() {
		_ = b.Close() // the process is ended below in any case
		l.Kill()
		l.Cleanup()
	})
	return &Browser{rod: b}
}

func find() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// View is how a visitor looks at pages.
type View struct {
	Width    int  // 0 = 390, a phone
	NoScript bool // the browser runs no script of the pages
}

// Visit opens an empty page for a visitor who has never been here.
func (b *Browser) Visit(t testing.TB, v View) *Page {
	t.Helper()
	own, err := b.rod.Incognito()
	if err != nil {
		t.Fatalf("new visitor: %v", err)
	}
	tab, err := own.Page(proto.TargetCreateTarget{URL: "about:blank"})
	if err != nil {
		t.Fatalf("new visitor: %v", err)
	}
	if v.Width == 0 {
		v.Width = 390
	}
	p := &Page{rod: tab, view: v, bytes: map[string]int{}}
	if err := p.prepare(); err != nil {
		t.Fatalf("new visitor: %v", err)
	}
	t.Cleanup(func() { _ = tab.Close() }) // the browser goes anyway
	return p
}

// patience is how long a page may take to show what is expected.
const patience = 8 * time.Second

// root is the folder of the project, where node_modules is.
func root(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
	}
	t.Fatal("the tests run outside the project: no go.mod above")
	return ""
}

// module is the path of a file that npm brought.
func module(t testing.TB, parts ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{root(t), "node_modules"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%s is missing; run: npm ci", filepath.Join(parts...))
	}
	return path
}
